package org.sallyport.api.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;

/** What happened; only ever appended to, with {@link Change.Append}. */
@ConsumerType
public interface AuditRecords {

    /** Newest first. */
    Page<AuditEvent> search(AuditQuery query) throws StoreException;

    /** The latest {@code SIGN_IN} or {@code ENROL} of a user that succeeded. */
    Optional<AuditEvent> lastSignIn(PrincipalId user) throws StoreException;

    /** The same for several users, for a page of a list; {@code users} has at most 1000. */
    List<AuditEvent> lastSignIns(Set<PrincipalId> users) throws StoreException;

    /**
     * The latest {@code SIGN_IN}, {@code ENROL}, {@code STEP_UP} or {@code ACCESS} at a door that came out like this. Asked for a
     * page of all doors: cheap, however long the log is.
     */
    Optional<AuditEvent> latest(String door, AuditEvent.Outcome outcome) throws StoreException;
}
