package org.sallyport.testkit.store;

import org.sallyport.api.store.Store;

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
