package org.sallyport.core;

import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.paging.Page;

/** The log, for reading. */
final class AuditRules implements AuditTrail {

    private final Memory memory;

    AuditRules(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Page<AuditEvent> search(AuditQuery query) {
        return memory.read(store -> store.audit().search(query));
    }
}
