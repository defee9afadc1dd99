package org.sallyport.api.store;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;

/** Open sessions. */
@ConsumerType
public interface SessionRecords {

    /** Also one that has expired, as long as it was not purged: the caller compares the times. */
    Optional<SessionRecord> find(String tokenHash) throws StoreException;

    /** All of a user's, newest first. */
    List<SessionRecord> of(PrincipalId user) throws StoreException;

    /**
     * All, in no order that matters.
     *
     * @param cursor of the page before, or empty for the first
     * @param limit 1–1000
     */
    Page<SessionRecord> all(Optional<String> cursor, int limit) throws StoreException;
}
