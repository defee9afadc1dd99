package org.sallyport.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.sallyport.api.administration.Found;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.Person;
import org.sallyport.api.administration.Selection;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Reset users, and unlock those who only have to wait. */
final class ResetPages {

    static final String LIST = "/console/reset";
    static final String RESET = LIST + "/confirm";
    static final String UNLOCK = LIST + "/unlock";

    private final Supplier<TwoFactorAdministration> administration;
    private final People people;

    ResetPages(Supplier<TwoFactorAdministration> administration, People people) {
        this.administration = administration;
        this.people = people;
    }

    void add(Routes table) {
        table.get(LIST, visit -> Told.done(list(visit, Asked.of(visit)), visit, administration.get()::find))
                .post(LIST, this::act)
                .get(RESET, visit -> ask(visit, true, new Selection.Named(Asked.of(visit).ticked())))
                .post(RESET, visit -> carryOut(visit, true))
                .get(UNLOCK, visit -> ask(visit, false, new Selection.Named(Asked.of(visit).ticked())))
                .post(UNLOCK, visit -> carryOut(visit, false));
    }

    private View list(Visit visit, Asked asked) {
        Wording wording = visit.wording();
        Found<Person> found = administration.get().people(asked.text(), asked.cursor(), Asked.LIMIT);
        Page<Person> page = found.page();
        List<Row> rows = people.rows(page.items().stream().map(person -> Row.of(wording, person, asked.ticked())).toList());
        boolean several = page.next().isPresent() || asked.from() > 1 || rows.size() > 1;
        return visit.view("reset").title("reset.title").with("rows", rows).with("hasRows", !rows.isEmpty())
                .with("kept", people.rows(Kept.of(wording, asked.ticked(), rows, administration.get()::find)))
                .with("q", asked.text()).with("action", LIST)
                .with("nothing", wording.text(asked.searching() ? "reset.nothing" : "reset.nobody", asked.text()))
                .with("all", several && found.away().isEmpty() ? all(wording, asked, page.total()) : "")
                .with("pages", Pages.of(wording, asked, page)).with("away", Words.away(wording, found.away()));
    }

    private static String all(Wording wording, Asked asked, Count total) {
        return Words.counted(wording, asked.searching() ? "reset.matching" : "reset.everybody", total, asked.text());
    }

    private Reply act(Visit visit) {
        Asked asked = Asked.of(visit);
        boolean all = asked.act().endsWith("-all");
        if (!asked.act().startsWith("reset") && !asked.act().startsWith("unlock")) {
            return list(visit, asked);
        }
        if (!all && asked.ticked().isEmpty()) {
            return list(visit, asked).error("tick.first").status(422);
        }
        return ask(visit, asked.act().startsWith("reset"),
                all ? new Selection.Matching(asked.text()) : new Selection.Named(asked.ticked()));
    }

    private Reply ask(Visit visit, boolean reset, Selection selection) {
        try {
            List<Principal> whom = administration.get().resolve(selection);
            return whom.isEmpty() ? Reply.seeOther(LIST) : confirmation(visit, reset, selection, whom);
        } catch (InvalidInputException e) {
            return list(visit, Asked.of(visit)).error("refused.selection").status(422);
        }
    }

    private View confirmation(Visit visit, boolean reset, Selection selection, List<Principal> whom) {
        Wording wording = visit.wording();
        String key = reset ? "reset" : "unlock";
        Confirmation asked = visit.confirm(key + (whom.size() == 1 ? ".one" : ".many"),
                whom.size() == 1 ? Words.full(whom.get(0)) : whom.size());
        asked.explain(wording.text(key + ".text"));
        if (reset) {
            asked.explain(wording.text("reset.next")).danger();
            if (whom.stream().anyMatch(user -> user.id().equals(Admission.actor(visit).id()))) {
                asked.explain(wording.text("reset.self"));
            }
        }
        if (selection instanceof Selection.Matching matching) {
            asked.field("matching", matching.text()).field("expected", Integer.toString(whom.size()));
        } else {
            whom.forEach(user -> asked.field("id", user.id().toString()));
        }
        return Told.name(asked, wording, people, whom).view(key + ".confirmed", reset ? RESET : UNLOCK, LIST);
    }

    private Reply carryOut(Visit visit, boolean reset) {
        Set<PrincipalId> ids = new LinkedHashSet<>(Asked.of(visit).ticked());
        if (visit.form().has("matching")) {
            Selection selection = new Selection.Matching(visit.form().name("matching"));
            List<Principal> whom = administration.get().resolve(selection);
            int expected = visit.form().number("expected", 0, Integer.MAX_VALUE).orElse(0);
            if (whom.size() != expected) {
                // Nobody is to be met by this who was not counted when the administrator said yes.
                return confirmation(visit, reset, selection, whom).warning("reset.outdated").status(409);
            }
            whom.forEach(user -> ids.add(user.id()));
        }
        if (ids.isEmpty()) {
            return Reply.seeOther(LIST);
        }
        if (reset) {
            administration.get().reset(Admission.actor(visit), ids);
        } else {
            administration.get().unlock(Admission.actor(visit), ids);
        }
        return Told.seeOther(LIST, reset ? "reset" : "unlocked", ids);
    }
}
