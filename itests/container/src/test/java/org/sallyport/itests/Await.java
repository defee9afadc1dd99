package org.sallyport.itests;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, and no longer; on a busy machine, too, it has become so before the patience ends. */
final class Await {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = 10_000_000;

    private Await() { }

    /** @param what for the message when it never does */
    static void until(String what, Callable<Boolean> condition) {
        value(what, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /** The first value that there is. */
    static <T> T value(String what, Callable<Optional<T>> source) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            Optional<T> found = call(source);
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() < end);
        throw new AssertionError("after " + PATIENCE.toSeconds() + " s still not: " + what);
    }

    private static <T> T call(Callable<T> source) {
        try {
            return source.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
