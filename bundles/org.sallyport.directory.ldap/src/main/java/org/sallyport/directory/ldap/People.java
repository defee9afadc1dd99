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
 * {@link Register} says who comes when, and the server is asked for those on the page. Whoever types while a register is still
 * being read gets a page of those whom the server named first; the pages behind it bring everybody else in order.
 */
final class People {

    /** Lists up to this length come from the server. Below the limit of 500 that OpenLDAP has of its own. */
    static final int FEW = 400;

    private static final Comparator<byte[]> BY_KEY = Arrays::compareUnsigned;
    /** Shorter words are not in the indices of most servers. */
    private static final int INDEXED = 4;
    /** A server that takes longer to find somebody is helped. */
    private static final Duration SLOW = Duration.ofMillis(60);
    /** Somebody who types waits so long for a register. */
    private static final Duration PATIENCE = Duration.ofMillis(80);
    /** Longer pages are not for somebody who types. */
    private static final int GLANCE = 50;

    /**
     * A piece of a list behind the cursor, somewhat longer than the page.
     *
     * @param ordered false when somebody may be missing who comes before the last of them
     */
    private record Piece(List<Principal> items, boolean more, Count total, boolean ordered) {
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
        Bookmark start = Bookmark.of(cursor);
        List<Principal> items = new ArrayList<>();
        boolean more = false;
        Count total = Count.exactly(0);
        boolean ordered = true;
        for (Kind kind : kinds) {
            Piece piece = search(words, kind, start, limit);
            items.addAll(piece.items());
            more |= piece.more();
            total = sum(total, piece.total());
            ordered &= piece.ordered();
        }
        return page(new Piece(items, more, total, ordered), start, limit);
    }

    private Piece search(List<String> words, Kind kind, Bookmark start, int limit) throws DirectoryException {
        boolean indexed = words.stream().anyMatch(word -> word.length() >= INDEXED);
        Optional<Register> ready = indexed ? Optional.empty() : registers.ready(kind);
        if (ready.isPresent()) {
            BitSet places = ready.get().matching(words);
            // Who came to the directory since is looked for where nobody else is found; not at each letter that is typed.
            if (!places.isEmpty() || registers.fresh(ready.get())) {
                return piece(kind, ready.get(), places, start, limit);
            }
        }
        long begun = System.nanoTime();
        Searches.Found found = searches.some(entries.base(kind), filter(kind, words), FEW, entries.attributes(kind));
        if (found.complete()) {
            if (System.nanoTime() - begun > SLOW.toNanos()) {
                registers.prepare(kind);
            }
            return piece(principals(kind, found.entries(), words), start, limit, true);
        }
        Register register;
        try {
            boolean typing = start.first() && limit <= GLANCE;
            Optional<Register> soon = typing ? registers.soon(kind, PATIENCE) : registers.ready(kind);
            if (soon.isEmpty() && typing) {
                Piece glance = piece(principals(kind, found.entries(), words), start, limit, false);
                if (!glance.items().isEmpty()) {
                    return new Piece(glance.items(), true, glance.total(), false);
                }
            }
            register = soon.isPresent() ? soon.get() : registers.get(kind);
        } catch (Registers.TooManyException e) {
            // It answers, but does not list everybody: the ones it gave, and that there are more, is the truth.
            return piece(principals(kind, found.entries(), words), start, limit, false);
        }
        return piece(kind, register, register.matching(words), start, limit);
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

    private static Piece piece(List<Principal> all, Bookmark start, int limit, boolean complete) {
        List<Principal> behind = all.stream().filter(one -> start.awaits(Words.key(one)))
                .sorted(Comparator.comparing(Words::key, BY_KEY)).limit(limit + 1L).toList();
        return new Piece(behind, behind.size() > limit, complete ? Count.exactly(all.size()) : Count.atLeast(all.size()), true);
    }

    /** The places on the page, as they are now: who is gone or has another name since is left out until the next register. */
    private Piece piece(Kind kind, Register register, BitSet places, Bookmark start, int limit) throws DirectoryException {
        List<Principal> items = new ArrayList<>();
        int place = places.nextSetBit(start.after().length == 0 ? 0 : register.after(start.after()));
        while (place >= 0 && items.size() <= limit) {
            List<String> ids = new ArrayList<>();
            Set<ByteBuffer> keys = new HashSet<>();
            for (; place >= 0 && ids.size() <= limit - items.size(); place = places.nextSetBit(place + 1)) {
                byte[] key = register.key(place);
                if (start.awaits(key)) {
                    ids.add(register.id(place));
                    keys.add(ByteBuffer.wrap(key));
                }
            }
            resolve(kind, ids).stream().filter(one -> keys.contains(ByteBuffer.wrap(Words.key(one)))).forEach(items::add);
        }
        return new Piece(items, place >= 0, registers.current(register) ? Count.exactly(places.cardinality()) : Count.unknown(), true);
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
        Bookmark start = Bookmark.of(cursor);
        if (crowd.isFew()) {
            return page(piece(resolve(crowd), start, limit, true), start, limit);
        }
        Register register = registers.get(Kind.USER);
        return page(piece(Kind.USER, register, register.in(crowd), start, limit), start, limit);
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

    private static Page<Principal> page(Piece piece, Bookmark start, int limit) {
        List<Principal> sorted = piece.items().stream().sorted(Comparator.comparing(Words::key, BY_KEY)).toList();
        List<Principal> page = sorted.subList(0, Math.min(limit, sorted.size()));
        boolean next = (piece.more() || sorted.size() > limit) && !page.isEmpty();
        Optional<Bookmark> rest = !next ? Optional.empty()
                : Optional.of(piece.ordered() ? start.behind(page.get(page.size() - 1)) : Bookmark.without(page));
        return new Page<>(page, rest.map(Bookmark::cursor), piece.total());
    }

    private static Count sum(Count one, Count other) {
        if (one.certainty() == Count.Certainty.UNKNOWN || other.certainty() == Count.Certainty.UNKNOWN) {
            return Count.unknown();
        }
        boolean exact = one.certainty() == Count.Certainty.EXACT && other.certainty() == Count.Certainty.EXACT;
        return exact ? Count.exactly(one.value() + other.value()) : Count.atLeast(one.value() + other.value());
    }
}
