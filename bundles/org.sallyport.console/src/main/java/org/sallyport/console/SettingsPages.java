package org.sallyport.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.administration.SettingView.Kind;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.Form;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Product settings, and who the administrators are. */
final class SettingsPages {

    static final String SETTINGS = "/console/settings";
    private static final int LONGEST = 200;
    /** Those that some authenticator apps ignore or read wrongly. */
    private static final Set<String> READ_BY_APPS = Set.of("totp.algorithm", "totp.digits", "totp.period");

    private final Supplier<TwoFactorAdministration> administration;
    private final People people;

    SettingsPages(Supplier<TwoFactorAdministration> administration, People people) {
        this.administration = administration;
        this.people = people;
    }

    void add(Routes table) {
        table.get(SETTINGS, visit -> Told.done(page(visit, Map.of(), "", ""), visit, administration.get()::find))
                .post(SETTINGS, this::change);
    }

    private View page(Visit visit, Map<String, String> typed, String wrongKey, String wrong) {
        Wording wording = visit.wording();
        List<SettingView> settings = administration.get().settings();
        View view = visit.view("settings").title("settings.title").with("action", SETTINGS).with("tokens", TokenPages.LIST)
                .with("groups", groups(wording, settings, typed, wrongKey, wrong))
                .with("administrators", administration.get().administrators().stream().sorted()
                        .map(id -> people.row(administrator(wording, id))).toList());
        return wrong.isEmpty() ? view : view.error("settings.wrong").status(422);
    }

    private Row administrator(Wording wording, PrincipalId id) {
        Badge why;
        try {
            Optional<Principal> found = administration.get().find(id);
            if (found.isPresent()) {
                return Row.account(wording, found.get());
            }
            why = new Badge("bad", "cross", wording.text("badge.gone"));
        } catch (UnavailableException e) {
            why = new Badge("warn", "alert", wording.text("badge.away"));
        }
        return Row.of(wording, AdministratorPages.unknown(id), List.of(why));
    }

    /** Settings under a heading. */
    record Group(String heading, List<Setting> settings, boolean breaksApps) {
    }

    /**
     * A setting as the page shows it.
     *
     * @param key also the name of the field
     * @param label in words; the key where there are none
     * @param help below it, with what is allowed
     * @param flag whether it is a box to tick
     * @param choices of a drop-down list; empty for others
     * @param type of the input otherwise
     * @param required whether it may not be empty
     */
    record Setting(String key, String label, String help, String value, boolean flag, boolean on, List<Picker.Choice> choices,
            boolean select, String type, String inputmode, String wrong, String standard, boolean required) {
    }

    static List<Group> groups(Wording wording, List<SettingView> settings, Map<String, String> typed, String wrongKey, String wrong) {
        Map<String, List<Setting>> grouped = new LinkedHashMap<>();
        boolean breaks = settings.stream().anyMatch(view -> READ_BY_APPS.contains(view.key())
                && !typed.getOrDefault(view.key(), view.value()).equals(view.standard()));
        for (SettingView view : settings) {
            grouped.computeIfAbsent(group(view.key()), key -> new ArrayList<>())
                    .add(setting(wording, view, typed.getOrDefault(view.key(), view.value()), view.key().equals(wrongKey) ? wrong : ""));
        }
        return List.of("general", "sessions", "codes").stream().filter(grouped::containsKey)
                .map(key -> new Group(wording.text("settings." + key), grouped.get(key), key.equals("codes") && breaks)).toList();
    }

    private static String group(String key) {
        if (key.startsWith("totp.")) {
            return "codes";
        }
        return List.of("session.", "sign-in.", "password.", "ticket.").stream().anyMatch(key::startsWith) ? "sessions" : "general";
    }

    private static Setting setting(Wording wording, SettingView view, String value, String wrong) {
        String label = "setting." + view.key();
        String help = wording.has(label + ".help") ? wording.text(label + ".help") + " " : "";
        return new Setting(view.key(), wording.has(label) ? wording.text(label) : view.key(), help + allowed(wording, view), value,
                view.kind() == Kind.FLAG, value.equals("true"),
                view.choices().stream().map(choice -> new Picker.Choice(choice, choice, choice.equals(value))).toList(),
                view.kind() == Kind.CHOICE, "text", view.kind() == Kind.NUMBER ? "numeric" : "text", wrong, view.standard(),
                view.kind() == Kind.NUMBER || view.least() > 0);
    }

    private static String allowed(Wording wording, SettingView view) {
        return switch (view.kind()) {
            case NUMBER -> wording.text("setting.number", view.least(), view.greatest(), view.standard());
            // What may be empty is described where it is explained.
            case TEXT -> view.least() == 0 ? "" : wording.text("setting.text", view.least(), view.greatest());
            case CHOICE -> wording.text("setting.choice", view.standard());
            case FLAG -> "";
        };
    }

    /** Only what differs: another administrator's change to something else meanwhile stays. */
    static Map<String, String> changed(List<SettingView> settings, Form form) {
        return settings.stream().filter(view -> view.kind() == Kind.FLAG || form.has(view.key()))
                .filter(view -> !typed(view, form).equals(view.value()))
                .collect(Collectors.toMap(SettingView::key, view -> typed(view, form)));
    }

    private static String typed(SettingView view, Form form) {
        return view.kind() == Kind.FLAG ? Boolean.toString(form.name(view.key()).equals("true")) : form.text(view.key(), LONGEST);
    }

    private Reply change(Visit visit) {
        List<SettingView> settings = administration.get().settings();
        Map<String, String> changed = changed(settings, visit.form());
        if (changed.isEmpty()) {
            return Reply.seeOther(SETTINGS + "?done=unchanged");
        }
        try {
            administration.get().changeSettings(Admission.actor(visit), settings.stream().filter(view -> changed.containsKey(view.key()))
                    .collect(Collectors.toMap(SettingView::key, SettingView::value)), changed);
            return Reply.seeOther(SETTINGS + "?done=settings");
        } catch (OutdatedException e) {
            return page(visit, Map.of(), "", "").warning("settings.outdated").status(409);
        } catch (InvalidInputException e) {
            String sentence = settings.stream().filter(view -> view.key().equals(e.field()) && view.kind() == Kind.NUMBER)
                    .map(view -> visit.wording().text("setting.range", view.least(), view.greatest())).findFirst()
                    .orElseGet(() -> visit.wording().text("refused", e.getMessage()));
            return page(visit, changed, e.field(), sentence);
        }
    }
}
