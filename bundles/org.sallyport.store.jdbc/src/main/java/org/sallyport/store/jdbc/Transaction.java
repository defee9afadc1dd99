package org.sallyport.store.jdbc;

import java.sql.SQLException;
import org.sallyport.api.store.ConflictException;

/**
 * One transaction of the writer. It begins by locking the counters, so that writers of several nodes come one after another and
 * what a guard has read still holds when the transaction commits.
 */
final class Transaction {

    private final Statements statements;
    private long revision;
    private long sequence;
    private long storedSequence;

    private Transaction(Statements statements) {
        this.statements = statements;
    }

    /** @param revisions how many will be needed at most; what is left over is never used */
    static Transaction begin(Statements statements, int revisions) throws SQLException {
        Transaction transaction = new Transaction(statements);
        long[] counters = statements.first("counter", row -> new long[] {row.number(), row.number()},
                "UPDATE counter SET revision = revision + ? WHERE name = 'store' RETURNING revision, sequence", revisions)
                .orElseThrow(() -> new SQLException("the table counter has no row"));
        transaction.revision = counters[0] - revisions;
        transaction.sequence = counters[1];
        transaction.storedSequence = counters[1];
        return transaction;
    }

    Statements statements() {
        return statements;
    }

    /** One that no record of this store has ever had. */
    long nextRevision() {
        return ++revision;
    }

    /** The next place in the log, without a gap. */
    long nextSequence() {
        return ++sequence;
    }

    /** Applies a batch; when it throws, everything it did is undone and the transaction goes on without it. */
    void attempt(CommitQueue.Batch batch) throws SQLException, ConflictException {
        long before = sequence;
        statements.update("SAVEPOINT batch");
        try {
            batch.apply(this);
        } catch (SQLException | ConflictException | RuntimeException e) {
            statements.update("ROLLBACK TO SAVEPOINT batch");
            sequence = before;
            throw e;
        }
        statements.update("RELEASE SAVEPOINT batch");
    }

    /** Returns when everything is on disk. */
    void commit() throws SQLException {
        if (sequence > storedSequence) {
            statements.update("UPDATE counter SET sequence = ? WHERE name = 'store'", sequence);
        }
        statements.connection().commit();
    }

    void rollback() throws SQLException {
        statements.connection().rollback();
    }
}
