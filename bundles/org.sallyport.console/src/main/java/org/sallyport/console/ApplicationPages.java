package org.sallyport.console;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Application.Kind;
import org.sallyport.api.administration.Candidate;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** What stands behind the portal: which, where, and for whom. */
final class ApplicationPages {

    static final String LIST = "/console/applications";
    static final String NEW = LIST + "/new";
    static final String ONE = LIST + "/application";
    static final String REMOVE = LIST + "/remove";
    static final String AUDIENCE = LIST + "/audience";
    static final String DISMISS = AUDIENCE + "/remove";

    private final Supplier<AccessAdministration> access;
    private final Supplier<TwoFactorAdministration> administration;
    private final People people;

    ApplicationPages(Supplier<AccessAdministration> access, Supplier<TwoFactorAdministration> administration, People people) {
        this.access = access;
        this.administration = administration;
        this.people = people;
    }

    void add(Routes table) {
        table.get(LIST, visit -> list(visit).done())
                .get(NEW, visit -> form(visit, ApplicationForm.empty(kind(visit.query().name("kind"))), Optional.empty(),
                        AccountForm.Wrong.NOTHING))
                .post(NEW, this::create)
                .get(ONE, visit -> with(visit, visit.query().name("application"), this::shown)).post(ONE,
                        visit -> with(visit, visit.form().name("application"), this::change))
                .get(REMOVE, visit -> with(visit, visit.query().name("application"), this::ask))
                .post(REMOVE, visit -> with(visit, visit.form().name("application"), this::remove))
                .get(AUDIENCE, visit -> with(visit, visit.query().name("application"),
                        (any, one) -> picker(one, Asked.of(visit)).view(visit)))
                .post(AUDIENCE, visit -> with(visit, visit.form().name("application"), this::widen))
                .get(DISMISS, visit -> with(visit, visit.query().name("application"), this::askWhether))
                .post(DISMISS, visit -> with(visit, visit.form().name("application"), this::narrow));
    }

    private static Kind kind(String text) {
        return text.equals("desktop") ? Kind.REMOTE_DESKTOP : Kind.WEB;
    }

    private static String address(Application application) {
        return ONE + "?application=" + Words.encoded(application.id());
    }

    private Reply with(Visit visit, String id, BiFunction<Visit, Application, Reply> work) {
        return access.get().applications().stream().filter(one -> one.id().equals(id)).findFirst().map(one -> work.apply(visit, one))
                .orElseGet(() -> visit.problem(404));
    }

    /** An application as the list shows it. */
    record Line(String query, String sign, String name, String address, String kind, String audience, String stepUp) {
    }

    private Line line(Wording wording, Application one) {
        List<String> names = one.audience().stream().sorted().limit(3).map(id -> who(id).displayName()).toList();
        return new Line(Words.encoded(one.id()), icon(one), one.name(), ApplicationForm.of(one).address(), wording.text("apps.kind." + one.kind()),
                one.audience().isEmpty() ? wording.text("apps.everybody") : Words.names(wording, names, one.audience().size()),
                one.stepUp().map(after -> wording.count("apps.stepUp.after", after.toMinutes())).orElse(""));
    }

    static String icon(Application application) {
        return ApplicationForm.ICONS.contains(application.icon()) && !application.icon().isEmpty() ? application.icon()
                : application.kind() == Kind.WEB ? "globe" : "screen";
    }

    private Principal who(PrincipalId id) {
        return People.known(administration.get()::find).apply(id).orElseGet(() -> AdministratorPages.unknown(id));
    }

    private View list(Visit visit) {
        List<Line> lines = access.get().applications().stream().map(one -> line(visit.wording(), one)).toList();
        return visit.view("applications").title("apps.title").with("lines", lines).with("hasLines", !lines.isEmpty());
    }

    private View form(Visit visit, ApplicationForm typed, Optional<Application> kept, AccountForm.Wrong wrong) {
        Wording wording = visit.wording();
        boolean web = typed.kind() == Kind.WEB;
        List<Picker.Choice> gates = typed.gates(wording, access.get().gates());
        View view = visit.view("application").title(kept.isPresent() ? "apps.edit" : web ? "apps.newWeb" : "apps.newDesktop")
                .with("heading", kept.map(Application::name).orElseGet(() -> wording.text(web ? "apps.newWeb" : "apps.newDesktop")))
                .with("sign", kept.map(ApplicationPages::icon).orElse(web ? "globe" : "screen"))
                .with("action", kept.isPresent() ? ONE : NEW).with("back", LIST).with("kind", web ? "web" : "desktop")
                .with("kept", kept.isPresent()).with("id", kept.map(Application::id).orElse(""))
                .with("app", kept.map(one -> Words.encoded(one.id())).orElse(""))
                .with("revision", kept.map(one -> "" + one.revision()).orElse(""))
                .with("fields", typed.fields(wording, wrong)).with("icons", typed.icons(wording))
                .with("desktop", !web).with("gates", gates).with("noGates", !web && gates.size() == 1).with("newGate", GatePages.NEW)
                .with("gateWrong", wrong.of("gate")).with("yes", wording.text(kept.isPresent() ? "apps.save" : "apps.create"))
                .with("everybody", kept.filter(one -> one.audience().isEmpty()).isPresent())
                .with("audience", people.rows(kept.map(one -> one.audience().stream().sorted()
                        .map(id -> Row.of(wording, who(id))).toList()).orElse(List.of())));
        if (web && portalUnknown()) {
            view.notice("apps.noPortal");
        }
        return wrong.any() ? view.error("apps.wrong").status(422) : view;
    }

    /** Then nobody finds the way back to an application on another host. */
    private boolean portalUnknown() {
        return administration.get().settings().stream().anyMatch(setting -> setting.key().equals("portal.address") && setting.value().isEmpty());
    }

    private Reply shown(Visit visit, Application application) {
        return Told.done(form(visit, ApplicationForm.of(application), Optional.of(application), AccountForm.Wrong.NOTHING), visit,
                administration.get()::find);
    }

    private static AccountForm.Wrong wrong(Visit visit, ApplicationForm typed, InvalidInputException e) {
        return AccountForm.Wrong.with(e.field(), Words.wrong(visit.wording(), e, typed.kind() == Kind.WEB ? ".web" : ".desktop"));
    }

    private Reply create(Visit visit) {
        ApplicationForm typed = ApplicationForm.typed(kind(visit.form().name("kind")), visit.form());
        boolean chosen = visit.form().name("for").equals("chosen");
        // For nobody but whoever makes it, until others are chosen: never for everybody in between.
        Set<PrincipalId> audience = chosen ? Set.of(Admission.actor(visit).id()) : Set.of();
        try {
            Application made = access.get().save(Admission.actor(visit), typed.application("", audience, 0));
            return Reply.seeOther(chosen ? AUDIENCE + "?application=" + Words.encoded(made.id()) : address(made) + "&done=application");
        } catch (InvalidInputException e) {
            return form(visit, typed, Optional.empty(), wrong(visit, typed, e)).with("chosen", chosen);
        }
    }

    private Reply change(Visit visit, Application kept) {
        ApplicationForm typed = ApplicationForm.typed(kept.kind(), visit.form());
        try {
            // What the administrator saw, so that nobody undoes somebody else's change unseen.
            long seen = visit.form().text("revision", 20).matches("\\d{1,18}") ? Long.parseLong(visit.form().text("revision", 20)) : 0;
            access.get().save(Admission.actor(visit), typed.application(kept.id(), kept.audience(), seen));
            return Reply.seeOther(address(kept) + "&done=application");
        } catch (InvalidInputException e) {
            return form(visit, typed, Optional.of(kept), wrong(visit, typed, e));
        } catch (OutdatedException e) {
            return form(visit, typed, Optional.of(kept), AccountForm.Wrong.NOTHING).warning("apps.outdated").status(409);
        }
    }

    private Reply ask(Visit visit, Application application) {
        return visit.confirm("apps.remove.question", application.name()).explain(visit.wording().text("apps.remove.text")).danger()
                .field("application", application.id()).view("apps.remove.yes", REMOVE, address(application));
    }

    private Reply remove(Visit visit, Application application) {
        access.get().removeApplication(Admission.actor(visit), application.id());
        return Reply.seeOther(LIST + "?done=application-removed");
    }

    private Picker picker(Application application, Asked asked) {
        return new Picker(people, asked, "audience", AUDIENCE, address(application), true, Map.of("application", application.id()),
                (text, kinds, cursor, limit) -> administration.get().candidates(text, kinds, cursor, limit)
                        .map(candidate -> new Candidate(candidate.principal(),
                                application.audience().contains(candidate.principal().id()))),
                administration.get()::find);
    }

    private void save(Visit visit, Application kept, Set<PrincipalId> audience) {
        access.get().save(Admission.actor(visit), new Application(kept.id(), kept.kind(), kept.name(), kept.icon(), kept.address(), audience,
                kept.stepUp(), kept.gate(), kept.revision()));
    }

    private Reply widen(Visit visit, Application application) {
        Asked asked = Asked.of(visit);
        if (!asked.act().equals("add")) {
            return picker(application, asked).view(visit);
        }
        if (asked.ticked().isEmpty()) {
            return picker(application, asked).view(visit).error("tick.first").status(422);
        }
        Set<PrincipalId> all = new HashSet<>(application.audience());
        all.addAll(asked.ticked());
        try {
            save(visit, application, all);
            return Told.seeOther(address(application), "audience", asked.ticked());
        } catch (InvalidInputException e) {
            return picker(application, asked).view(visit).errorText(Words.wrong(visit.wording(), e, ".application")).status(422);
        } catch (OutdatedException e) {
            return picker(application, asked).view(visit).warning("apps.outdated").status(409);
        }
    }

    private Reply askWhether(Visit visit, Application application) {
        PrincipalId id = Asked.id(visit.query().name("id"));
        return application.audience().contains(id) ? question(visit, application, id) : Reply.seeOther(address(application));
    }

    private View question(Visit visit, Application application, PrincipalId id) {
        boolean last = application.audience().size() == 1;
        Confirmation asked = visit.confirm(last ? "audience.last.question" : "audience.remove.question", Words.full(who(id)),
                application.name()).explain(visit.wording().text(last ? "audience.last.text" : "audience.remove.text", Words.full(who(id))));
        return asked.danger().field("application", application.id()).field("id", id.toString())
                .view(last ? "audience.last.yes" : "audience.remove.yes", DISMISS, address(application));
    }

    private Reply narrow(Visit visit, Application application) {
        PrincipalId id = Asked.id(visit.form().name("id"));
        Set<PrincipalId> rest = new HashSet<>(application.audience());
        if (!rest.remove(id)) {
            return Reply.seeOther(address(application));
        }
        try {
            save(visit, application, rest);
            return Told.seeOther(address(application), "unaudience", List.of(id));
        } catch (OutdatedException e) {
            return question(visit, application, id).warning("apps.outdated").status(409);
        }
    }
}
