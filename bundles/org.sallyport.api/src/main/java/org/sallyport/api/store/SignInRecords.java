package org.sallyport.api.store;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Half-finished sign-ins. */
@ConsumerType
public interface SignInRecords {

    /** Also one that has expired, as long as it was not purged: the caller compares the times. */
    Optional<SignInRecord> find(String idHash) throws StoreException;
}
