package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ListEntry;
import org.sallyport.api.store.PolicyRecords;
import org.sallyport.api.store.PolicyState;
import org.sallyport.api.store.StoreException;

/** The switch, and the list of whom it applies to. */
final class PolicyTable implements PolicyRecords {

    private static final String MOVE_ON = "UPDATE policy SET revision = revision + 1 WHERE name = 'two-factor'";

    private static final Paging PAGING = new Paging("listed", "-1", "", "");

    private final ReadPool reads;

    PolicyTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SwitchTwoFactor.class, (transaction, change) -> transaction.statements().update(
                "UPDATE policy SET enabled = ?, revision = revision + 1 WHERE name = 'two-factor' AND revision = ?",
                change.enabled(), change.expectedRevision()) == 1);
        changes.on(Change.AddToList.class, (transaction, change) -> add(transaction.statements(), change.entry()));
        changes.on(Change.RemoveFromList.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM listed WHERE principal = ?", change.id());
            return transaction.statements().update(MOVE_ON) == 1;
        });
    }

    private static boolean add(Statements statements, ListEntry entry) throws SQLException {
        statements.update("INSERT INTO listed (principal, position, name, folded, added_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (principal) DO UPDATE SET name = excluded.name, folded = excluded.folded",
                entry.id(), entry.id().isUser(), entry.name(), Folding.fold(entry.name()), entry.addedAt());
        return statements.update(MOVE_ON) == 1;
    }

    @Override
    public PolicyState state() throws StoreException {
        return reads.read(statements -> statements.first("policy", row -> new PolicyState(row.flag(), row.number()),
                "SELECT enabled, revision FROM policy WHERE name = 'two-factor'").orElseThrow(PolicyTable::missing));
    }

    @Override
    public Snapshot snapshot() throws StoreException {
        return reads.read(statements -> {
            Set<PrincipalId> listed = new HashSet<>();
            // One statement, so that list and revision are of one moment.
            List<PolicyState> states = statements.list("listed", row -> {
                row.optionalPrincipal().ifPresent(listed::add);
                return new PolicyState(row.flag(), row.number());
            }, "SELECT l.principal, p.enabled, p.revision FROM policy p LEFT JOIN listed l ON 1 = 1 WHERE p.name = 'two-factor'");
            return new Snapshot(states.stream().findFirst().orElseThrow(PolicyTable::missing), listed);
        });
    }

    @Override
    public Page<ListEntry> list(String text, Optional<String> cursor, int limit) throws StoreException {
        int most = Paging.checked(limit);
        List<String> after = PAGING.after(cursor);
        long position = PAGING.number(after.get(0));
        String pattern = Folding.part(text);
        return reads.read(statements -> PAGING.page(
                statements.list("listed", row -> new ListEntry(row.principal(), row.text(), row.instant()),
                        "SELECT principal, name, added_at FROM listed WHERE folded LIKE ? ESCAPE '!'"
                                + " AND (position, folded, principal) > (?, ?, ?) ORDER BY position, folded, principal LIMIT ?",
                        pattern, position, after.get(1), after.get(2), most + 1),
                most, last -> List.of(last.id().isUser() ? 1 : 0, Folding.fold(last.name()), last.id()),
                Paging.count(statements, "SELECT 1 FROM listed WHERE folded LIKE ? ESCAPE '!'", pattern)));
    }

    private static SQLException missing() {
        return new SQLException("the table policy has no row");
    }
}
