package org.sallyport.core.throttle;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.api.store.AttemptRecord;

/** A place to try, or how long there is none. */
public sealed interface Permission {

    /** Not now. */
    record Wait(Instant until) implements Permission {
    }

    /** Not until an administrator unlocks. */
    record Closed() implements Permission {
    }

    /**
     * Go ahead; the attempt is counted as a failure already.
     *
     * @param before the record as it was; empty when there was none
     */
    record Slot(String factor, String subject, String address, Optional<AttemptRecord> before) implements Permission {

        /** Whether somebody tries a password from an address that has never been right with this login. */
        boolean stranger() {
            return factor.equals(AttemptRecord.PASSWORD) && subject.endsWith(Throttle.STRANGERS);
        }
    }
}
