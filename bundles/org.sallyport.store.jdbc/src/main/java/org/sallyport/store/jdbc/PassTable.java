package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.Optional;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.PassRecord;
import org.sallyport.api.store.Passes;
import org.sallyport.api.store.StoreException;

/** Tickets, codes and child sessions. */
final class PassTable implements Passes {

    private static final String COLUMNS = "hash, purpose, target, principal, name, session_hash, binding, created_at, expires_at";

    private final ReadPool reads;

    PassTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SavePass.class, (transaction, change) -> save(transaction, change.pass()));
        changes.on(Change.UsePass.class, (transaction, change) ->
                transaction.statements().update("DELETE FROM pass WHERE hash = ?", change.hash()) == 1);
        changes.on(Change.DeletePasses.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM pass WHERE principal = ?", change.user());
            return true;
        });
    }

    private static boolean save(Transaction transaction, PassRecord pass) throws SQLException {
        return transaction.statements().update("INSERT INTO pass (" + COLUMNS + ") VALUES (" + Statements.marks(9)
                + ") ON CONFLICT DO NOTHING", pass.hash(), pass.purpose(), pass.target(), pass.user(), pass.name(), pass.sessionHash(),
                pass.binding(), pass.createdAt(), pass.expiresAt()) == 1;
    }

    @Override
    public Optional<PassRecord> find(String hash) throws StoreException {
        return reads.read(statements -> statements.first("pass", PassTable::pass, "SELECT " + COLUMNS + " FROM pass WHERE hash = ?", hash));
    }

    private static PassRecord pass(Row row) throws SQLException {
        return new PassRecord(row.text(), row.text(), row.text(), row.principal(), row.text(), row.text(), row.text(), row.instant(),
                row.instant());
    }
}
