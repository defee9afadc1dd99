package org.sallyport.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.audit.AuditListener;

/**
 * Counts what happened since the start, by words of ours alone: never by who or from where. How many different words there can be
 * is bounded; what comes on top is counted as {@value #OTHER}.
 */
@Component(service = {AuditListener.class, Counters.class}, immediate = true)
public final class Counters implements AuditListener {

    static final String OTHER = "other";
    /** Of doors, and of reasons; the shipped parts know fewer. */
    static final int MOST_WORDS = 50;

    /** Series of one name: by its labels' values. */
    static final class Family {
        private final Map<List<String>, LongAdder> series = new ConcurrentHashMap<>();

        void count(String... values) {
            series.computeIfAbsent(List.of(values), any -> new LongAdder()).increment();
        }

        /** From the first scrape on, so that the first of its kind shows as a rise. */
        private void begin(String... values) {
            series.put(List.of(values), new LongAdder());
        }

        Map<List<String>, Long> values() {
            Map<List<String>, Long> values = new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
            series.forEach((labels, count) -> values.put(labels, count.sum()));
            return values;
        }
    }

    /** Words that have been seen. */
    private static final class Vocabulary {
        private final Map<String, String> known = new ConcurrentHashMap<>();

        String of(String word) {
            String seen = known.get(word);
            if (seen == null) {
                seen = known.size() < MOST_WORDS && word.matches("[a-z][a-z0-9-]{0,39}") ? word : OTHER;
                if (!seen.equals(OTHER)) {
                    known.put(word, word);
                }
            }
            return seen;
        }
    }

    private final Family events = new Family();
    private final Family signIns = new Family();
    private final Family refusals = new Family();
    private final Vocabulary doors = new Vocabulary();
    private final Vocabulary reasons = new Vocabulary();
    private final LongAdder missed = new LongAdder();

    @Activate
    public Counters() {
        for (String door : List.of("portal", "console")) {
            for (Outcome outcome : Outcome.values()) {
                signIns.begin(doors.of(door), word(outcome));
            }
        }
    }

    @Override
    public void happened(AuditEvent event) {
        String outcome = word(event.outcome());
        String door = event.door().isEmpty() ? "none" : doors.of(event.door());
        events.count(word(event.action()), outcome);
        if (event.action() == Action.SIGN_IN) {
            signIns.count(door, outcome);
        }
        if (event.outcome() == Outcome.REFUSED) {
            refusals.count(door, event.reason().isEmpty() ? "none" : reasons.of(event.reason()));
        }
    }

    @Override
    public void missed(long more) {
        missed.add(more);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Everything in the log: action, outcome. */
    Family events() {
        return events;
    }

    /** Door, outcome. */
    Family signIns() {
        return signIns;
    }

    /** Door, reason. */
    Family refusals() {
        return refusals;
    }

    long missed() {
        return missed.sum();
    }
}
