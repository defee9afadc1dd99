package org.sallyport.api.audit;

import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/** Reads what happened. Writing is no face's business: what does a thing writes its event in the same batch. Thread-safe. */
@ProviderType
public interface AuditTrail {

    /**
     * Events that match, newest first.
     *
     * @throws UnavailableException when the store cannot be read
     */
    Page<AuditEvent> search(AuditQuery query);
}
