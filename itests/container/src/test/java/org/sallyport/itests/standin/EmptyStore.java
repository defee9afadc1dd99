package org.sallyport.itests.standin;

import org.osgi.framework.BundleContext;
import org.sallyport.api.store.Store;
import org.sallyport.testkit.memory.MemoryStore;

/** A store that works and knows nobody. */
public final class EmptyStore extends Provider {

    @Override
    public void start(BundleContext context) {
        offer(context, Store.class, Store.NAME, new MemoryStore());
    }
}
