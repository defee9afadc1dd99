package org.sallyport.directory.unix;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a refusal takes: always a whole multiple of one time, so that it does not tell a wrong password from a name that
 * nobody has, and guessing is slow.
 */
record Pace(Duration step) {

    /** Waits until a refusal that began then may be told. An interrupt is left standing, and ends the wait. */
    void even(long begun) {
        if (step.isZero()) {
            return;
        }
        long due = due(System.nanoTime() - begun);
        while (System.nanoTime() - begun < due && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, due - (System.nanoTime() - begun));
        }
    }

    /** The first multiple of the step after this long. */
    long due(long elapsed) {
        return (elapsed / step.toNanos() + 1) * step.toNanos();
    }
}
