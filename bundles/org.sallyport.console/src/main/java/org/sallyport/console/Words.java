package org.sallyport.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.List;

import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.web.Wording;

/** Turns what the services say into words. */
final class Words {

    private static final int NAMED = 3;

    private Words() { }

    /** A sentence with a count in it: by {@code key.one}, {@code key.other}, or {@code key.unknown}. */
    static String counted(Wording wording, String key, Count count, Object... arguments) {
        return switch (count.certainty()) {
            case EXACT -> wording.count(key, count.value(), arguments);
            case AT_LEAST -> {
                Object[] all = new Object[arguments.length + 1];
                all[0] = wording.count(count);
                System.arraycopy(arguments, 0, all, 1, arguments.length);
                yield wording.text(key + ".other", all);
            }
            case UNKNOWN -> wording.text(key + ".unknown", arguments);
        };
    }

    /** "Ada, Grace and 3 more"; of {@code total} things the first have names. Empty when none has. */
    static String names(Wording wording, List<String> names, long total) {
        List<String> shown = names.subList(0, Math.min(NAMED, names.size()));
        long more = total - shown.size();
        if (shown.isEmpty()) {
            return "";
        }
        if (more > 0) {
            return wording.text("names.more", String.join(", ", shown), more);
        }
        int last = shown.size() - 1;
        return last == 0 ? shown.get(0)
                : wording.text("names.and", String.join(", ", shown.subList(0, last)), shown.get(last));
    }

    static String icon(PrincipalId id) {
        return id.isUser() ? "user" : "group";
    }

    static String kind(Wording wording, PrincipalId id) {
        return wording.text(id.isUser() ? "kind.user" : "kind.group");
    }

    /** "Ada Lovelace (ada)", or the name alone where there is nothing better. */
    static String full(Principal principal) {
        return principal.displayName().equals(principal.name()) ? principal.name()
                : principal.displayName() + " (" + principal.name() + ")";
    }

    static String day(Wording wording, Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(wording.locale())
                .format(instant.atZone(ZoneId.systemDefault()));
    }

    static String hour(Wording wording, Instant instant) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(wording.locale())
                .format(instant.atZone(ZoneId.systemDefault()));
    }

    /** What is wrong with a field: our sentence for the rule, else the directory's own. */
    static String wrong(Wording wording, InvalidEntryException e, int shortestPassword) {
        String key = "rule." + e.rule();
        if (wording.has(key + "." + e.field())) {
            return wording.text(key + "." + e.field(), shortestPassword);
        }
        return wording.has(key) ? wording.text(key) : e.getMessage();
    }

    /** What is wrong with a request: our sentence for the field, else what the service says is allowed. */
    static String wrong(Wording wording, InvalidInputException e, String suffix) {
        String key = "refused." + e.field() + suffix;
        return wording.has(key) ? wording.text(key) : wording.text("refused", e.getMessage());
    }

    /** That some could not be asked; empty when all were. Stands in what is searched as people type, unlike other messages. */
    static String away(Wording wording, Collection<String> realms) {
        List<String> sorted = List.copyOf(realms);
        return sorted.isEmpty() ? "" : wording.text(sorted.size() == 1 ? "away.one" : "away.other", names(wording, sorted, sorted.size()));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
