package org.sallyport.rest;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** What happened. */
final class LogCalls {

    private final Services services;

    LogCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/log", this::log);
    }

    /** Actions are written with hyphens here, and looked for as the log has them. */
    private static String meant(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(AuditEvent.Action.values()).anyMatch(action -> action.name().startsWith(name)) ? name : text;
    }

    /** Newest first, as far back as was asked for. */
    private Answer log(Call call) {
        call.query("search", "about", "show", "since", "after", "cursor", "limit");
        Optional<Boolean> visitorsOnly = switch (call.text("show")) {
            case "" -> Optional.empty();
            case "sign-ins" -> Optional.of(true);
            case "changes" -> Optional.of(false);
            default -> throw Problem.request("show", "sign-ins or changes");
        };
        long after = call.number("after").orElse(-1L);
        Instant since = call.instant("since").orElse(Instant.MIN);
        Page<AuditEvent> page = services.trail().search(new AuditQuery(meant(call.text("search")), visitorsOnly, call.optionalId("about"),
                call.cursor(), call.limit()));
        List<AuditEvent> wanted = page.items().stream()
                .takeWhile(event -> event.sequence() > after && !event.at().isBefore(since)).toList();
        boolean all = wanted.size() == page.items().size();
        boolean bounded = after >= 0 || !since.equals(Instant.MIN);
        return Answer.of(Show.page(new Page<>(wanted, all ? page.next() : Optional.empty(), bounded ? Count.unknown() : page.total()),
                Show::event));
    }
}
