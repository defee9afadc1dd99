package org.sallyport.console;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.administration.Standing;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/** The people of the tests. */
final class Town {

    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final Principal ADA = user("1", "ada", "Ada Lovelace");
    static final Principal GRACE = user("2", "grace", "Grace Hopper");
    static final Principal EVIL = user("3", "mallory", "<b>Mallory</b>");
    static final Principal NIGHT = group("9", "night-shift", "Night shift");

    static final Standing FRESH = new Standing(Optional.of(false), Optional.empty(), 0, 0, Optional.empty(), false, Optional.empty());
    static final Standing ENROLLED = new Standing(Optional.of(true), Optional.of(NOW), 0, 0, Optional.empty(), false, Optional.of(NOW));
    static final Standing LOCKED = new Standing(Optional.of(true), Optional.of(NOW), 100, 2, Optional.of(NOW.plusSeconds(60)), true,
            Optional.empty());

    final Map<PrincipalId, Principal> all = new LinkedHashMap<>();
    /** Entries on one page, whatever is asked for; so that few people make many pages. */
    int pageSize = 50;
    boolean away;

    Town() {
        List.of(ADA, GRACE, EVIL, NIGHT).forEach(principal -> all.put(principal.id(), principal));
    }

    static Principal user(String id, String name, String displayName) {
        return new Principal(PrincipalId.user("local", id), name, displayName, false);
    }

    static Principal group(String id, String name, String displayName) {
        return new Principal(PrincipalId.group("local", id), name, displayName, false);
    }

    static String id(Principal principal) {
        return principal.id().toString();
    }

    Optional<Principal> find(PrincipalId id) {
        if (away) {
            throw new UnavailableException("the town is away");
        }
        return Optional.ofNullable(all.get(id));
    }

    Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor) {
        return page(all.values().stream().filter(one -> kinds.contains(one.id().kind()))
                .filter(one -> one.name().contains(text) || one.displayName().toLowerCase(Locale.ROOT).contains(text)).toList(), cursor);
    }

    <T> Page<T> page(List<T> found, Optional<String> cursor) {
        int from = cursor.map(Integer::parseInt).orElse(0);
        int to = Math.min(found.size(), from + pageSize);
        return new Page<>(found.subList(from, to), to < found.size() ? Optional.of("" + to) : Optional.empty(),
                Count.exactly(found.size()));
    }
}
