package org.sallyport.api.access;

import java.time.Instant;
import java.util.Set;

/**
 * A host that asks whether somebody may come in; it is known by a key of its own.
 *
 * @param id stable, given by Sallyport; what tickets are bound to
 * @param name of the host, for people
 * @param channels it may ask about
 * @param createdAt when it was made known
 * @param revision as it was read
 */
public record Gate(String id, String name, Set<String> channels, Instant createdAt, long revision) {

    public Gate {
        channels = Set.copyOf(channels);
    }
}
