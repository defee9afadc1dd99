package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SessionRecords;
import org.sallyport.api.store.StoreException;

/** Open sessions. */
final class SessionTable implements SessionRecords {

    private static final GuardedTable TABLE = new GuardedTable("session", List.of("token_hash"), List.of("id", "principal", "name",
            "display_name", "login", "factors", "created_at", "last_seen_at", "expires_at", "address", "previous_at",
            "previous_address", "failed_codes"));

    private static final Paging PAGING = new Paging("sessions", "");

    private final ReadPool reads;

    SessionTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SaveSession.class, (transaction, change) -> save(transaction, change.session()));
        changes.on(Change.DeleteSession.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM session WHERE token_hash = ?", change.tokenHash());
            return true;
        });
        changes.on(Change.DeleteSessions.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM session WHERE principal = ?", change.user());
            return true;
        });
    }

    private static boolean save(Transaction transaction, SessionRecord session) throws SQLException {
        return TABLE.save(transaction, session.revision(), session.tokenHash(), session.id(), session.user(), session.name(),
                session.displayName(), session.login(), Factors.format(session.factors()), session.createdAt(), session.lastSeenAt(),
                session.expiresAt(), session.address(), session.previousAt(), session.previousAddress(), session.failedCodes());
    }

    @Override
    public Optional<SessionRecord> find(String tokenHash) throws StoreException {
        return reads.read(statements -> TABLE.find(statements, SessionTable::session, tokenHash));
    }

    @Override
    public List<SessionRecord> of(PrincipalId user) throws StoreException {
        return reads.read(statements -> TABLE.list(statements, SessionTable::session,
                "WHERE principal = ? ORDER BY created_at DESC, id", user));
    }

    @Override
    public Page<SessionRecord> all(Optional<String> cursor, int limit) throws StoreException {
        int most = Paging.checked(limit);
        String after = PAGING.after(cursor).get(0);
        return reads.read(statements -> PAGING.page(
                TABLE.list(statements, SessionTable::session, "WHERE id > ? ORDER BY id LIMIT ?", after, most + 1), most,
                last -> List.of(last.id()), Paging.count(statements, "SELECT 1 FROM session")));
    }

    private static SessionRecord session(Row row) throws SQLException {
        return new SessionRecord(row.text(), row.text(), row.principal(), row.text(), row.text(), row.text(), row.factors(),
                row.instant(), row.instant(), row.instant(), row.text(), row.optionalInstant(), row.optionalText(), row.integer(),
                row.number());
    }
}
