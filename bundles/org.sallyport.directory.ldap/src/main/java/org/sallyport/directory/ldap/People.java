package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * Lists in the order of names, page by page. The server is asked; where it has more than a few, or is slow to find them, the
 * {@link Register} says who comes when, and the server is asked for those on the page.
 */
final class People {

    /** Lists up to this length come from the server. Below the limit of 500 that OpenLDAP has of its own. */
    static final int FEW = 400;

    private static final Comparator<byte[]> BY_KEY = Arrays::compareUnsigned;
    /** Shorter words are not in the indices of most servers. */
    private static final int INDEXED = 4;
    /** A server that takes longer to find somebody is helped. */
    private static final Duration SLOW = Duration.ofMillis(60);

    /** A piece of a list behind the cursor, somewhat longer than the page. */
    private record Piece(List<Principal> items, boolean more, Count total) {
    }

    private final LdapSettings settings;
    private final Entries entries;
    private final Searches searches;
    private final Registers registers;

    People(LdapSettings settings, Entries entries, Searches searches, Registers registers) {
        this.settings = settings;
        this.entries = entries;
        this.searches = searches;
        this.registers = registers;
    }

    Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        List<String> words = Words.of(text);
        if (words.isEmpty() && !text.isBlank()) {
            return Page.empty();
        }
        byte[] after = cursor.map(People::key).orElse(new byte[0]);
        List<Principal> items = new ArrayList<>();
        boolean more = false;
        Count total = Count.exactly(0);
        for (Kind kind : kinds) {
            Piece piece = search(words, kind, after, limit);
            items.addAll(piece.items());
            more |= piece.more();
            total = sum(total, piece.total());
        }
        return page(items, more, limit, total);
    }

    private Piece search(List<String> words, Kind kind, byte[] after, int limit) throws DirectoryException {
        boolean indexed = words.stream().anyMatch(word -> word.length() >= INDEXED);
        Optional<Register> ready = indexed ? Optional.empty() : registers.ready(kind);
        if (ready.isPresent()) {
            BitSet places = ready.get().matching(words);
            // Who came to the directory since is looked for where nobody else is found; not at each letter that is typed.
            if (!places.isEmpty() || registers.fresh(ready.get())) {
                return piece(kind, ready.get(), places, after, limit);
            }
        }
        long begun = System.nanoTime();
        Searches.Found found = searches.some(entries.base(kind), filter(kind, words), FEW, entries.attributes(kind));
        if (found.complete()) {
            if (System.nanoTime() - begun > SLOW.toNanos()) {
                registers.prepare(kind);
            }
            return piece(principals(kind, found.entries(), words), after, limit, true);
        }
        Register register;
        try {
            Optional<Register> old = registers.ready(kind);
            register = old.isPresent() ? old.get() : registers.get(kind);
        } catch (Registers.TooManyException e) {
            // It answers, but does not list everybody: the ones it gave, and that there are more, is the truth.
            return piece(principals(kind, found.entries(), words), after, limit, false);
        }
        return piece(kind, register, register.matching(words), after, limit);
    }

    /** More than is meant: any part of a word, by the server's own rules of what is the same. */
    private Filter filter(Kind kind, List<String> words) {
        List<Filter> all = new ArrayList<>(List.of(entries.all(kind)));
        for (String word : words) {
            List<Filter> any = new ArrayList<>();
            any.add(Filter.createSubstringFilter(entries.nameAttribute(kind), null, new String[] {word}, null));
            settings.displayAttributes().stream().filter(attribute -> !attribute.equalsIgnoreCase(entries.nameAttribute(kind)))
                    .forEach(attribute -> any.add(Filter.createSubstringFilter(attribute, null, new String[] {word}, null)));
            all.add(Entries.any(any));
        }
        return Filter.createANDFilter(all);
    }

    private List<Principal> principals(Kind kind, List<SearchResultEntry> found, List<String> words) throws DirectoryException {
        List<Principal> principals = new ArrayList<>();
        for (SearchResultEntry entry : found) {
            Principal principal = entries.principal(kind, entry);
            if (Words.match(Words.line(principal.name(), principal.displayName()), words)) {
                principals.add(principal);
            }
        }
        return principals;
    }

    private static Piece piece(List<Principal> all, byte[] after, int limit, boolean complete) {
        List<Principal> behind = all.stream().filter(one -> Arrays.compareUnsigned(Words.key(one), after) > 0)
                .sorted(Comparator.comparing(Words::key, BY_KEY)).limit(limit + 1L).toList();
        return new Piece(behind, behind.size() > limit, complete ? Count.exactly(all.size()) : Count.atLeast(all.size()));
    }

    /** The places on the page, as they are now: who is gone or has another name since is left out until the next register. */
    private Piece piece(Kind kind, Register register, BitSet places, byte[] after, int limit) throws DirectoryException {
        List<Principal> items = new ArrayList<>();
        int place = places.nextSetBit(after.length == 0 ? 0 : register.after(after));
        while (place >= 0 && items.size() <= limit) {
            List<String> ids = new ArrayList<>();
            Set<ByteBuffer> keys = new HashSet<>();
            for (; place >= 0 && ids.size() <= limit - items.size(); place = places.nextSetBit(place + 1)) {
                ids.add(register.id(place));
                keys.add(ByteBuffer.wrap(register.key(place)));
            }
            resolve(kind, ids).stream().filter(one -> keys.contains(ByteBuffer.wrap(Words.key(one)))).forEach(items::add);
        }
        return new Piece(items, place >= 0, registers.current(register) ? Count.exactly(places.cardinality()) : Count.unknown());
    }

    private List<Principal> resolve(Kind kind, List<String> ids) throws DirectoryException {
        List<Principal> found = new ArrayList<>();
        for (List<String> batch : GroupsAbove.batches(ids)) {
            List<Filter> any = batch.stream().map(entries::withId).flatMap(Optional::stream).toList();
            if (!any.isEmpty()) {
                for (SearchResultEntry entry : searches.all(entries.base(kind), Entries.both(entries.all(kind), Entries.any(any)), entries.attributes(kind))) {
                    found.add(entries.principal(kind, entry));
                }
            }
        }
        return found;
    }

    /** People of a crowd, each once. */
    Page<Principal> page(Crowd crowd, Optional<String> cursor, int limit) throws DirectoryException {
        byte[] after = cursor.map(People::key).orElse(new byte[0]);
        Piece piece;
        if (crowd.isFew()) {
            piece = piece(resolve(crowd), after, limit, true);
        } else {
            Register register = registers.get(Kind.USER);
            piece = piece(Kind.USER, register, register.in(crowd), after, limit);
        }
        return page(piece.items(), piece.more(), limit, piece.total());
    }

    Count count(Crowd crowd) throws DirectoryException {
        return Count.exactly(crowd.isEmpty() ? 0 : crowd.isFew() ? resolve(crowd).size() : registers.get(Kind.USER).in(crowd).cardinality());
    }

    /** Asks for many by the first part of their DNs at once, and takes those that are meant. */
    private List<Principal> resolve(Crowd crowd) throws DirectoryException {
        List<Filter> sought = new ArrayList<>();
        for (String dn : crowd.dns()) {
            sought.add(byRdn(dn));
        }
        crowd.names().forEach(name -> sought.add(Filter.createEqualityFilter(settings.nameAttribute(), name)));
        Map<PrincipalId, Principal> found = new HashMap<>();
        for (List<Filter> batch : GroupsAbove.batches(sought)) {
            for (SearchResultEntry entry : searches.all(settings.usersBase(), Entries.both(entries.all(Kind.USER), Entries.any(batch)),
                    entries.attributes(Kind.USER))) {
                Principal user = entries.principal(Kind.USER, entry);
                if (crowd.has(entry, user.name())) {
                    found.put(user.id(), user);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static Filter byRdn(String dn) throws DirectoryException {
        try {
            RDN rdn = new DN(dn).getRDN();
            return Filter.createEqualityFilter(rdn.getAttributeNames()[0], rdn.getByteArrayAttributeValues()[0]);
        } catch (LDAPException e) {
            throw new DirectoryException("'" + dn + "' is no DN", e);
        }
    }

    /** @param more whether there is more behind the items, which may be longer than the page themselves */
    private static Page<Principal> page(List<Principal> items, boolean more, int limit, Count total) {
        List<Principal> sorted = items.stream().sorted(Comparator.comparing(Words::key, BY_KEY)).toList();
        List<Principal> page = sorted.subList(0, Math.min(limit, sorted.size()));
        boolean next = (more || sorted.size() > limit) && !page.isEmpty();
        return new Page<>(page, next ? Optional.of(cursor(page.get(page.size() - 1))) : Optional.empty(), total);
    }

    private static Count sum(Count one, Count other) {
        if (one.certainty() == Count.Certainty.UNKNOWN || other.certainty() == Count.Certainty.UNKNOWN) {
            return Count.unknown();
        }
        boolean exact = one.certainty() == Count.Certainty.EXACT && other.certainty() == Count.Certainty.EXACT;
        return exact ? Count.exactly(one.value() + other.value()) : Count.atLeast(one.value() + other.value());
    }

    private static String cursor(Principal last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Words.key(last));
    }

    private static byte[] key(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor: not one of this list", e);
        }
    }
}
