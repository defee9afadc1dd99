package org.sallyport.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.sallyport.api.administration.Candidate;
import org.sallyport.api.administration.Found;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/**
 * Select users or groups, several at once.
 *
 * @param people how they are named
 * @param asked for what
 * @param texts beginning of the keys of {@code .title}, {@code .lead}, {@code .there} and {@code .yes}
 * @param action where the form goes, and the search
 * @param back where cancel leads
 * @param bothKinds whether there are users and groups to tell apart by a filter
 * @param carried fields that go along, one each
 * @param source who can be chosen
 * @param find somebody by id, for those ticked on another page
 */
record Picker(People people, Asked asked, String texts, String action, String back, boolean bothKinds, Map<String, String> carried, Source source,
        Function<PrincipalId, Optional<Principal>> find) {

    /** Searches those who can be chosen. */
    @FunctionalInterface
    interface Source {
        Found<Candidate> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit);
    }

    /** A field that goes along. */
    record Field(String name, String value) {
    }

    /** A choice in a drop-down list. */
    record Choice(String value, String text, boolean chosen) {

        static List<Choice> kinds(Wording wording, String chosen) {
            return List.of("", "users", "groups").stream()
                    .map(kind -> new Choice(kind, wording.text("filter." + (kind.isEmpty() ? "both" : kind)), kind.equals(chosen)))
                    .toList();
        }
    }

    View view(Visit visit) {
        Wording wording = visit.wording();
        Found<Candidate> found = source.search(asked.text(), asked.kinds(), asked.cursor(), Asked.LIMIT);
        Page<Candidate> page = found.page();
        List<Row> rows = people.rows(page.items().stream().map(candidate -> Row.of(wording, candidate, asked.ticked())).toList());
        return visit.view("picker").title(texts + ".title")
                .with("heading", wording.text(texts + ".title")).with("lead", wording.text(texts + ".lead"))
                .with("there", wording.text(texts + ".there")).with("yes", wording.text(texts + ".yes"))
                .with("action", action).with("back", back).with("q", asked.text())
                .with("kinds", bothKinds ? Choice.kinds(wording, asked.kind()) : List.of()).with("bothKinds", bothKinds)
                .with("carried", carried.entrySet().stream().map(field -> new Field(field.getKey(), field.getValue())).toList())
                .with("rows", rows).with("hasRows", !rows.isEmpty())
                .with("nothing", wording.text(asked.searching() ? "picker.nothing" : "picker.nobody", asked.text()))
                .with("kept", people.rows(Kept.of(wording, asked.ticked(), rows, find)))
                .with("pages", Pages.of(wording, asked, page)).with("away", Words.away(wording, found.away()));
    }
}
