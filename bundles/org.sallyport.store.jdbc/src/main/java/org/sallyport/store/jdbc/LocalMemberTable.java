package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.StoreException;

/** Who is in which group. {@code UNION}, which keeps each row once, is what survives cycles. */
final class LocalMemberTable {

    /** {@code inside}: a group and all groups in it, at any depth. */
    private static final String INSIDE = "WITH RECURSIVE inside (id) AS (SELECT id FROM local_entry WHERE kind = 'GROUP' AND id = ?"
            + " UNION SELECT m.id FROM inside i JOIN local_member m ON m.group_id = i.id WHERE m.kind = 'GROUP') ";

    /** {@code around}: all groups that a member is in, at any depth. */
    private static final String AROUND = "WITH RECURSIVE around (id) AS (SELECT group_id FROM local_member WHERE kind = ? AND id = ?"
            + " UNION SELECT m.group_id FROM around a JOIN local_member m ON m.kind = 'GROUP' AND m.id = a.id) ";

    private static final String PEOPLE = "SELECT m.id FROM inside i JOIN local_member m ON m.group_id = i.id WHERE m.kind = 'USER'";

    private final ReadPool reads;

    LocalMemberTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.AddMember.class, (transaction, change) -> add(transaction.statements(), change));
        changes.on(Change.RemoveMember.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM local_member WHERE group_id = ? AND kind = ? AND id = ?",
                    change.group(), change.kind(), change.member());
            return true;
        });
    }

    private static boolean add(Statements statements, Change.AddMember change) throws SQLException {
        if (!LocalEntryTable.exists(statements, Kind.GROUP, change.group())
                || !LocalEntryTable.exists(statements, change.kind(), change.member())) {
            return false;
        }
        statements.update("INSERT INTO local_member (group_id, kind, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                change.group(), change.kind(), change.member());
        return true;
    }

    Set<String> groupsOf(String user, Set<String> ofInterest) throws StoreException {
        if (ofInterest.isEmpty()) {
            return Set.of();
        }
        Set<String> groups = new HashSet<>(reads.read(statements ->
                statements.list("local_member", Row::text, AROUND + "SELECT id FROM around", Kind.USER, user)));
        groups.retainAll(ofInterest);
        return groups;
    }

    boolean contains(String group, String member) throws StoreException {
        return reads.read(statements -> group.equals(member)
                ? LocalEntryTable.exists(statements, Kind.GROUP, group)
                : statements.exists(AROUND + "SELECT id FROM around WHERE id = ?", Kind.GROUP, member, group));
    }

    long countPeople(String group) throws StoreException {
        return reads.read(statements -> statements.number(
                INSIDE + "SELECT count(DISTINCT m.id) FROM inside i JOIN local_member m ON m.group_id = i.id WHERE m.kind = 'USER'", group));
    }

    Page<LocalEntry> people(String group, Optional<String> cursor, int limit) throws StoreException {
        int most = Paging.checked(limit);
        List<String> after = LocalList.after(cursor);
        return reads.read(statements -> LocalList.page(
                statements.list("local_entry", LocalList::item, INSIDE + "SELECT " + LocalList.COLUMNS
                        + " FROM local_entry e WHERE e.kind = 'USER' AND e.id IN (" + PEOPLE + ")"
                        + " AND (e.name_key, e.kind) > (?, ?) ORDER BY e.name_key, e.kind LIMIT ?",
                        group, after.get(0), after.get(1), most + 1),
                most, Paging.count(statements, INSIDE + "SELECT DISTINCT m.id FROM inside i JOIN local_member m ON m.group_id = i.id"
                        + " WHERE m.kind = 'USER'", group)));
    }

    Page<LocalEntry> directMembers(String group, Optional<String> cursor, int limit) throws StoreException {
        return direct("m.group_id = ?", "e.kind = m.kind AND e.id = m.id", new Object[] {group}, cursor, limit);
    }

    Page<LocalEntry> directGroups(Kind kind, String member, Optional<String> cursor, int limit) throws StoreException {
        return direct("m.kind = ? AND m.id = ?", "e.kind = 'GROUP' AND e.id = m.group_id", new Object[] {kind, member}, cursor, limit);
    }

    /** @param condition which memberships; {@code entry}: which end of them is listed */
    private Page<LocalEntry> direct(String condition, String entry, Object[] values, Optional<String> cursor, int limit)
            throws StoreException {
        int most = Paging.checked(limit);
        List<String> after = LocalList.after(cursor);
        Several bound = new Several(new Object[] {after.get(0), after.get(1), most + 1});
        return reads.read(statements -> LocalList.page(
                statements.list("local_entry", LocalList::item, "SELECT " + LocalList.COLUMNS
                        + " FROM local_member m JOIN local_entry e ON " + entry + " WHERE " + condition
                        + " AND (e.name_key, e.kind) > (?, ?) ORDER BY e.name_key, e.kind LIMIT ?", bound.after(values)),
                most, Paging.count(statements, "SELECT 1 FROM local_member m WHERE " + condition, values)));
    }
}
