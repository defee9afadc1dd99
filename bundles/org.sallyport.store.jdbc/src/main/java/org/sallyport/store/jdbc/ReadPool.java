package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sallyport.api.store.StoreException;

/** A few connections for reading, opened when first needed. Thread-safe. */
final class ReadPool implements AutoCloseable {

    private static final int MOST = 8;
    private static final long PATIENCE_SECONDS = 10;

    private final Database database;
    private final Semaphore places = new Semaphore(MOST);
    private final Deque<Statements> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReadPool(Database database) {
        this.database = database;
    }

    /** One reading, on one connection. */
    interface Reading<T> {
        T from(Statements statements) throws SQLException;
    }

    <T> T read(Reading<T> reading) throws StoreException {
        takePlace();
        try {
            if (closed) {
                throw database.trouble("closed");
            }
            Statements statements = idle.pollFirst();
            return readOn(statements == null ? database.openForReading() : statements, reading);
        } catch (SQLException e) {
            throw database.trouble(e);
        } finally {
            places.release();
        }
    }

    private <T> T readOn(Statements statements, Reading<T> reading) throws SQLException {
        boolean sound = false;
        try {
            T answer = reading.from(statements);
            sound = true;
            return answer;
        } catch (UnreadableRowException e) {
            sound = true;
            throw e;
        } finally {
            if (sound) {
                idle.addFirst(statements);
            } else {
                statements.close();
            }
            if (closed) {
                closeIdle();
            }
        }
    }

    private void takePlace() throws StoreException {
        boolean taken;
        try {
            taken = places.tryAcquire() || places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw database.trouble("interrupted while waiting to read");
        }
        if (!taken) {
            throw database.trouble("too busy to read");
        }
    }

    private void closeIdle() throws SQLException {
        for (Statements statements = idle.pollFirst(); statements != null; statements = idle.pollFirst()) {
            statements.close();
        }
    }

    /** Readings under way finish, and close their connection themselves. */
    @Override
    public void close() throws SQLException {
        closed = true;
        closeIdle();
    }
}
