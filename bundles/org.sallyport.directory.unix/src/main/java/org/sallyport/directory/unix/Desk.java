package org.sallyport.directory.unix;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.sallyport.api.directory.DirectoryException;

/**
 * Questions to the host, so many at once, each only waited for so long. PAM and NSS run code of many authors inside this process
 * and cannot be interrupted: a question that hangs keeps its place until it comes back, and nobody waits for it.
 */
final class Desk implements AutoCloseable {

    /** There was no place, and nothing was asked. */
    static final class Busy extends DirectoryException {

        private static final long serialVersionUID = 1L;

        Busy(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Something asked of the host. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws DirectoryException;
    }

    private final String what;
    private final int number;
    private final Duration patience;
    private final Duration timeout;
    private final Semaphore free;
    private final ExecutorService threads;

    /**
     * @param what is asked here, for the log
     * @param number most questions at once
     * @param patience how long somebody waits for a place
     * @param timeout how long somebody waits for an answer
     */
    Desk(String what, int number, Duration patience, Duration timeout) {
        this.what = what;
        this.number = number;
        this.patience = patience;
        this.timeout = timeout;
        this.free = new Semaphore(number, true);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sallyport-host-" + what);
            thread.setDaemon(true);
            return thread;
        });
    }

    <T> T ask(Question<T> question) throws DirectoryException {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("the host is busy: " + number + " questions to " + what + " are open, and none was answered within "
                        + patience.toMillis() + " ms", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("interrupted while waiting for " + what, e);
        }
        return await(begin(() -> {
            try {
                return question.ask();
            } finally {
                free.release();
            }
        }));
    }

    private <T> Future<T> begin(Callable<T> work) throws Busy {
        try {
            return threads.submit(work);
        } catch (RuntimeException | OutOfMemoryError e) {
            free.release();
            throw new Busy("there is no thread to ask " + what + " with: " + e.getMessage(), e);
        }
    }

    private <T> T await(Future<T> answer) throws DirectoryException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DirectoryException(what + " did not answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryException("interrupted while " + what + " was working", e);
        } catch (ExecutionException e) {
            throw new DirectoryException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
