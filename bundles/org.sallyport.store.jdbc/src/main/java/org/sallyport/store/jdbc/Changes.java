package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;

/** Which table writes which change. */
final class Changes {

    private final Map<Class<? extends Change>, Write<? super Change>> writes = new HashMap<>();

    /** Writes one kind of change. */
    interface Write<C extends Change> {

        /** @return false when the change's guard did not hold */
        boolean write(Transaction transaction, C change) throws SQLException;
    }

    <C extends Change> void on(Class<C> type, Write<C> write) {
        writes.put(type, (transaction, change) -> write.write(transaction, type.cast(change)));
    }

    CommitQueue.Batch batch(List<Change> changes) {
        return new CommitQueue.Batch() {

            @Override
            public int revisions() {
                return changes.size();
            }

            @Override
            public void apply(Transaction transaction) throws SQLException, ConflictException {
                for (Change change : changes) {
                    if (!writes.get(change.getClass()).write(transaction, change)) {
                        throw new ConflictException(change);
                    }
                }
            }
        };
    }
}
