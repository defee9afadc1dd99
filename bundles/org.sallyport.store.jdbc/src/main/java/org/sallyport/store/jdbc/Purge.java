package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.StoreException;

/** Forgets what has run out, a little at a time, so that nobody who signs in waits for it. */
final class Purge {

    private static final int AT_ONCE = 1000;

    private final CommitQueue queue;
    private final ReadPool reads;
    private final Duration attempts;
    private final Duration addresses;

    /**
     * @param attempts how long after the last one failures are remembered
     * @param addresses how long after the last success an address is remembered
     */
    Purge(CommitQueue queue, ReadPool reads, Duration attempts, Duration addresses) {
        this.queue = queue;
        this.reads = reads;
        this.attempts = attempts;
        this.addresses = addresses;
    }

    void run(Instant now, int mostAttempts) throws StoreException {
        sweep("DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at < ? LIMIT ?)", now);
        sweep("DELETE FROM sign_in WHERE id_hash IN (SELECT id_hash FROM sign_in WHERE expires_at < ? LIMIT ?)", now);
        sweep("DELETE FROM pass WHERE hash IN (SELECT hash FROM pass WHERE expires_at < ? LIMIT ?)", now);
        sweep("DELETE FROM known_address WHERE (subject, address) IN"
                + " (SELECT subject, address FROM known_address WHERE succeeded_at < ? LIMIT ?)", now.minus(addresses));
        sweep("DELETE FROM attempt WHERE (factor, subject) IN"
                + " (SELECT factor, subject FROM attempt WHERE factor <> 'code' AND last_at < ? LIMIT ?)", now.minus(attempts));
        long excess = reads.read(statements -> statements.number("SELECT count(*) FROM attempt WHERE factor <> 'code'")) - mostAttempts;
        for (; excess > 0; excess -= AT_ONCE) {
            delete("DELETE FROM attempt WHERE (factor, subject) IN"
                    + " (SELECT factor, subject FROM attempt WHERE factor <> 'code' ORDER BY last_at LIMIT ?)", Math.min(excess, AT_ONCE));
        }
    }

    private void sweep(String sql, Instant before) throws StoreException {
        int deleted;
        do {
            deleted = delete(sql, before, AT_ONCE);
        } while (deleted == AT_ONCE);
    }

    private int delete(String sql, Object... values) throws StoreException {
        int[] deleted = new int[1];
        try {
            queue.commit(new CommitQueue.Batch() {

                @Override
                public int revisions() {
                    return 0;
                }

                @Override
                public void apply(Transaction transaction) throws SQLException {
                    deleted[0] = transaction.statements().update(sql, values);
                }
            });
        } catch (ConflictException e) {
            throw new IllegalStateException("deleting has no guard", e);
        }
        return deleted[0];
    }
}
