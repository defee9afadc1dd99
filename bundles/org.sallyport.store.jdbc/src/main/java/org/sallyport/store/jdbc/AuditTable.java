package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.AuditRecords;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.StoreException;

/** What happened. */
final class AuditTable implements AuditRecords {

    private static final String COLUMNS =
            "sequence, happened_at, action, outcome, reason, actor_id, actor, subject_id, subject, address, door";

    /** Word for word the condition of the index {@code audit_signed_in}. */
    private static final String SIGNED_IN = "outcome = 'SUCCEEDED' AND action IN ('SIGN_IN', 'ENROL')";

    /** Word for word the condition of the index {@code audit_door}. */
    private static final String COMING_IN = "action IN ('SIGN_IN', 'ENROL', 'STEP_UP', 'ACCESS')";

    private static final Paging PAGING = new Paging("audit", Long.toString(Long.MAX_VALUE));

    private final ReadPool reads;

    AuditTable(ReadPool reads, Changes changes) {
        this.reads = reads;
        changes.on(Change.Append.class, (transaction, change) -> append(transaction, change.event()));
    }

    private static boolean append(Transaction transaction, AuditEvent event) throws SQLException {
        String searched = String.join("\n", event.actor(), event.subject(), event.address(), event.door(), event.action().name(),
                event.outcome().name(), event.reason());
        return transaction.statements().update("INSERT INTO audit (" + COLUMNS + ", visitor, folded) VALUES (" + Statements.marks(13)
                + ")", transaction.nextSequence(), event.at(), event.action(), event.outcome(), event.reason(), event.actorId(),
                event.actor(), event.subjectId(), event.subject(), event.address(), event.door(), event.action().ofVisitor(),
                Folding.fold(searched)) == 1;
    }

    @Override
    public Page<AuditEvent> search(AuditQuery query) throws StoreException {
        int most = Paging.checked(query.limit());
        long before = PAGING.number(PAGING.after(query.cursor()).get(0));
        Filter filter = new Filter(query);
        return reads.read(statements -> {
            List<AuditEvent> found = statements.list("audit", AuditTable::event, "SELECT " + COLUMNS + " FROM audit WHERE "
                    + filter.condition + "sequence < ? ORDER BY sequence DESC LIMIT ?", filter.with(before, most + 1));
            // A first page that is not full has them all: rare words would else be looked for twice.
            Count total = query.cursor().isEmpty() && found.size() <= most
                    ? Count.exactly(found.size())
                    : Paging.count(statements, "SELECT 1 FROM audit WHERE " + filter.condition + "1 = 1", filter.with());
            return PAGING.page(found, most, last -> List.of(last.sequence()), total);
        });
    }

    @Override
    public Optional<AuditEvent> lastSignIn(PrincipalId user) throws StoreException {
        return reads.read(statements -> statements.first("audit", AuditTable::event, "SELECT " + COLUMNS
                + " FROM audit WHERE actor_id = ? AND " + SIGNED_IN + " ORDER BY sequence DESC LIMIT 1", user));
    }

    @Override
    public List<AuditEvent> lastSignIns(Set<PrincipalId> users) throws StoreException {
        if (users.isEmpty()) {
            return List.of();
        }
        Several several = Several.of(users);
        return reads.read(statements -> statements.list("audit", AuditTable::event, "SELECT " + COLUMNS
                + " FROM audit WHERE sequence IN (SELECT max(sequence) FROM audit WHERE actor_id" + several.in() + " AND " + SIGNED_IN
                + " GROUP BY actor_id) ORDER BY sequence DESC", several.values()));
    }

    @Override
    public Optional<AuditEvent> latest(String door, AuditEvent.Outcome outcome) throws StoreException {
        return reads.read(statements -> statements.first("audit", AuditTable::event, "SELECT " + COLUMNS
                + " FROM audit WHERE door = ? AND outcome = ? AND " + COMING_IN + " ORDER BY sequence DESC LIMIT 1", door, outcome));
    }

    private static AuditEvent event(Row row) throws SQLException {
        return new AuditEvent(row.number(), row.instant(), row.choice(AuditEvent.Action.class), row.choice(AuditEvent.Outcome.class),
                row.text(), row.optionalPrincipal(), row.text(), row.optionalPrincipal(), row.text(), row.text(), row.text());
    }

    /** What a query asks for, as a condition that ends where another can follow. */
    private static final class Filter {

        private final String condition;
        private final List<Object> values = new ArrayList<>();

        private Filter(AuditQuery query) {
            StringBuilder conditions = new StringBuilder();
            if (!query.text().isEmpty()) {
                conditions.append("folded LIKE ? ESCAPE '!' AND ");
                values.add(Folding.part(query.text()));
            }
            query.visitorsOnly().ifPresent(visitors -> {
                conditions.append("visitor = ? AND ");
                values.add(visitors);
            });
            query.about().ifPresent(about -> {
                // Two look-ups by index; one OR would read the whole log backwards.
                conditions.append("sequence IN (SELECT sequence FROM audit WHERE actor_id = ?"
                        + " UNION SELECT sequence FROM audit WHERE subject_id = ?) AND ");
                values.add(about);
                values.add(about);
            });
            condition = conditions.toString();
        }

        private Object[] with(Object... more) {
            List<Object> all = new ArrayList<>(values);
            all.addAll(List.of(more));
            return all.toArray();
        }
    }
}
