package org.sallyport.core.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.Found;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/**
 * All realms as one list to search. It is asked at every keystroke, so a realm that is known to be away is not asked again, but
 * named; {@link Pulse} finds it back.
 */
public final class Picker {

    /** A place in the list: the cursor within one realm; empty for its beginning. */
    private record Standing(int realm, Optional<String> within) {
    }

    private final Realms realms;
    private final Pulse pulse;

    public Picker(Realms realms, Pulse pulse) {
        this.realms = realms;
        this.pulse = pulse;
    }

    /** The cursor remembers which realm it stands in. */
    public Found<Principal> search(String text, Set<PrincipalId.Kind> kinds, Optional<String> cursor, int limit) {
        Standing start = cursor.map(this::standing).orElse(new Standing(0, Optional.empty()));
        List<Principal> found = new ArrayList<>();
        Set<String> away = new LinkedHashSet<>();
        Count total = Count.exactly(0);
        Optional<String> next = Optional.empty();
        for (int at = 0; at < realms.names().size(); at++) {
            String realm = realms.names().get(at);
            boolean due = at >= start.realm() && next.isEmpty();
            boolean shown = due && found.size() < limit;
            Optional<String> from = at == start.realm() ? start.within() : Optional.empty();
            // A realm that adds nothing to this page is asked how many there are.
            int room = shown ? limit - found.size() : 1;
            if (pulse.trouble(realm).isPresent()) {
                away.add(realm);
                continue;
            }
            try {
                Page<Principal> page = realms.ask(realm, directory -> directory.search(text, kinds, from, room));
                total = sum(total, page.total());
                if (shown) {
                    int here = at;
                    found.addAll(page.items());
                    next = page.next().map(rest -> here + ":" + rest);
                } else if (due && !page.items().isEmpty()) {
                    next = Optional.of(at + ":");
                }
            } catch (UnavailableException e) {
                away.add(realm);
                pulse.doubt(realm);
            }
        }
        return new Found<>(new Page<>(found, next, away.isEmpty() ? total : Realms.atLeast(total)), List.copyOf(away));
    }

    private Standing standing(String cursor) {
        String[] parts = cursor.split(":", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,3}") || Integer.parseInt(parts[0]) >= realms.names().size()) {
            throw new IllegalArgumentException("cursor: not one of this list");
        }
        return new Standing(Integer.parseInt(parts[0]), Optional.of(parts[1]).filter(rest -> !rest.isEmpty()));
    }

    private static Count sum(Count a, Count b) {
        if (a.certainty() == Count.Certainty.UNKNOWN || b.certainty() == Count.Certainty.UNKNOWN) {
            return Count.unknown();
        }
        boolean exact = a.certainty() == Count.Certainty.EXACT && b.certainty() == Count.Certainty.EXACT;
        return exact ? Count.exactly(a.value() + b.value()) : Count.atLeast(a.value() + b.value());
    }
}
