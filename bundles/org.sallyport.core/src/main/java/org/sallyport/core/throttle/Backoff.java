package org.sallyport.core.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sallyport.api.store.AttemptRecord;

/** How long failures in a row keep somebody waiting, and when they are forgotten. */
public final class Backoff {

    /** The first failures cost no wait. */
    static final int FREE = 5;
    static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /** From here on only an administrator opens codes again, and passwords are closed to unknown addresses. */
    public static final int CLOSED = 100;
    /** After which wrong passwords are forgotten. */
    public static final Duration PASSWORD_MEMORY = Duration.ofHours(24);

    private Backoff() {
    }

    /** How long to wait after that many failures in a row. */
    public static Duration waitAfter(int failures) {
        if (failures <= FREE) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - FREE - 1, 20);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Until when a record keeps its subject waiting; empty when it does not. */
    public static Optional<Instant> blockedUntil(AttemptRecord record, Instant now) {
        return Optional.of(record.lastAt().plus(waitAfter(record.failures()))).filter(now::isBefore);
    }
}
