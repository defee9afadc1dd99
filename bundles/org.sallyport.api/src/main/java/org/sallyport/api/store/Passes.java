package org.sallyport.api.store;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Tickets, codes and child sessions. */
@ConsumerType
public interface Passes {

    /** Also one that has expired, as long as it was not purged: the caller compares the times. */
    Optional<PassRecord> find(String hash) throws StoreException;
}
