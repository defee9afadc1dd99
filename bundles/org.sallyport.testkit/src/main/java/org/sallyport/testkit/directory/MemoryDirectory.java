package org.sallyport.testkit.directory;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * A directory for tests, in memory and small; passwords lie in it as they are. It keeps every rule of the contract, and is its
 * own fixture. Thread-safe.
 */
public class MemoryDirectory implements Directory, DirectoryFixture {

    private static final Comparator<Principal> BY_NAME = Comparator.comparing(MemoryDirectory::sortKey);

    private final String realm;
    private final Map<PrincipalId, Principal> principals = new HashMap<>();
    private final Map<PrincipalId, String> passwords = new HashMap<>();
    /** The groups that each principal is a named member of. */
    private final Map<PrincipalId, Set<PrincipalId>> groups = new HashMap<>();
    private boolean down;

    /** An empty directory. */
    public MemoryDirectory(String realm) {
        this.realm = realm;
    }

    @Override
    public Directory directory() {
        return this;
    }

    @Override
    public String realm() {
        return realm;
    }

    @Override
    public synchronized void addUser(String login, String displayName, String password) {
        passwords.put(add(Kind.USER, login, displayName), password);
    }

    @Override
    public synchronized void addGroup(String name, String displayName) {
        add(Kind.GROUP, name, displayName);
    }

    private PrincipalId add(Kind kind, String name, String displayName) {
        PrincipalId id = new PrincipalId(realm, kind, "id-" + principals.size());
        principals.put(id, new Principal(id, name, displayName, false));
        groups.put(id, new HashSet<>());
        return id;
    }

    @Override
    public synchronized void disable(String login) {
        principals.computeIfPresent(id(Kind.USER, login), (id, user) -> new Principal(id, user.name(), user.displayName(), true));
    }

    @Override
    public synchronized void addUserToGroup(String group, String login) {
        groups.get(id(Kind.USER, login)).add(id(Kind.GROUP, group));
    }

    @Override
    public synchronized void addGroupToGroup(String group, String member) {
        groups.get(id(Kind.GROUP, member)).add(id(Kind.GROUP, group));
    }

    @Override
    public synchronized void breakDown() {
        down = true;
    }

    private PrincipalId id(Kind kind, String name) {
        return called(kind, name).orElseThrow(() -> new IllegalArgumentException("nobody is called " + name)).id();
    }

    private Optional<Principal> called(Kind kind, String name) {
        return principals.values().stream().filter(one -> one.id().kind() == kind && one.name().equals(name)).findFirst();
    }

    private Map<PrincipalId, Principal> reached() throws DirectoryException {
        if (down) {
            throw new DirectoryException("the directory in memory is down, as it was told to be");
        }
        return principals;
    }

    @Override
    public String fingerprint() {
        return "memory-" + realm;
    }

    @Override
    public synchronized Verdict authenticate(String login, char[] password) throws DirectoryException {
        reached();
        Optional<Principal> user = called(Kind.USER, login);
        boolean right = password.length > 0
                && user.map(one -> Arrays.equals(passwords.get(one.id()).toCharArray(), password)).orElse(false);
        if (!right) {
            return Verdict.rejected();
        }
        return user.get().disabled() ? Verdict.barred(Outcome.DISABLED, user.get()) : Verdict.accepted(user.get());
    }

    @Override
    public synchronized Optional<Principal> named(String login) throws DirectoryException {
        reached();
        return called(Kind.USER, login);
    }

    @Override
    public synchronized Optional<Principal> find(PrincipalId id) throws DirectoryException {
        return Optional.ofNullable(reached().get(id));
    }

    @Override
    public synchronized Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
        reached();
        Set<PrincipalId> found = around(user);
        found.retainAll(ofInterest);
        return found;
    }

    @Override
    public synchronized Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        return page(people(reached().values(), group), cursor, limit);
    }

    @Override
    public synchronized Count people(PrincipalId group) throws DirectoryException {
        return Count.exactly(people(reached().values(), group).count());
    }

    private Stream<Principal> people(Collection<Principal> all, PrincipalId group) {
        return all.stream().filter(one -> one.id().isUser() && around(one.id()).contains(group));
    }

    /** All groups around somebody, at any depth: each is visited once, so that circles end. */
    private Set<PrincipalId> around(PrincipalId member) {
        Set<PrincipalId> found = new HashSet<>(direct(member));
        Set<PrincipalId> fresh = found;
        while (!fresh.isEmpty()) {
            Set<PrincipalId> next = new HashSet<>();
            fresh.forEach(group -> next.addAll(direct(group)));
            next.removeAll(found);
            found.addAll(next);
            fresh = next;
        }
        return found;
    }

    /** The groups that somebody is a named member of; for tests of this kit. */
    final synchronized Set<PrincipalId> direct(PrincipalId member) {
        return groups.getOrDefault(member, Set.of());
    }

    @Override
    public synchronized Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        return page(reached().values().stream().filter(one -> kinds.contains(one.id().kind()) && answersTo(one, fold(text))), cursor, limit);
    }

    private static boolean answersTo(Principal one, String text) {
        String name = fold(one.name());
        String displayName = fold(one.displayName());
        return Stream.concat(Stream.of(name, displayName), Stream.of(name, displayName).flatMap(all -> Stream.of(all.split("[^\\p{L}\\p{N}]+"))))
                .anyMatch(part -> part.startsWith(text));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static Page<Principal> page(Stream<Principal> unsorted, Optional<String> cursor, int limit) {
        List<Principal> all = unsorted.sorted(BY_NAME).toList();
        List<Principal> rest = all.stream().filter(one -> sortKey(one).compareTo(cursor.orElse("")) > 0).toList();
        List<Principal> shown = rest.subList(0, Math.min(limit, rest.size()));
        Optional<String> next = rest.size() > limit ? Optional.of(sortKey(shown.get(limit - 1))) : Optional.empty();
        return new Page<>(shown, next, Count.exactly(all.size()));
    }

    private static String sortKey(Principal one) {
        return one.name() + "\n" + one.id();
    }
}
