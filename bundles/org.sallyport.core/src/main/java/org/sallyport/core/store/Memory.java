package org.sallyport.core.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sallyport.api.health.Condition;
import org.sallyport.api.health.Timing;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;
import org.sallyport.core.provider.Providers;
import org.sallyport.core.provider.Stopwatch;

/** The store, with its trouble turned into the one exception that closes doors. */
public final class Memory {

    /** Something read. */
    public interface Reading<T> {
        T from(Store store) throws StoreException;
    }

    private final Providers providers;
    private final List<Consumer<List<Change>>> witnesses = new CopyOnWriteArrayList<>();
    private final Consumer<List<Change>> bulletin;
    private final Stopwatch reads = new Stopwatch(Condition.STORE, "", "read");
    private final Stopwatch commits = new Stopwatch(Condition.STORE, "", "commit");

    /** @param bulletin is told of what is durable */
    public Memory(Providers providers, Consumer<List<Change>> bulletin) {
        this.providers = providers;
        this.bulletin = bulletin;
    }

    public List<Timing> timings() {
        return Stream.of(reads, commits).flatMap(stopwatch -> stopwatch.timings().stream()).toList();
    }

    /**
     * Tells of what was written here, before whoever wrote it goes on; also of a batch that may have been written. It is for
     * forgetting what is no longer so.
     */
    public void onCommit(Consumer<List<Change>> witness) {
        witnesses.add(witness);
    }

    /** The store that is asked now; another object once it was swapped. */
    public Store store() {
        return providers.store();
    }

    public <T> T read(Reading<T> reading) {
        Store store = providers.store();
        boolean answered = false;
        long began = System.nanoTime();
        try {
            T read = reading.from(store);
            answered = true;
            return read;
        } catch (StoreException e) {
            throw new UnavailableException(e.getMessage(), e);
        } finally {
            reads.stop(began, answered);
        }
    }

    public void commit(List<Change> changes) throws ConflictException {
        Store store = providers.store();
        boolean answered = false;
        long began = System.nanoTime();
        try {
            store.commit(changes);
            answered = true;
        } catch (ConflictException e) {
            // A lost race is an answer.
            answered = true;
            throw e;
        } catch (StoreException e) {
            throw new UnavailableException(e.getMessage(), e);
        } finally {
            commits.stop(began, answered);
            witnesses.forEach(witness -> witness.accept(changes));
        }
        bulletin.accept(changes);
    }

    /** For changes none of which has a guard. */
    public void commitUnguarded(List<Change> changes) {
        try {
            commit(changes);
        } catch (ConflictException e) {
            throw new UnavailableException("the store refused a change that has no guard: " + e.getMessage(), e);
        }
    }
}
