package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.StoreException;

/**
 * Who is in which group. {@code UNION}, which keeps each row once, is what survives cycles; {@code CROSS JOIN} has an engine without
 * statistics start from the few groups, not from all users.
 */
final class LocalMemberTable {

    /** {@code inside}: a group and all groups in it, at any depth. */
    private static final String INSIDE = "WITH RECURSIVE inside (id) AS (SELECT id FROM local_entry WHERE kind = 'GROUP' AND id = ?"
            + " UNION SELECT m.id FROM inside i CROSS JOIN local_member m WHERE m.group_id = i.id AND m.kind = 'GROUP') ";

    /** {@code around}: all groups that a member is in, at any depth. */
    private static final String AROUND = "WITH RECURSIVE around (id) AS (SELECT group_id FROM local_member WHERE kind = ? AND id = ?"
            + " UNION SELECT m.group_id FROM around a CROSS JOIN local_member m WHERE m.kind = 'GROUP' AND m.id = a.id) ";

    private static final String PEOPLE = "inside i CROSS JOIN local_member m WHERE m.group_id = i.id AND m.kind = 'USER'";

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
                INSIDE + "SELECT count(DISTINCT m.id) FROM " + PEOPLE, group));
    }

    Page<LocalEntry> people(String group, Optional<String> cursor, int limit) throws StoreException {
        return page(new Selection(INSIDE, "m.kind", "m.id", PEOPLE, group), cursor, limit);
    }

    Page<LocalEntry> directMembers(String group, Optional<String> cursor, int limit) throws StoreException {
        return page(new Selection("", "m.kind", "m.id", "local_member m WHERE m.group_id = ?", group), cursor, limit);
    }

    Page<LocalEntry> directGroups(Kind kind, String member, Optional<String> cursor, int limit) throws StoreException {
        return page(new Selection("", "'GROUP'", "m.group_id", "local_member m WHERE m.kind = ? AND m.id = ?", kind, member), cursor,
                limit);
    }

    private Page<LocalEntry> page(Selection selection, Optional<String> cursor, int limit) throws StoreException {
        int most = Paging.checked(limit);
        List<String> after = LocalList.after(cursor);
        Several values = new Several(new Object[] {after.get(0), after.get(1), most + 1});
        return reads.read(statements -> {
            Count total = Paging.count(statements, selection.distinct(), selection.values);
            String query = total.certainty() == Count.Certainty.EXACT ? selection.sorted() : selection.walked();
            return LocalList.page(statements.list("local_entry", LocalList::item,
                    query + " AND (e.name_key, e.kind) > (?, ?) ORDER BY e.name_key, e.kind LIMIT ?", values.after(selection.values)),
                    most, total);
        });
    }

    /** Entries chosen by their memberships: {@code kind} and {@code id} of each, from {@code source}, which ends in a condition. */
    private static final class Selection {

        private final String with;
        private final String kind;
        private final String id;
        private final String source;
        private final Object[] values;

        private Selection(String with, String kind, String id, String source, Object... values) {
            this.with = with;
            this.kind = kind;
            this.id = id;
            this.source = source;
            this.values = values;
        }

        private String distinct() {
            return with + "SELECT DISTINCT " + kind + " AS kind, " + id + " AS id FROM " + source;
        }

        /** For a few: takes them all, and sorts. */
        private String sorted() {
            return with + "SELECT " + LocalList.COLUMNS + " FROM (SELECT DISTINCT " + kind + " AS kind, " + id + " AS id FROM " + source
                    + ") chosen CROSS JOIN local_entry e WHERE e.kind = chosen.kind AND e.id = chosen.id";
        }

        /** For many: goes through the names, and stops when the page is full. */
        private String walked() {
            return with + "SELECT " + LocalList.COLUMNS + " FROM local_entry e WHERE EXISTS (SELECT 1 FROM " + source
                    + " AND " + kind + " = e.kind AND " + id + " = e.id)";
        }
    }
}
