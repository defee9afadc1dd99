package org.sallyport.directory.unix;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.sallyport.api.directory.DirectoryException;

/** Everybody the host lists, counted anew when the last count is a few seconds old. */
final class Census {

    private static final Duration FRESH = Duration.ofSeconds(5);

    /**
     * One count.
     *
     * @param people who can sign in, by name
     * @param groups that are worth choosing
     */
    record Count(Instant taken, Map<String, Account> people, List<HostGroup> groups) {
    }

    private final NameService names;
    private final People rules;
    private final Clock clock;
    private Count last;

    Census(NameService names, People rules, Clock clock) {
        this.names = names;
        this.rules = rules;
        this.clock = clock;
    }

    synchronized Count now() throws DirectoryException {
        Instant now = clock.instant();
        if (last == null || now.isBefore(last.taken()) || !now.isBefore(last.taken().plus(FRESH))) {
            last = null;
            last = count(now);
        }
        return last;
    }

    private Count count(Instant now) throws DirectoryException {
        Map<String, Account> people = names.accounts().stream().filter(rules::person).filter(one -> !rules.disabled(one))
                .collect(Collectors.toMap(Account::name, one -> one, (first, second) -> first));
        Map<Long, Set<String>> byPrimary = new HashMap<>();
        people.values().forEach(one -> byPrimary.computeIfAbsent(one.gid(), gid -> new HashSet<>()).add(one.name()));
        List<HostGroup> groups = names.groups().stream().filter(group -> People.presentable(group.name()))
                .filter(group -> worthChoosing(group, people, byPrimary.getOrDefault(group.gid(), Set.of()))).toList();
        return new Count(now, people, groups);
    }

    /** Groups that were made for people, and others that have some; not the group that each account has for itself. */
    private boolean worthChoosing(HostGroup group, Map<String, Account> people, Set<String> byPrimary) {
        Set<String> members = group.members().stream().filter(people::containsKey).collect(Collectors.toSet());
        members.addAll(byPrimary);
        boolean madeForPeople = group.gid() >= rules.uidMin() && group.gid() <= rules.uidMax();
        return members.equals(Set.of(group.name())) ? false : madeForPeople || !members.isEmpty();
    }
}
