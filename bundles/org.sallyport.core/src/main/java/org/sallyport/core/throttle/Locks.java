package org.sallyport.core.throttle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sallyport.api.signin.UnavailableException;

/**
 * One attempt at a time per account and factor: the next one sees what became of the one before. So fifty people who send one
 * code at once hear "already used", not "too many attempts". Between nodes the store's guards decide.
 */
public final class Locks {

    private static final int STRIPES = 1024;

    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
    private final Duration patience;

    /** @param patience how long somebody waits for others at the same account */
    public Locks(Duration patience) {
        this.patience = patience;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock(true);
        }
    }

    public <T> T alone(String subject, Supplier<T> work) {
        ReentrantLock lock = stripes[Math.floorMod(subject.hashCode(), STRIPES)];
        try {
            if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("too many attempts at one account at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("stopped while waiting", e);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
