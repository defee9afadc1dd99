package org.sallyport.directory.local;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.sallyport.api.directory.DirectoryException;

/** Room for so many at once, first come first served. Who finds none in time hears that the realm is busy. */
final class Places {

    private final String realm;
    private final int number;
    private final Duration patience;
    private final Semaphore free;

    Places(String realm, int number, Duration patience) {
        this.realm = realm;
        this.number = number;
        this.patience = patience;
        this.free = new Semaphore(number, true);
    }

    /** Waits for a place, does the work in it, and gives the place back. */
    <T> T inside(Supplier<T> work) throws DirectoryException {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DirectoryException("realm " + realm + " is busy: " + number
                        + " passwords are being checked, and none was done within " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryException("realm " + realm + ": interrupted while waiting to check a password", e);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
