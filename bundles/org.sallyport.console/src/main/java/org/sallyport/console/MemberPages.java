package org.sallyport.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.Person;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.web.Confirmation;
import org.sallyport.web.Pager;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** Manage users and groups: the list of those two-factor applies to. */
final class MemberPages {

    static final String LIST = "/console/members";
    static final String ADD = LIST + "/add";
    static final String REMOVE = LIST + "/remove";
    static final String GROUP = LIST + "/group";
    private static final int SCANNED = 1000;

    private final Supplier<TwoFactorAdministration> administration;
    private final People people;

    MemberPages(Supplier<TwoFactorAdministration> administration, People people) {
        this.administration = administration;
        this.people = people;
    }

    void add(Routes table) {
        table.get(LIST, visit -> Told.done(list(visit, Asked.of(visit)), visit, administration.get()::find))
                .post(LIST, this::act)
                .get(ADD, visit -> picker(Asked.of(visit)).view(visit))
                .post(ADD, this::put)
                .get(REMOVE, visit -> removal(visit, Asked.of(visit)))
                .post(REMOVE, this::remove)
                .get(GROUP, this::group);
    }

    private View list(Visit visit, Asked asked) {
        Wording wording = visit.wording();
        Page<Listed> page = administration.get().list(asked.text(), asked.cursor(), Asked.LIMIT);
        List<Row> rows = people.rows(page.items().stream().map(listed -> Row.of(wording, listed, asked.ticked())).toList());
        return visit.view("members").title("members.title").with("rows", rows).with("hasRows", !rows.isEmpty())
                .with("kept", people.rows(Kept.of(wording, asked.ticked(), rows, administration.get()::find)))
                .with("q", asked.text()).with("searching", asked.searching()).with("action", LIST)
                .with("nothing", wording.text("members.nothing", asked.text()))
                .with("pages", Pages.of(wording, asked, page));
    }

    private Reply act(Visit visit) {
        Asked asked = Asked.of(visit);
        if (!asked.act().equals("remove")) {
            return list(visit, asked);
        }
        return asked.ticked().isEmpty() ? list(visit, asked).error("tick.first").status(422) : removal(visit, asked);
    }

    private Reply removal(Visit visit, Asked asked) {
        List<Principal> whom = named(asked.ticked());
        return whom.isEmpty() ? Reply.seeOther(LIST) : removal(visit, people, whom, LIST);
    }

    /** Asks whether entries are to be taken off the list; the yes comes here. */
    static View removal(Visit visit, People people, List<Principal> whom, String back) {
        Confirmation confirmation = visit.confirm(whom.size() == 1 ? "remove.one" : "remove.many",
                whom.size() == 1 ? Words.full(whom.get(0)) : whom.size());
        whom.forEach(principal -> confirmation.field("id", principal.id().toString()));
        return Told.name(confirmation, visit.wording(), people, whom)
                .explain(visit.wording().text("remove.text")).explain(visit.wording().text("remove.kept"))
                .danger().view("remove.yes", REMOVE, back);
    }

    /** Whoever the directory no longer knows, or cannot be asked about, is still on the list by name. */
    private List<Principal> named(Set<PrincipalId> ids) {
        List<Principal> named = new ArrayList<>();
        Set<PrincipalId> unknown = new LinkedHashSet<>();
        ids.forEach(id -> People.known(administration.get()::find).apply(id).ifPresentOrElse(named::add, () -> unknown.add(id)));
        if (!unknown.isEmpty()) {
            Map<PrincipalId, Principal> listed = new HashMap<>();
            Optional<String> cursor = Optional.empty();
            do {
                Page<Listed> page = administration.get().list("", cursor, SCANNED);
                page.items().forEach(entry -> listed.put(entry.principal().id(), entry.principal()));
                cursor = page.next();
            } while (cursor.isPresent() && !listed.keySet().containsAll(unknown));
            unknown.stream().filter(listed::containsKey).map(listed::get).forEach(named::add);
        }
        return named;
    }

    private Reply remove(Visit visit) {
        Set<PrincipalId> ids = Asked.of(visit).ticked();
        administration.get().remove(Admission.actor(visit), ids);
        return Told.seeOther(LIST, "removed", ids);
    }

    private Picker picker(Asked asked) {
        return new Picker(people, asked, "select", ADD, LIST, true, Map.of(),
                (text, kinds, cursor, limit) -> administration.get().candidates(text, kinds, cursor, limit), administration.get()::find);
    }

    private Reply put(Visit visit) {
        Asked asked = Asked.of(visit);
        if (!asked.act().equals("add")) {
            return picker(asked).view(visit);
        }
        if (asked.ticked().isEmpty()) {
            return picker(asked).view(visit).error("tick.first").status(422);
        }
        try {
            administration.get().add(Admission.actor(visit), asked.ticked());
        } catch (InvalidInputException e) {
            return picker(asked.without(e.field())).view(visit).error("select.gone").status(422);
        }
        return Told.seeOther(LIST, "added", asked.ticked());
    }

    private Reply group(Visit visit) {
        PrincipalId id = Asked.id(visit.query().name("id"));
        Optional<Principal> group = administration.get().find(id).filter(found -> found.id().kind() == Kind.GROUP);
        if (group.isEmpty()) {
            return visit.problem(404);
        }
        Asked asked = Asked.of(visit);
        Page<Person> page = administration.get().peopleOf(id, asked.cursor(), Asked.LIMIT);
        return visit.view("group").titleText(group.get().displayName())
                .with("name", group.get().displayName())
                .with("count", Words.counted(visit.wording(), "people", page.total()))
                .with("rows", people.rows(page.items().stream().map(person -> Row.of(visit.wording(), person, Set.of())).toList()))
                .with("hasRows", !page.items().isEmpty())
                .with("pager", Pager.of(visit, page));
    }
}
