package org.sallyport.core.access;

import java.util.List;
import java.util.Optional;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.PassRecord;
import org.sallyport.core.store.Memory;

/** What is good for one use: of all who try at once, one gets it. */
final class SingleUse {

    private SingleUse() {
    }

    /** Takes it out of the world; empty when it was not there, or somebody else was faster. */
    static Optional<PassRecord> of(Memory memory, String hash) {
        Optional<PassRecord> found = memory.read(store -> store.passes().find(hash));
        try {
            if (found.isPresent()) {
                memory.commit(List.of(new Change.UsePass(hash)));
            }
            return found;
        } catch (ConflictException e) {
            return Optional.empty();
        }
    }
}
