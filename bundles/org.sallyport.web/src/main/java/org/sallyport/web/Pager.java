package org.sallyport.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * What stands below a long list, for the kit's template {@code pager}: {@code {{#pager}}{{>pager}}{{/pager}}}. The cursor
 * travels in the query as {@code cursor}, the number of the first entry as {@code from}; the query's other fields go along.
 *
 * @param range for example {@code 1–50 of 1,234}; in words where nothing was found
 * @param first address of the first page; empty when this is it
 * @param next address of the next page; empty when there is none
 */
public record Pager(String range, String first, String next) {

    private static final Set<String> NOT_KEPT = Set.of("cursor", "from", "done", "n", "who");

    /** The pager of a page that was asked for with this visit's {@code cursor}. */
    public static Pager of(Visit visit, Page<?> page) {
        int from = visit.query().number("from", 1, Integer.MAX_VALUE).orElse(1);
        int shown = page.items().size();
        String others = others(visit);
        String first = from == 1 ? "" : visit.path() + (others.isEmpty() ? "" : "?" + others);
        String next = page.next().map(cursor -> visit.path() + "?" + (others.isEmpty() ? "" : others + "&")
                + "cursor=" + encoded(cursor) + "&from=" + (from + shown)).orElse("");
        return new Pager(range(visit.wording(), from, page), first, next);
    }

    /** Which entries a page shows, in words. @param from the number of the first */
    public static String range(Wording wording, int from, Page<?> page) {
        int last = from + page.items().size() - 1;
        if (last < from) {
            return wording.text("pager.none");
        }
        return page.total().certainty() == Count.Certainty.UNKNOWN ? wording.text("pager.rangeAlone", from, last)
                : wording.text("pager.range", from, last, page.total());
    }

    private static String others(Visit visit) {
        StringBuilder others = new StringBuilder();
        Form query = visit.query();
        for (String name : query.names()) {
            if (NOT_KEPT.contains(name)) {
                continue;
            }
            for (String value : query.all(name)) {
                others.append(others.isEmpty() ? "" : "&").append(encoded(name)).append('=').append(encoded(value));
            }
        }
        return others.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
