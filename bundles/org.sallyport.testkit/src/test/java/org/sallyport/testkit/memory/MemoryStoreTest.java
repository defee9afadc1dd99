package org.sallyport.testkit.memory;

import org.sallyport.api.store.Store;
import org.sallyport.testkit.store.StoreContract;

class MemoryStoreTest extends StoreContract {

    @Override
    protected Store open() {
        return new MemoryStore();
    }

    @Override
    protected void close(Store store) {
        // Nothing is held.
    }

    @Override
    protected boolean durable() {
        return false;
    }
}
