package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread takes all batches that wait, writes them in one transaction, each under a savepoint of its own, and
 * answers them after the one sync. Thread-safe.
 */
final class CommitQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private static final int MOST_WAITING = 4096;
    private static final int MOST_IN_ONE_TRANSACTION = 256;
    private static final long PATIENCE_SECONDS = 10;

    private final Database database;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Waiting stop = new Waiting(null);
    private final Thread writer;
    private volatile boolean closed;

    /** Only the writer thread touches it; null after trouble, until it is needed again. */
    private Statements statements;

    /** @param statements open for writing; the queue's from now on */
    CommitQueue(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
        this.writer = new Thread(this::run, "sallyport-store-" + database.name());
        writer.setDaemon(true);
        writer.start();
    }

    /** What belongs together, all or nothing. */
    interface Batch {

        /** How many revisions it needs at most. */
        int revisions();

        void apply(Transaction transaction) throws SQLException, ConflictException;
    }

    /** Returns when the batch is durable. An interrupt is kept for later: whoever waits learns what became of the batch. */
    void commit(Batch batch) throws StoreException, ConflictException {
        Waiting waiting = new Waiting(batch);
        enqueue(waiting);
        Exception refusal = waiting.answer.join();
        if (refusal instanceof ConflictException conflict) {
            throw conflict;
        }
        if (refusal != null) {
            throw new StoreException(refusal.getMessage(), refusal);
        }
    }

    private void enqueue(Waiting waiting) throws StoreException {
        try {
            if (closed) {
                throw database.trouble("closed");
            }
            if (!queue.offer(waiting) && !queue.offer(waiting, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw database.trouble("too busy to write");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw database.trouble("interrupted before writing");
        }
        // The writer may have left between the question and the offer.
        if (closed && queue.remove(waiting)) {
            throw database.trouble("closed");
        }
    }

    private void run() {
        List<Waiting> group = new ArrayList<>();
        boolean running = true;
        while (running) {
            group.add(takeOne());
            queue.drainTo(group, MOST_IN_ONE_TRANSACTION - 1);
            running = !group.remove(stop);
            if (!group.isEmpty()) {
                write(group);
            }
            group.clear();
        }
        queue.drainTo(group);
        refuse(group, database.trouble("closed"));
        discardConnection();
    }

    private Waiting takeOne() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                LOG.debug("store {}: the writer goes on until it is closed", database.name());
            }
        }
    }

    private void write(List<Waiting> group) {
        try {
            if (statements == null) {
                statements = database.openForWriting();
            }
            Transaction transaction = Transaction.begin(statements, group.stream().mapToInt(one -> one.batch.revisions()).sum());
            boolean changed = false;
            for (Waiting waiting : group) {
                waiting.outcome = apply(waiting.batch, transaction);
                changed |= waiting.outcome == null;
            }
            if (changed) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
            // Not earlier: a conflict with a batch of the same group is one only once that batch is on disk.
            group.forEach(waiting -> waiting.answer.complete(waiting.outcome));
        } catch (SQLException e) {
            discardConnection();
            refuse(group, database.trouble(e));
        } catch (RuntimeException | Error e) {
            discardConnection();
            LOG.error("store {}: the writer failed and goes on with a new connection", database.name(), e);
            refuse(group, database.trouble("the writer failed: " + e.getClass().getSimpleName()));
        }
    }

    /** Null when the batch was applied, else why it was not, and has changed nothing. */
    private Exception apply(Batch batch, Transaction transaction) throws SQLException {
        try {
            transaction.attempt(batch);
            return null;
        } catch (ConflictException e) {
            return e;
        } catch (SQLException e) {
            return database.trouble(e);
        } catch (RuntimeException e) {
            return new StoreException("store " + database.name() + ": a change that cannot be written", e);
        }
    }

    private static void refuse(List<Waiting> group, StoreException reason) {
        group.forEach(waiting -> waiting.answer.complete(reason));
    }

    private void discardConnection() {
        if (statements != null) {
            try {
                statements.close();
            } catch (SQLException e) {
                LOG.debug("store {}: closing the writer's connection", database.name(), e);
            }
            statements = null;
        }
    }

    /** What waits is still written; what comes later is refused. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = false;
        boolean told = false;
        while (writer.isAlive()) {
            try {
                told = told || queue.offer(stop, PATIENCE_SECONDS, TimeUnit.SECONDS);
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Waiting {

        private final Batch batch;
        private final CompletableFuture<Exception> answer = new CompletableFuture<>();
        private Exception outcome;

        private Waiting(Batch batch) {
            this.batch = batch;
        }
    }
}
