package org.sallyport.api.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.signin.Door;

/**
 * How a door stands.
 *
 * @param door which
 * @param asks what it asks of somebody who needs two factors
 * @param lastUsed when somebody last came in through it
 * @param lastRefused when somebody was last refused there
 * @param findings of the last test in this process; empty before the first. A bad one is an open door, or one nobody can use
 */
public record DoorReport(Door door, Asks asks, Optional<Instant> lastUsed, Optional<Instant> lastRefused, List<Finding> findings) {

    /** What a door asks of somebody who needs two factors. */
    public enum Asks {
        /** Both factors. */
        BOTH_FACTORS,
        /** A ticket from the portal; without one it refuses. */
        TICKET,
        /** One factor: a way around the second. Red. */
        ONE_FACTOR,
        /** Nobody can use it now. */
        CLOSED
    }

    public DoorReport {
        findings = List.copyOf(findings);
    }
}
