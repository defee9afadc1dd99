package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Attempts;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.StoreException;

/** What throttling remembers. */
final class AttemptTable implements Attempts {

    private static final int ADDRESSES_KEPT = 20;

    private static final GuardedTable TABLE = new GuardedTable("attempt", List.of("subject", "factor"),
            List.of("failures", "first_at", "last_at"));

    private final ReadPool reads;

    AttemptTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SaveAttempts.class, (transaction, change) -> save(transaction, change.attempts()));
        changes.on(Change.CountAttempts.class, AttemptTable::count);
        changes.on(Change.DeleteAttempts.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM attempt WHERE factor = ? AND subject = ?", change.factor(), change.subject());
            return true;
        });
        changes.on(Change.DeleteAttemptsOf.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM attempt WHERE factor = ? AND subject >= ? AND subject < ?",
                    change.factor(), change.subjectPrefix(), Folding.afterPrefix(change.subjectPrefix()));
            return true;
        });
        changes.on(Change.RememberAddress.class, (transaction, change) -> remember(transaction.statements(), change));
    }

    private static boolean save(Transaction transaction, AttemptRecord record) throws SQLException {
        return TABLE.save(transaction, record.revision(), record.subject(), record.factor(), record.failures(), record.firstAt(),
                record.lastAt());
    }

    /** Reads and writes in one transaction of the only writer, so that nothing is lost between the two. */
    private static boolean count(Transaction transaction, Change.CountAttempts change) throws SQLException {
        Optional<AttemptRecord> before =
                TABLE.find(transaction.statements(), AttemptTable::attempt, change.subject(), change.factor());
        return save(transaction, before.filter(record -> within(change.window(), record.firstAt(), change.at()))
                .map(record -> new AttemptRecord(record.factor(), record.subject(), sum(record.failures(), change.delta()),
                        record.firstAt(), change.delta() > 0 ? later(record.lastAt(), change.at()) : record.lastAt(),
                        record.revision()))
                .orElseGet(() -> new AttemptRecord(change.factor(), change.subject(), Math.max(0, change.delta()), change.at(),
                        change.at(), before.map(AttemptRecord::revision).orElse(0L))));
    }

    private static boolean within(Duration window, Instant first, Instant at) {
        return Duration.between(first, at).compareTo(window) <= 0;
    }

    private static int sum(int failures, int delta) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, (long) failures + delta));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static boolean remember(Statements statements, Change.RememberAddress change) throws SQLException {
        statements.update("INSERT INTO known_address (subject, address, succeeded_at) VALUES (?, ?, ?)"
                + " ON CONFLICT (subject, address) DO UPDATE SET succeeded_at = excluded.succeeded_at",
                change.subject(), change.address(), change.at());
        statements.update("DELETE FROM known_address WHERE subject = ? AND address NOT IN (SELECT address FROM known_address"
                + " WHERE subject = ? ORDER BY succeeded_at DESC, address LIMIT ?)",
                change.subject(), change.subject(), ADDRESSES_KEPT);
        return true;
    }

    @Override
    public Optional<AttemptRecord> find(String factor, String subject) throws StoreException {
        return reads.read(statements -> TABLE.find(statements, AttemptTable::attempt, subject, factor));
    }

    @Override
    public List<AttemptRecord> find(String factor, Set<String> subjects) throws StoreException {
        if (subjects.isEmpty()) {
            return List.of();
        }
        Several several = Several.of(subjects);
        return reads.read(statements -> TABLE.list(statements, AttemptTable::attempt,
                "WHERE factor = ? AND subject" + several.in() + " ORDER BY subject", several.after(factor)));
    }

    @Override
    public Optional<Instant> knownAddress(String subject, String address) throws StoreException {
        return reads.read(statements -> statements.first("known_address", row -> {
            row.text();
            return row.instant();
        }, "SELECT subject, succeeded_at FROM known_address WHERE subject = ? AND address = ?", subject, address));
    }

    private static AttemptRecord attempt(Row row) throws SQLException {
        String subject = row.text();
        return new AttemptRecord(row.text(), subject, row.integer(), row.instant(), row.instant(), row.number());
    }
}
