package org.sallyport.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.sallyport.web.internal.Assets;
import org.sallyport.web.internal.Icons;

/**
 * A page being put together: template, title, values, messages; made by {@link Visit#view}.
 *
 * <p>In the template: every value by its name, {@code {{t.some.key}}} for a text, {@code {{#icon}}user{{/icon}}} for an icon,
 * {@code {{#csrf}}/the/action{{/csrf}}} in every form, {@code {{>messages}}} where the messages shall stand (the layout shows
 * them above the content otherwise), {@code {{>pager}}} and {@code {{>time}}}. Values may be maps, records, lists, optionals;
 * an empty or null one counts as false, an unknown one too in a section, but is an error where
 * it is to be written.
 */
public final class View implements Reply {

    private final Visit visit;
    private final Face face;
    private final String template;
    private final Map<String, Object> values = new HashMap<>();
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private final List<Map<String, Object>> nav = new ArrayList<>();
    private int status = 200;
    private String title = "";

    View(Visit visit, Face face, String template) {
        this.visit = visit;
        this.face = face;
        this.template = template;
    }

    /** The status of the answer; 200 if not called. */
    public View status(int code) {
        status = code;
        return this;
    }

    /** Sets a header of the answer. */
    public View header(String name, String value) {
        visit.header(name, value);
        return this;
    }

    /** The page's title, by the key of its text. */
    public View title(String key, Object... arguments) {
        title = visit.wording().text(key, arguments);
        return this;
    }

    /** The page's title, already worded. */
    public View titleText(String text) {
        title = text;
        return this;
    }

    /** A value for the template. */
    public View with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Something went wrong, by the key of its text. */
    public View error(String key, Object... arguments) {
        return message("error", "alert", key, arguments);
    }

    /** Something went wrong, already worded. */
    public View errorText(String text) {
        return add("error", "alert", text);
    }

    /** Something to know, by the key of its text. */
    public View notice(String key, Object... arguments) {
        return message("notice", "info", key, arguments);
    }

    /** Something to be careful about, by the key of its text. */
    public View warning(String key, Object... arguments) {
        return message("warning", "alert", key, arguments);
    }

    /** Something was done, by the key of its text. */
    public View success(String key, Object... arguments) {
        return message("success", "check", key, arguments);
    }

    /**
     * Tells, after a redirect to {@code ...?done=KEY} or {@code ...?done=KEY&n=NUMBER}, what was done: by the text
     * {@code done.KEY}, or {@code done.KEY.one} / {@code .other} with the number. A key that has no text tells nothing.
     */
    public View done() {
        String key = "done." + visit.query().name("done");
        int number = visit.query().number("n", 0, Integer.MAX_VALUE).orElse(-1);
        if (number < 0 && visit.wording().has(key)) {
            return success(key);
        }
        if (number >= 0 && visit.wording().has(key + ".other")) {
            return add("success", "check", visit.wording().count(key, number));
        }
        return this;
    }

    /** Who is signed in, and where the sign-out form is sent. */
    public View signedIn(String name, String signOutPath) {
        values.put("signedIn", Map.of("name", name, "signOut", signOutPath));
        return this;
    }

    /** Adds an entry to the navigation; it is marked where the visitor is at its path or below. */
    public View nav(String key, String path) {
        boolean here = visit.path().equals(path) || !path.endsWith("/") && visit.path().startsWith(path + "/");
        nav.add(Map.of("text", visit.wording().text(key), "path", path, "here", here));
        return this;
    }

    @Override
    public void send(Visit to) throws IOException {
        byte[] page = PathPrefix.before(face.prefix, render()).getBytes(StandardCharsets.UTF_8);
        to.write(status, "text/html;charset=utf-8", page);
    }

    /** The whole page as text. */
    String render() {
        Mustache.CustomContext root = this::value;
        values.putIfAbsent("signedIn", null);
        values.put("messagesShown", false);
        String body = face.templates.get(template).execute(root);
        values.put("body", body);
        return face.templates.get("layout").execute(root);
    }

    private Object value(String name) {
        if (name.startsWith("t.")) {
            return visit.wording().text(name.substring(2));
        }
        return switch (name) {
            case "lang" -> visit.wording().locale().toLanguageTag();
            case "title" -> title;
            case "path" -> visit.path();
            case "assets" -> Assets.PATH;
            case "nav" -> nav;
            case "navShown" -> !nav.isEmpty();
            case "messages" -> messages;
            case "messagesOnce" -> once();
            case "icon" -> (Mustache.Lambda) (fragment, out) -> out.write(Icons.svg(fragment.execute()));
            case "csrf" -> (Mustache.Lambda) (fragment, out) -> out.write("<input type=\"hidden\" name=\"" + Csrf.FIELD
                    + "\" value=\"" + visit.csrfToken(fragment.execute()) + "\">");
            default -> values.containsKey(name) ? values.get(name) : Template.NO_FETCHER_FOUND;
        };
    }

    /** The messages for whoever asks first: the page where it has a place for them, the layout otherwise. */
    private List<Map<String, Object>> once() {
        boolean shown = (Boolean) values.put("messagesShown", true);
        return shown ? List.of() : messages;
    }

    private View message(String kind, String icon, String key, Object... arguments) {
        return add(kind, icon, visit.wording().text(key, arguments));
    }

    private View add(String kind, String icon, String text) {
        messages.add(Map.of("kind", kind, "sign", icon, "word", visit.wording().text("message." + kind),
                "role", kind.equals("error") ? "alert" : "status", "text", text));
        return this;
    }
}
