package org.sallyport.api.store;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;

/** The two-factor switch and the list of whom it applies to. */
@ConsumerType
public interface PolicyRecords {

    /** Asked at every request: cheap. */
    PolicyState state() throws StoreException;

    /** All who are on the list, read together with the revision they belong to. */
    Snapshot snapshot() throws StoreException;

    /**
     * The list, groups before users, by name.
     *
     * @param text part of the name, whatever the case; empty for all
     * @param cursor of the page before, or empty for the first
     * @param limit 1–1000
     */
    Page<ListEntry> list(String text, Optional<String> cursor, int limit) throws StoreException;

    /** A consistent reading of the policy. */
    record Snapshot(PolicyState state, Set<PrincipalId> listed) {

        public Snapshot {
            listed = Set.copyOf(listed);
        }
    }
}
