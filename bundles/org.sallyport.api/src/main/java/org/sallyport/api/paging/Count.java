package org.sallyport.api.paging;

/**
 * How many there are, and how well that is known; faces say which ("1,234", "more than 1,000", nothing).
 *
 * @param certainty how {@code value} is to be read
 * @param value the number, never negative; 0 when unknown
 */
public record Count(Certainty certainty, long value) {

    /** How well a number is known. */
    public enum Certainty { EXACT, AT_LEAST, UNKNOWN }

    public Count {
        if (value < 0) {
            throw new IllegalArgumentException("value: must not be negative");
        }
    }

    public static Count exactly(long value) {
        return new Count(Certainty.EXACT, value);
    }

    public static Count atLeast(long value) {
        return new Count(Certainty.AT_LEAST, value);
    }

    public static Count unknown() {
        return new Count(Certainty.UNKNOWN, 0);
    }
}
