package org.example.store.memory;

import org.sallyport.api.store.Store;
import org.sallyport.testkit.store.StoreContract;

/** Every rule of a store, each a test of its own. */
class ForgetfulStoreTest extends StoreContract {

    @Override
    protected Store open() {
        return new ForgetfulStore();
    }

    @Override
    protected void close(Store store) {
        // Nothing is held open.
    }

    /** The one rule it does not keep, and says so. A store for people must not override this. */
    @Override
    protected boolean durable() {
        return false;
    }
}
