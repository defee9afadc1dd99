package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.Enrolments;
import org.sallyport.api.store.StoreException;

/** Confirmed second factors. */
final class EnrolmentTable implements Enrolments {

    private static final GuardedTable TABLE = new GuardedTable("enrolment", List.of("id"), List.of("owner", "kind", "key_id", "secret",
            "algorithm", "digits", "period_seconds", "last_step", "drift", "confirmed_at", "last_used_at"));

    private static final Paging OWNERS = new Paging("owners", "");

    /** The character after the one that ends a realm's name in a principal, and before any that may go on one's. */
    private static final String AFTER_REALM = ";";

    private final ReadPool reads;

    EnrolmentTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.SaveEnrolment.class, (transaction, change) -> save(transaction, change.enrolment()));
        changes.on(Change.DeleteEnrolments.class, (transaction, change) -> {
            transaction.statements().update("DELETE FROM enrolment WHERE owner = ?", change.owner());
            return true;
        });
    }

    private static boolean save(Transaction transaction, Enrolment enrolment) throws SQLException {
        return TABLE.save(transaction, enrolment.revision(), enrolment.id(), enrolment.owner(), enrolment.kind(),
                enrolment.secret().keyId(), Base64.getEncoder().encodeToString(enrolment.secret().bytes()),
                enrolment.parameters().algorithm(), enrolment.parameters().digits(), enrolment.parameters().period().toSeconds(),
                enrolment.lastStep(), enrolment.drift(), enrolment.confirmedAt(), enrolment.lastUsedAt());
    }

    @Override
    public List<Enrolment> of(PrincipalId owner) throws StoreException {
        return reads.read(statements -> TABLE.list(statements, EnrolmentTable::enrolment,
                "WHERE owner = ? ORDER BY confirmed_at, id", owner));
    }

    @Override
    public List<Enrolment> of(Set<PrincipalId> owners) throws StoreException {
        if (owners.isEmpty()) {
            return List.of();
        }
        Several several = Several.of(owners);
        return reads.read(statements -> TABLE.list(statements, EnrolmentTable::enrolment,
                "WHERE owner" + several.in() + " ORDER BY owner, confirmed_at, id", several.values()));
    }

    @Override
    public long people() throws StoreException {
        return reads.read(statements -> statements.number("SELECT count(DISTINCT owner) FROM enrolment"));
    }

    @Override
    public Page<PrincipalId> owners(Optional<String> cursor, int limit) throws StoreException {
        int most = Paging.checked(limit);
        String after = OWNERS.after(cursor).get(0);
        return reads.read(statements -> {
            List<PrincipalId> found = statements.list("enrolment", Row::principal,
                    "SELECT DISTINCT owner FROM enrolment WHERE owner > ? ORDER BY owner LIMIT ?", after, most + 1);
            return OWNERS.page(found, most, last -> List.of(last), Paging.count(statements, "SELECT DISTINCT owner FROM enrolment"));
        });
    }

    @Override
    public Set<String> realms() throws StoreException {
        return reads.read(statements -> {
            Set<String> realms = new TreeSet<>();
            String past = "";
            Optional<PrincipalId> next;
            do {
                // From realm to realm along the index: one look-up each.
                next = statements.first("enrolment", Row::principal, "SELECT owner FROM enrolment WHERE owner > ? ORDER BY owner LIMIT 1",
                        past);
                next.map(PrincipalId::realm).ifPresent(realms::add);
                past = next.map(owner -> owner.realm() + AFTER_REALM).orElse(past);
            } while (next.isPresent());
            return realms;
        });
    }

    private static Enrolment enrolment(Row row) throws SQLException {
        return new Enrolment(row.text(), row.principal(), row.text(), row.sealed(), row.parameters(), row.number(), row.integer(),
                row.instant(), row.optionalInstant(), row.number());
    }
}
