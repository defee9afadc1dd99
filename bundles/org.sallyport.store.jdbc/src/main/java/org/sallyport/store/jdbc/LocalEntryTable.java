package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalGroup;
import org.sallyport.api.store.StoreException;

/** Users and groups of the embedded directory, each with the words it is found by. */
final class LocalEntryTable {

    private static final GuardedTable TABLE = new GuardedTable("local_entry", List.of("id", "kind"),
            List.of("name", "name_key", "display_name", "password_hash", "disabled", "created_at"));

    private final ReadPool reads;

    LocalEntryTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SaveAccount.class, (transaction, change) -> {
            LocalAccount account = change.account();
            return save(transaction, Kind.USER, account.id(), account.revision(), account.name(), account.nameKey(),
                    account.displayName(), account.passwordHash(), account.disabled(), account.createdAt());
        });
        changes.on(Change.SaveGroup.class, (transaction, change) -> {
            LocalGroup group = change.group();
            return save(transaction, Kind.GROUP, group.id(), group.revision(), group.name(), group.nameKey(), group.displayName(),
                    null, false, null);
        });
        changes.on(Change.DeleteLocal.class, (transaction, change) -> {
            if (change.kind() == Kind.GROUP) {
                transaction.statements().update("DELETE FROM local_member WHERE group_id = ?", change.id());
            }
            return transaction.statements().update("DELETE FROM local_entry WHERE kind = ? AND id = ?", change.kind(), change.id()) == 1;
        });
    }

    private static boolean save(Transaction transaction, Kind kind, String id, long revision, String name, String nameKey,
            String displayName, Object... rest) throws SQLException {
        Statements statements = transaction.statements();
        if (statements.exists("SELECT 1 FROM local_entry WHERE name_key = ? AND kind = ? AND id <> ?", nameKey, kind, id)
                || !TABLE.save(transaction, revision, id, kind, name, nameKey, displayName, rest[0], rest[1], rest[2])) {
            return false;
        }
        statements.update("DELETE FROM local_word WHERE kind = ? AND id = ?", kind, id);
        for (String word : Folding.words(name + " " + displayName)) {
            statements.update("INSERT INTO local_word (kind, id, word, name_key) VALUES (?, ?, ?, ?)", kind, id, word, nameKey);
        }
        return true;
    }

    static boolean exists(Statements statements, Kind kind, String id) throws SQLException {
        return statements.exists("SELECT 1 FROM local_entry WHERE kind = ? AND id = ?", kind, id);
    }

    Optional<LocalAccount> account(String id) throws StoreException {
        return reads.read(statements -> TABLE.find(statements, LocalEntryTable::account, id, Kind.USER));
    }

    Optional<LocalAccount> accountByName(String nameKey) throws StoreException {
        return reads.read(statements -> TABLE.list(statements, LocalEntryTable::account, "WHERE name_key = ? AND kind = 'USER'", nameKey)
                .stream().findFirst());
    }

    Optional<LocalGroup> group(String id) throws StoreException {
        return reads.read(statements -> TABLE.find(statements, LocalEntryTable::group, id, Kind.GROUP));
    }

    Optional<LocalGroup> groupByName(String nameKey) throws StoreException {
        return reads.read(statements -> TABLE.list(statements, LocalEntryTable::group, "WHERE name_key = ? AND kind = 'GROUP'", nameKey)
                .stream().findFirst());
    }

    private static LocalAccount account(Row row) throws SQLException {
        String id = row.text();
        row.choice(Kind.class);
        return new LocalAccount(id, row.text(), row.text(), row.text(), row.text(), row.flag(), row.instant(), row.number());
    }

    private static LocalGroup group(Row row) throws SQLException {
        String id = row.text();
        row.choice(Kind.class);
        String name = row.text();
        String nameKey = row.text();
        String displayName = row.text();
        row.pass(3);
        return new LocalGroup(id, name, nameKey, displayName, row.number());
    }
}
