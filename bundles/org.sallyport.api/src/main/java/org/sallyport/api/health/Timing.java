package org.sallyport.api.health;

import java.util.List;

/**
 * How long one kind of question took, as a histogram.
 *
 * @param part {@link Condition#STORE} or {@link Condition#REALM}
 * @param name the realm's name; empty for the store
 * @param operation what was asked: {@code read} or {@code commit} of a store, {@code authenticate} or {@code look-up} of a directory
 * @param failed whether this counts the answers that were trouble
 * @param bounds upper bounds of the histogram's classes in seconds, rising; what took longer is in one class more
 * @param counts answers in each class, one more than there are bounds
 * @param seconds all of them together
 */
public record Timing(String part, String name, String operation, boolean failed, List<Double> bounds, List<Long> counts, double seconds) {

    public Timing {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
    }
}
