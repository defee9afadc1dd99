package org.sallyport.itests.server;

import java.time.Duration;

/**
 * How long tests wait for what comes in time on any machine. It ends what hangs and nothing else: none may fail because a machine
 * is slow or busy, so nothing is asserted to be quick, and what should cost little is asserted by what it does, not by how long it takes.
 */
public final class Patience {

    public static final Duration LIMIT = Duration.ofMinutes(2);

    private Patience() { }
}
