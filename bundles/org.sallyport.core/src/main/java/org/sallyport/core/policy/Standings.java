package org.sallyport.core.policy;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.api.administration.Person;
import org.sallyport.api.administration.Standing;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Enrolment;
import org.sallyport.core.store.Memory;
import org.sallyport.core.throttle.Backoff;
import org.sallyport.core.throttle.Throttle;

/** How people stand with two-factor, a page at a time: four questions to the store, however many people. */
public final class Standings {

    private static final int PAGE = 1000;

    private final Memory memory;
    private final PolicyRules policy;
    private final Clock clock;

    public Standings(Memory memory, PolicyRules policy, Clock clock) {
        this.memory = memory;
        this.policy = policy;
        this.clock = clock;
    }

    public List<Person> people(List<Principal> users) {
        Map<PrincipalId, Standing> standings = of(users);
        return users.stream().map(user -> new Person(user, standings.get(user.id()))).toList();
    }

    /** In the order of {@code users}. */
    Map<PrincipalId, Standing> of(Collection<Principal> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        Set<PrincipalId> ids = users.stream().map(Principal::id).collect(Collectors.toSet());
        Map<PrincipalId, Instant> enrolled = enrolled(ids);
        Map<String, AttemptRecord> codes = bySubject(AttemptRecord.CODE, ids.stream().map(PrincipalId::toString));
        Map<String, AttemptRecord> passwords = bySubject(AttemptRecord.PASSWORD, users.stream()
                .flatMap(user -> Stream.of(strangers(user), user.id().toString())));
        Map<PrincipalId, Instant> lastSignIns = new HashMap<>();
        for (AuditEvent event : memory.read(store -> store.audit().lastSignIns(ids))) {
            event.actorId().ifPresent(who -> lastSignIns.put(who, event.at()));
        }
        Map<PrincipalId, Standing> standings = new LinkedHashMap<>();
        for (Principal user : users) {
            standings.put(user.id(), standing(user, Optional.ofNullable(enrolled.get(user.id())),
                    Optional.ofNullable(codes.get(user.id().toString())), Stream.of(strangers(user), user.id().toString())
                            .flatMap(subject -> Optional.ofNullable(passwords.get(subject)).stream()).toList(),
                    Optional.ofNullable(lastSignIns.get(user.id()))));
        }
        return standings;
    }

    /** When each of those who are enrolled first was. */
    Map<PrincipalId, Instant> enrolled(Set<PrincipalId> users) {
        return memory.read(store -> store.enrolments().of(users)).stream()
                .collect(Collectors.toMap(Enrolment::owner, Enrolment::confirmedAt, (first, second) -> first.isBefore(second) ? first : second));
    }

    /** How many of these are enrolled; any number of people. */
    public long countEnrolled(Set<PrincipalId> users) {
        List<PrincipalId> all = List.copyOf(users);
        long enrolled = 0;
        for (int from = 0; from < all.size(); from += PAGE) {
            enrolled += enrolled(Set.copyOf(all.subList(from, Math.min(all.size(), from + PAGE)))).size();
        }
        return enrolled;
    }

    private Standing standing(Principal user, Optional<Instant> enrolledAt, Optional<AttemptRecord> code, List<AttemptRecord> passwords,
            Optional<Instant> lastSignInAt) {
        Instant now = clock.instant();
        // Under the name they have, and under whatever login.
        List<AttemptRecord> remembered = passwords.stream()
                .filter(record -> now.isBefore(record.lastAt().plus(Backoff.PASSWORD_MEMORY))).toList();
        Optional<Instant> blockedUntil = Stream.concat(code.stream(), remembered.stream())
                .map(record -> Backoff.blockedUntil(record, now)).flatMap(Optional::stream).max(Instant::compareTo);
        int failedCodes = code.map(AttemptRecord::failures).orElse(0);
        return new Standing(listed(user.id()), enrolledAt, failedCodes, 
                remembered.stream().mapToInt(AttemptRecord::failures).max().orElse(0), blockedUntil,
                failedCodes >= Backoff.CLOSED, lastSignInAt);
    }

    private Optional<Boolean> listed(PrincipalId user) {
        try {
            return Optional.of(policy.listedThrough(user).isPresent());
        } catch (UnavailableException e) {
            return Optional.empty();
        }
    }

    private Map<String, AttemptRecord> bySubject(String factor, Stream<String> subjects) {
        Set<String> wanted = subjects.collect(Collectors.toCollection(HashSet::new));
        return memory.read(store -> store.attempts().find(factor, wanted)).stream()
                .collect(Collectors.toMap(AttemptRecord::subject, Function.identity()));
    }

    private static String strangers(Principal user) {
        return Throttle.strangers(Throttle.loginKey(user.name()));
    }
}
