package org.sallyport.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What happened. */
@Command(name = "log", description = "What happened, oldest first.")
final class LogCommand implements Runnable {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
    private static final long PAUSE_MILLIS = 1000;

    @ParentCommand
    private Sallyport sallyport;

    @Option(names = "--since", paramLabel = "TIME", defaultValue = "1d",
            description = "Nothing older than this: 2026-11-24T08:00:00Z, or how long ago: 30m, 12h, 7d (1d).")
    private String since;

    @Option(names = {"-f", "--follow"}, description = "Go on with what happens, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--search", paramLabel = "TEXT", defaultValue = "", description = "Only with TEXT in name, address, action, outcome or reason.")
    private String search;

    @Override
    public void run() {
        String path = "/log?search=" + Server.encoded(search);
        // Found out before anything is printed, so that nothing is lost between the two.
        List<?> newest = Json.items(sallyport.server().get("/log?limit=1"));
        long last = newest.isEmpty() ? 0 : sequence(newest.get(0));
        last = Math.max(last, print(sallyport.server().all(path + "&since=" + instant(since, Instant.now()))));
        while (follow) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            last = Math.max(last, print(sallyport.server().all(path + "&after=" + last)));
        }
    }

    static Instant instant(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            return now.minus(switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Failure.usage("option --since: a time such as 2026-11-24T08:00:00Z, or how long ago: 30m, 12h, 7d");
        }
    }

    /** @return the greatest place among them; 0 where there is none */
    private long print(List<Object> newestFirst) {
        List<Object> events = new ArrayList<>(newestFirst);
        Collections.reverse(events);
        long last = 0;
        for (Object event : events) {
            last = Math.max(last, sequence(event));
            if (sallyport.json()) {
                sallyport.printJson(event);
            } else {
                sallyport.say(line(event));
            }
        }
        sallyport.out().flush();
        return last;
    }

    private static String line(Object event) {
        StringBuilder line = new StringBuilder(Json.text(event, "at")).append("  ").append(Json.text(event, "action"));
        line.append(' ').append(Json.text(event, "outcome")).append("  ");
        line.append(Json.text(event, "actor").isEmpty() ? "sallyport" : Json.text(event, "actor"));
        if (!Json.text(event, "subject").isEmpty()) {
            line.append(" -> ").append(Json.text(event, "subject"));
        }
        if (!Json.text(event, "reason").isEmpty()) {
            line.append(" (").append(Json.text(event, "reason")).append(')');
        }
        if (!Json.text(event, "address").isEmpty()) {
            line.append(" from ").append(Json.text(event, "address"));
        }
        return line.append(" at ").append(Json.text(event, "door")).toString();
    }

    private static long sequence(Object event) {
        return ((Number) Json.at(event, "sequence")).longValue();
    }
}
