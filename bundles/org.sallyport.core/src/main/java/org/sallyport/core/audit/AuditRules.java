package org.sallyport.core.audit;

import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.paging.Page;
import org.sallyport.core.store.Memory;

/** The log, for reading. */
public final class AuditRules implements AuditTrail {

    private final Memory memory;

    public AuditRules(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Page<AuditEvent> search(AuditQuery query) {
        return memory.read(store -> store.audit().search(query));
    }
}
