package org.sallyport.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

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

/** Who the administrators are: users and groups. */
final class AdministratorPages {

    static final String ADD = SettingsPages.SETTINGS + "/administrators";
    static final String DISMISS = ADD + "/remove";

    private final Supplier<TwoFactorAdministration> administration;
    private final People people;

    AdministratorPages(Supplier<TwoFactorAdministration> administration, People people) {
        this.administration = administration;
        this.people = people;
    }

    void add(Routes table) {
        table.get(ADD, visit -> picker(Asked.of(visit)).view(visit)).post(ADD, this::appoint)
                .get(DISMISS, this::ask).post(DISMISS, this::dismiss);
    }

    /** Stands in for somebody their directory no longer knows. */
    static Principal unknown(PrincipalId id) {
        return new Principal(id, id.id(), id.id(), false);
    }

    private Picker picker(Asked asked) {
        Set<PrincipalId> there = administration.get().administrators();
        return new Picker(people, asked, "appoint", ADD, SettingsPages.SETTINGS, true, Map.of(),
                (text, kinds, cursor, limit) -> administration.get().candidates(text, kinds, cursor, limit)
                        .map(candidate -> new Candidate(candidate.principal(), there.contains(candidate.principal().id()))),
                administration.get()::find);
    }

    private Reply appoint(Visit visit) {
        Asked asked = Asked.of(visit);
        if (!asked.act().equals("add")) {
            return picker(asked).view(visit);
        }
        if (asked.ticked().isEmpty()) {
            return picker(asked).view(visit).error("tick.first").status(422);
        }
        Set<PrincipalId> seen = administration.get().administrators();
        Set<PrincipalId> all = new LinkedHashSet<>(seen);
        all.addAll(asked.ticked());
        try {
            administration.get().appoint(Admission.actor(visit), seen, all);
            return Told.seeOther(SettingsPages.SETTINGS, "appointed", asked.ticked());
        } catch (InvalidInputException e) {
            return picker(asked.without(e.field())).view(visit)
                    .errorText(Words.wrong(visit.wording(), e, "")).status(422);
        } catch (OutdatedException e) {
            return picker(asked).view(visit).warning("settings.outdated").status(409);
        }
    }

    private Reply ask(Visit visit) {
        PrincipalId id = Asked.id(visit.query().name("id"));
        return administration.get().administrators().contains(id) ? confirmation(visit, id)
                : Reply.seeOther(SettingsPages.SETTINGS);
    }

    private View confirmation(Visit visit, PrincipalId id) {
        Principal who = People.known(administration.get()::find).apply(id).orElseGet(() -> unknown(id));
        Confirmation asked = visit.confirm("dismiss.question", Words.full(who))
                .explain(visit.wording().text(id.isUser() ? "dismiss.user" : "dismiss.group"));
        return asked.field("id", id.toString()).danger().view("dismiss.yes", DISMISS, SettingsPages.SETTINGS);
    }

    private Reply dismiss(Visit visit) {
        PrincipalId id = Asked.id(visit.form().name("id"));
        Set<PrincipalId> seen = administration.get().administrators();
        Set<PrincipalId> rest = new LinkedHashSet<>(seen);
        if (!rest.remove(id)) {
            return Reply.seeOther(SettingsPages.SETTINGS);
        }
        try {
            administration.get().appoint(Admission.actor(visit), seen, rest);
            return Told.seeOther(SettingsPages.SETTINGS, "dismissed", List.of(id));
        } catch (InvalidInputException e) {
            return confirmation(visit, id).errorText(Words.wrong(visit.wording(), e, "")).status(422);
        } catch (OutdatedException e) {
            return confirmation(visit, id).warning("settings.outdated").status(409);
        }
    }
}
