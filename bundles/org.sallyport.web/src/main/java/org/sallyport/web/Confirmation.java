package org.sallyport.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page that asks before something is done: what will happen, to whom by name, yes or cancel. Made by {@link Visit#confirm}. */
public final class Confirmation {

    private final Visit visit;
    private final String question;
    private final List<String> explanations = new ArrayList<>();
    private final List<Map<String, String>> names = new ArrayList<>();
    private final List<Map<String, String>> fields = new ArrayList<>();
    private boolean danger;

    Confirmation(Visit visit, String question) {
        this.visit = visit;
        this.question = question;
    }

    /** A sentence of what will happen, already worded. */
    public Confirmation explain(String sentence) {
        explanations.add(sentence);
        return this;
    }

    /**
     * Somebody or something it will happen to.
     *
     * @param icon for example {@code user} or {@code group}
     * @param detail said more softly after the name; may be empty
     */
    public Confirmation name(String icon, String name, String detail) {
        names.add(Map.of("sign", icon, "name", name, "detail", detail));
        return this;
    }

    /** A field that goes along with the yes; may repeat. */
    public Confirmation field(String name, String value) {
        fields.add(Map.of("name", name, "value", value));
        return this;
    }

    /** It cannot be undone: the button says so by its colour, the explanation by its words. */
    public Confirmation danger() {
        danger = true;
        return this;
    }

    /**
     * The finished page.
     *
     * @param yes the button's text, by its key: the verb, rather than "OK"
     * @param action where the yes is sent
     * @param back where cancel leads
     */
    public View view(String yes, String action, String back) {
        return visit.view("confirm").titleText(question)
                .with("question", question).with("explanations", explanations)
                .with("names", names).with("hasNames", !names.isEmpty()).with("fields", fields)
                .with("danger", danger).with("yes", visit.wording().text(yes)).with("action", action).with("back", back);
    }
}
