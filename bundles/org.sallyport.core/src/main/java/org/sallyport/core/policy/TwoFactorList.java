package org.sallyport.core.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.Listed.Presence;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.ListEntry;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;

/** The list of whom two-factor applies to, with what the directories say of each entry today. */
public final class TwoFactorList {

    private static final int PAGE = 1000;

    private final Memory memory;
    private final Realms realms;
    private final Pulse pulse;
    private final Population population;
    private final Standings standings;

    public TwoFactorList(Memory memory, Realms realms, Pulse pulse, Population population, Standings standings) {
        this.memory = memory;
        this.realms = realms;
        this.pulse = pulse;
        this.population = population;
        this.standings = standings;
    }

    public static ListEntry entry(Principal principal, Events events) {
        return new ListEntry(principal.id(), principal.name(), events.now());
    }

    public Page<Listed> page(String text, Optional<String> cursor, int limit) {
        return memory.read(store -> store.policy().list(text, cursor, limit)).map(new Glance()::listed);
    }

    /** One look at a page: a realm that is away is asked once at most, not once an entry. */
    private final class Glance {

        private final Set<String> away = new HashSet<>();

        Listed listed(ListEntry entry) {
            String realm = entry.id().realm();
            if (away.contains(realm) || pulse.trouble(realm).isPresent()) {
                away.add(realm);
                return absent(entry, Presence.DIRECTORY_AWAY);
            }
            try {
                return realms.find(entry.id()).map(TwoFactorList.this::present).orElseGet(() -> absent(entry, Presence.GONE));
            } catch (UnavailableException e) {
                away.add(realm);
                return absent(entry, Presence.DIRECTORY_AWAY);
            }
        }
    }

    private Listed present(Principal principal) {
        if (principal.id().isUser()) {
            return new Listed(principal, Presence.PRESENT, Count.exactly(1), Count.exactly(0),
                    Optional.of(standings.of(List.of(principal)).get(principal.id())));
        }
        Population.People people = population.of(principal.id());
        return new Listed(principal, Presence.PRESENT, people.count(), people.count(standings.countEnrolled(people.ids())),
                Optional.empty());
    }

    private static Listed absent(ListEntry entry, Presence presence) {
        return new Listed(new Principal(entry.id(), entry.name(), entry.name(), false), presence,
                entry.id().isUser() ? Count.exactly(1) : Count.unknown(), Count.unknown(), Optional.empty());
    }

    /** Of these, the ones on the list, with the names they have there. */
    public Map<PrincipalId, String> names(Set<PrincipalId> ids) {
        Map<PrincipalId, String> names = new LinkedHashMap<>();
        Optional<String> cursor = Optional.empty();
        do {
            Optional<String> from = cursor;
            Page<ListEntry> page = memory.read(store -> store.policy().list("", from, PAGE));
            List<ListEntry> wanted = new ArrayList<>(page.items());
            wanted.removeIf(entry -> !ids.contains(entry.id()));
            wanted.forEach(entry -> names.put(entry.id(), entry.name()));
            cursor = page.next();
        } while (cursor.isPresent() && names.size() < ids.size());
        return names;
    }
}
