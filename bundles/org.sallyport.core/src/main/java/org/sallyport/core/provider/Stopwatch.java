package org.sallyport.core.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.sallyport.api.health.Timing;

/** How long one kind of question takes; counted without locks and without garbage, because it lies on the way of every sign-in. */
public final class Stopwatch {

    /** In seconds: from a read out of the page cache to a directory that nobody waits for any longer. */
    private static final List<Double> BOUNDS = List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);
    private static final double NANOS = 1e9;
    private static final long[] NANO_BOUNDS = BOUNDS.stream().mapToLong(bound -> Math.round(bound * NANOS)).toArray();

    private static final class Histogram {
        private final LongAdder[] counts = Stream.generate(LongAdder::new).limit(NANO_BOUNDS.length + 1L).toArray(LongAdder[]::new);
        private final LongAdder nanos = new LongAdder();
    }

    private final String part;
    private final String name;
    private final String operation;
    private final Histogram answered = new Histogram();
    private final Histogram failed = new Histogram();

    /** @param part see {@link Timing}, as for the others */
    public Stopwatch(String part, String name, String operation) {
        this.part = part;
        this.name = name;
        this.operation = operation;
    }

    /** @param since {@link System#nanoTime()} when the question was asked */
    public void stop(long since, boolean answer) {
        took(System.nanoTime() - since, answer);
    }

    public void took(long nanos, boolean answer) {
        Histogram histogram = answer ? answered : failed;
        int at = Arrays.binarySearch(NANO_BOUNDS, nanos);
        histogram.counts[at < 0 ? -at - 1 : at].increment();
        histogram.nanos.add(nanos);
    }

    /** What was counted; nothing of what never happened. */
    public List<Timing> timings() {
        List<Timing> timings = new ArrayList<>(2);
        for (Histogram histogram : List.of(answered, failed)) {
            List<Long> counts = Arrays.stream(histogram.counts).map(LongAdder::sum).toList();
            if (counts.stream().anyMatch(count -> count > 0)) {
                timings.add(new Timing(part, name, operation, histogram == failed, BOUNDS, counts, histogram.nanos.sum() / NANOS));
            }
        }
        return timings;
    }
}
