package org.sallyport.core.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;

/** What a directory said of somebody: believed for ten seconds, or until an account is edited here. */
public final class Facts {

    private static final Duration BELIEVED = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 50_000;

    /** Who asks: each has groups of its own to ask about. */
    public enum Topic { POLICY, AUDIENCE, NAME }

    /**
     * What was said of a principal, and about which groups.
     *
     * @param principal as the directory knows them; empty when it does not
     * @param groups those of the asked ones that they are in
     */
    public record Known(Optional<Principal> principal, Set<PrincipalId> asked, Set<PrincipalId> groups, Object directory, Instant at) {
    }

    private record Key(Topic topic, PrincipalId about) {
    }

    private final Realms realms;
    private final Clock clock;
    private final Map<Key, Known> facts = new ConcurrentHashMap<>();
    private volatile int edition;

    public Facts(Realms realms, Clock clock) {
        this.realms = realms;
        this.clock = clock;
    }

    /** After an account was edited, here and now. */
    public synchronized void forget() {
        edition++;
        facts.clear();
    }

    /** Moves on with every {@link #forget}; what was concluded under another one is to be concluded again. */
    public int edition() {
        return edition;
    }

    /** @param groups groups only */
    public Known of(Topic topic, PrincipalId about, Set<PrincipalId> groups) {
        Object directory = realms.directory(about.realm());
        Instant now = clock.instant();
        Key key = new Key(topic, about);
        Known seen = facts.get(key);
        if (seen == null || seen.directory() != directory || !seen.asked().equals(groups) || now.isBefore(seen.at())
                || seen.at().plus(BELIEVED).isBefore(now)) {
            int before = edition;
            seen = new Known(realms.find(about), Set.copyOf(groups), realms.memberships(about, groups), directory, now);
            keep(key, seen, before);
        }
        return seen;
    }

    private synchronized void keep(Key key, Known known, int before) {
        if (edition == before) {
            if (facts.size() >= MOST_REMEMBERED) {
                facts.clear();
            }
            facts.put(key, known);
        }
    }
}
