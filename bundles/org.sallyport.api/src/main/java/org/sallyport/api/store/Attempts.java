package org.sallyport.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** What throttling remembers. */
@ConsumerType
public interface Attempts {

    Optional<AttemptRecord> find(String factor, String subject) throws StoreException;

    /** Those of several subjects that exist, for a page of a list; {@code subjects} has at most 1000. */
    List<AttemptRecord> find(String factor, Set<String> subjects) throws StoreException;

    /** When {@code subject} last succeeded from {@code address}; empty when never, or too long ago to be remembered. */
    Optional<Instant> knownAddress(String subject, String address) throws StoreException;
}
