package org.sallyport.core;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** A directory for tests: a few people, groups in groups, and a switch that takes it away. */
public final class Town implements Directory {

    public final Map<PrincipalId, Principal> principals = new LinkedHashMap<>();
    public final Map<String, String> passwords = new LinkedHashMap<>();
    final Map<PrincipalId, Set<PrincipalId>> members = new LinkedHashMap<>();
    final String realm;
    public volatile boolean away;
    /** How often it was asked something. */
    public volatile int asked;
    public volatile String fingerprint = "town";
    /** Accounts that may not be used, and why not. */
    public final Map<PrincipalId, Verdict.Outcome> barred = new LinkedHashMap<>();
    /** Ids of those who came after somebody else of their name had gone. */
    private final Map<String, PrincipalId> newcomers = new LinkedHashMap<>();
    /** The reason that is given with every rejection. */
    public volatile String rejection = "";
    /** What happens in the moment after a password was found right. */
    public volatile Runnable afterPassword = () -> { };

    public Town(String realm) {
        this.realm = realm;
    }

    public PrincipalId user(String name, String password) {
        PrincipalId id = PrincipalId.user(realm, "u-" + name);
        principals.put(id, new Principal(id, name, name.toUpperCase(Locale.ROOT), false, name + "@town.example"));
        passwords.put(name, password);
        return id;
    }

    /** Somebody else under a name that was taken before. */
    public PrincipalId newcomer(String name, String password) {
        PrincipalId id = PrincipalId.user(realm, "n-" + name);
        principals.put(id, new Principal(id, name, name.toUpperCase(Locale.ROOT), false));
        passwords.put(name, password);
        newcomers.put(name, id);
        return id;
    }

    private Principal who(String name) {
        return principals.get(newcomers.getOrDefault(name, PrincipalId.user(realm, "u-" + name)));
    }

    public PrincipalId group(String name, PrincipalId... inside) {
        PrincipalId id = PrincipalId.group(realm, "g-" + name);
        principals.put(id, new Principal(id, name, name, false));
        members.put(id, new HashSet<>(Set.of(inside)));
        return id;
    }

    public void disable(PrincipalId id) {
        principals.computeIfPresent(id, (any, old) -> new Principal(id, old.name(), old.displayName(), true));
    }

    private void present() throws DirectoryException {
        asked++;
        if (away) {
            throw new DirectoryException("the town is away");
        }
    }

    @Override
    public String fingerprint() throws DirectoryException {
        present();
        return fingerprint;
    }

    @Override
    public Verdict authenticate(String login, char[] password) throws DirectoryException {
        present();
        String name = login.toLowerCase(Locale.ROOT);
        if (!new String(password).equals(passwords.get(name))) {
            return Verdict.rejected(rejection);
        }
        Principal user = who(name);
        afterPassword.run();
        if (barred.containsKey(user.id())) {
            return Verdict.barred(barred.get(user.id()), user);
        }
        return user.disabled() ? Verdict.barred(Verdict.Outcome.DISABLED, user) : Verdict.accepted(user);
    }

    @Override
    public Optional<Principal> named(String login) throws DirectoryException {
        present();
        return Optional.ofNullable(who(login.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<Principal> find(PrincipalId id) throws DirectoryException {
        present();
        return Optional.ofNullable(principals.get(id));
    }

    @Override
    public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException {
        present();
        Set<PrincipalId> found = new HashSet<>();
        for (PrincipalId group : ofInterest) {
            if (people(group, new HashSet<>()).contains(user)) {
                found.add(group);
            }
        }
        return found;
    }

    private Set<PrincipalId> people(PrincipalId group, Set<PrincipalId> seen) {
        Set<PrincipalId> found = new HashSet<>();
        if (seen.add(group)) {
            for (PrincipalId member : members.getOrDefault(group, Set.of())) {
                if (member.isUser()) {
                    found.add(member);
                } else {
                    found.addAll(people(member, seen));
                }
            }
        }
        return found;
    }

    @Override
    public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException {
        present();
        return page(people(group, new HashSet<>()).stream().map(principals::get), cursor, limit);
    }

    @Override
    public Count people(PrincipalId group) throws DirectoryException {
        present();
        return Count.exactly(people(group, new HashSet<>()).size());
    }

    @Override
    public Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException {
        present();
        return page(principals.values().stream().filter(found -> kinds.contains(found.id().kind())
                && found.name().toLowerCase(Locale.ROOT).startsWith(text.toLowerCase(Locale.ROOT))), cursor, limit);
    }

    private static Page<Principal> page(Stream<Principal> all, Optional<String> cursor, int limit) {
        List<Principal> sorted = all.sorted(Comparator.comparing(Principal::name)).toList();
        int from = cursor.map(Integer::parseInt).orElse(0);
        int to = Math.min(sorted.size(), from + limit);
        return new Page<>(sorted.subList(from, to), to < sorted.size() ? Optional.of("" + to) : Optional.empty(),
                Count.exactly(sorted.size()));
    }
}
