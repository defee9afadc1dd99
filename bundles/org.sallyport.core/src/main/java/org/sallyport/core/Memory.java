package org.sallyport.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;

/** The store, with its trouble turned into the one exception that closes doors. */
final class Memory {

    /** Something read. */
    interface Reading<T> {
        T from(Store store) throws StoreException;
    }

    private final Providers providers;
    private final List<Consumer<List<Change>>> witnesses = new CopyOnWriteArrayList<>();

    Memory(Providers providers) {
        this.providers = providers;
    }

    /**
     * Tells of what was written here, before whoever wrote it goes on; also of a batch that may have been written. It is for
     * forgetting what is no longer so.
     */
    void onCommit(Consumer<List<Change>> witness) {
        witnesses.add(witness);
    }

    /** The store that is asked now; another object once it was swapped. */
    Store store() {
        return providers.store();
    }

    <T> T read(Reading<T> reading) {
        try {
            return reading.from(providers.store());
        } catch (StoreException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    void commit(List<Change> changes) throws ConflictException {
        try {
            providers.store().commit(changes);
        } catch (StoreException e) {
            throw new UnavailableException(e.getMessage(), e);
        } finally {
            witnesses.forEach(witness -> witness.accept(changes));
        }
    }

    /** For changes none of which has a guard. */
    void commitUnguarded(List<Change> changes) {
        try {
            commit(changes);
        } catch (ConflictException e) {
            throw new UnavailableException("the store refused a change that has no guard: " + e.getMessage(), e);
        }
    }
}
