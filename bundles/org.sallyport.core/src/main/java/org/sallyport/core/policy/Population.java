package org.sallyport.core.policy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;

/** How many people the list protects. Counted one by one up to a bound, because people are in several groups at once. */
public final class Population {

    /** Beyond it a page says "more than". */
    private static final int MOST_COUNTED = 20_000;
    private static final int PAGE = 1000;

    private final Memory memory;
    private final Realms realms;
    private final Pulse pulse;

    public Population(Memory memory, Realms realms, Pulse pulse) {
        this.memory = memory;
        this.realms = realms;
        this.pulse = pulse;
    }

    /**
     * People, each once.
     *
     * @param ids of them
     * @param complete false when there are more
     * @param away realms that could not be asked
     */
    public record People(Set<PrincipalId> ids, boolean complete, Set<String> away) {

        public Count count() {
            return count(ids.size());
        }

        public Count count(long some) {
            return !away.isEmpty() ? Realms.atLeast(Count.exactly(some)) : complete ? Count.exactly(some) : Count.atLeast(some);
        }
    }

    /** Whom the list means now; entries nobody knows any more count for nobody. */
    public People listed() {
        Set<PrincipalId> people = new HashSet<>();
        Set<String> away = new TreeSet<>();
        boolean complete = true;
        for (PrincipalId entry : memory.read(store -> store.policy().snapshot()).listed()) {
            String realm = entry.realm();
            if (!complete || away.contains(realm) || !realms.configured(realm)) {
                continue;
            }
            if (pulse.trouble(realm).isPresent()) {
                away.add(realm);
                continue;
            }
            try {
                if (entry.isUser()) {
                    realms.find(entry).map(Principal::id).ifPresent(people::add);
                } else {
                    complete = collect(entry, people);
                }
            } catch (UnavailableException e) {
                away.add(realm);
            }
        }
        return new People(people, complete, away);
    }

    People of(PrincipalId group) {
        Set<PrincipalId> people = new HashSet<>();
        return new People(people, collect(group, people), Set.of());
    }

    private boolean collect(PrincipalId group, Set<PrincipalId> into) {
        Optional<String> cursor = Optional.empty();
        do {
            Optional<String> from = cursor;
            Page<Principal> page = realms.ask(group.realm(), directory -> directory.members(group, from, PAGE));
            page.items().forEach(user -> into.add(user.id()));
            cursor = page.next();
            if (into.size() >= MOST_COUNTED && cursor.isPresent()) {
                return false;
            }
        } while (cursor.isPresent());
        return true;
    }

    /** Open sessions of these people that have the password alone. */
    public long oneFactorSessions(Set<PrincipalId> people) {
        long found = 0;
        Optional<String> cursor = Optional.empty();
        do {
            Optional<String> from = cursor;
            Page<SessionRecord> page = memory.read(store -> store.sessions().all(from, PAGE));
            found += page.items().stream()
                    .filter(session -> people.contains(session.user()) && !session.factors().containsKey(Session.TOTP)).count();
            cursor = page.next();
        } while (cursor.isPresent());
        return found;
    }
}
