package org.sallyport.console;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.web.BadInput;
import org.sallyport.web.Form;
import org.sallyport.web.Visit;

/**
 * What a page with a list to tick in was asked for, by query or by form. Ticks travel in the form from page to page, so
 * that they survive searching and paging also where no script runs.
 *
 * @param text to search for; field {@code q}
 * @param kind {@code users}, {@code groups} or empty for both; field {@code kind}
 * @param cursor of the page; empty for the first
 * @param from number of the page's first entry, from 1
 * @param ticked who is ticked; fields {@code id}
 * @param act the button that was pressed; field {@code do}
 */
record Asked(String text, String kind, Optional<String> cursor, int from, Set<PrincipalId> ticked, String act) {

    static final int LIMIT = 50;
    private static final int LONGEST_CURSOR = 2000;

    static Asked of(Visit visit) {
        boolean posted = visit.request().getMethod().equals("POST");
        Form form = posted ? visit.form() : visit.query();
        Optional<String> cursor;
        int from;
        if (posted) {
            // The value of a page button: number of the first entry, colon, cursor.
            String page = form.text("page", LONGEST_CURSOR);
            int colon = page.indexOf(':');
            cursor = Optional.of(page.substring(colon + 1)).filter(text -> !text.isEmpty());
            from = colon < 0 ? 1 : number(page.substring(0, colon));
        } else {
            cursor = Optional.of(form.text("cursor", LONGEST_CURSOR)).filter(text -> !text.isEmpty());
            from = form.number("from", 1, Integer.MAX_VALUE).orElse(1);
        }
        return new Asked(form.name("q"), form.name("kind"), cursor, from, ids(form.all("id")), form.name("do"));
    }

    private static int number(String text) {
        try {
            return Math.max(1, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw BadInput.in("page", "problem.number");
        }
    }

    static Set<PrincipalId> ids(List<String> texts) {
        Set<PrincipalId> ids = new LinkedHashSet<>();
        texts.forEach(text -> ids.add(id(text)));
        return ids;
    }

    static PrincipalId id(String text) {
        try {
            return PrincipalId.parse(text);
        } catch (IllegalArgumentException e) {
            throw BadInput.in("id", "problem.id");
        }
    }

    /** What to look for; both where {@code kind} says nothing we know. */
    Set<Kind> kinds() {
        return switch (kind) {
            case "users" -> Set.of(Kind.USER);
            case "groups" -> Set.of(Kind.GROUP);
            default -> Set.of(Kind.USER, Kind.GROUP);
        };
    }

    /** The same without somebody who is not to be had any more. */
    Asked without(String id) {
        Set<PrincipalId> rest = new LinkedHashSet<>(ticked);
        rest.removeIf(one -> one.toString().equals(id));
        return new Asked(text, kind, cursor, from, rest, act);
    }

    boolean searching() {
        return !text.isEmpty();
    }
}
