package org.sallyport.testkit.memory;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.ListEntry;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalGroup;
import org.sallyport.api.store.PassRecord;
import org.sallyport.api.store.PolicyState;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.SignInRecord;

/** Everything a {@link MemoryStore} knows at one moment; changed only while nobody else sees it. */
final class MemoryState {

    private static final int ADDRESSES_KEPT = 20;

    final Map<String, Enrolment> enrolments;
    final Map<PrincipalId, ListEntry> listed;
    final Map<String, SignInRecord> signIns;
    final Map<String, SessionRecord> sessions;
    final Map<String, PassRecord> passes;
    final Map<Tried, AttemptRecord> attempts;
    final Map<Known, Instant> addresses;
    final List<AuditEvent> events;
    final Map<String, Setting> settings;
    final Map<String, LocalAccount> accounts;
    final Map<String, LocalGroup> groups;
    final Set<Membership> members;
    PolicyState policy;
    private long revision;

    MemoryState() {
        enrolments = new HashMap<>();
        listed = new HashMap<>();
        signIns = new HashMap<>();
        sessions = new HashMap<>();
        passes = new HashMap<>();
        attempts = new HashMap<>();
        addresses = new HashMap<>();
        events = new ArrayList<>();
        settings = new HashMap<>();
        accounts = new HashMap<>();
        groups = new HashMap<>();
        members = new HashSet<>();
        policy = new PolicyState(false, 1);
    }

    private MemoryState(MemoryState other) {
        enrolments = new HashMap<>(other.enrolments);
        listed = new HashMap<>(other.listed);
        signIns = new HashMap<>(other.signIns);
        sessions = new HashMap<>(other.sessions);
        passes = new HashMap<>(other.passes);
        attempts = new HashMap<>(other.attempts);
        addresses = new HashMap<>(other.addresses);
        events = new ArrayList<>(other.events);
        settings = new HashMap<>(other.settings);
        accounts = new HashMap<>(other.accounts);
        groups = new HashMap<>(other.groups);
        members = new HashSet<>(other.members);
        policy = other.policy;
        revision = other.revision;
    }

    record Tried(String factor, String subject) {
    }

    record Known(String subject, String address) {
    }

    record Membership(String group, Kind kind, String member) {
    }

    MemoryState copy() {
        return new MemoryState(this);
    }

    /** @return false when the change's guard does not hold */
    boolean apply(Change change) {
        if (change instanceof Change.SaveEnrolment save) {
            return saveEnrolment(save.enrolment());
        } else if (change instanceof Change.DeleteEnrolments delete) {
            enrolments.values().removeIf(enrolment -> enrolment.owner().equals(delete.owner()));
        } else if (change instanceof Change.SwitchTwoFactor turn) {
            boolean holds = policy.revision() == turn.expectedRevision();
            policy = holds ? new PolicyState(turn.enabled(), policy.revision() + 1) : policy;
            return holds;
        } else if (change instanceof Change.AddToList add) {
            ListEntry entry = add.entry();
            listed.merge(entry.id(), new ListEntry(entry.id(), entry.name(), kept(entry.addedAt())),
                    (before, now) -> new ListEntry(now.id(), now.name(), before.addedAt()));
            policy = new PolicyState(policy.enabled(), policy.revision() + 1);
        } else if (change instanceof Change.RemoveFromList remove) {
            listed.remove(remove.id());
            policy = new PolicyState(policy.enabled(), policy.revision() + 1);
        } else if (change instanceof Change.SaveSignIn save) {
            return saveSignIn(save.signIn());
        } else if (change instanceof Change.FinishSignIn finish) {
            return signIns.remove(finish.idHash()) != null;
        } else if (change instanceof Change.DeleteSignIns delete) {
            signIns.values().removeIf(signIn -> signIn.user().equals(delete.user()));
        } else if (change instanceof Change.SaveSession save) {
            return saveSession(save.session());
        } else if (change instanceof Change.DeleteSession delete) {
            sessions.remove(delete.tokenHash());
        } else if (change instanceof Change.DeleteSessions delete) {
            sessions.values().removeIf(session -> session.user().equals(delete.user()));
        } else if (change instanceof Change.Append append) {
            append(append.event());
        } else if (change instanceof Change.SaveSetting save) {
            Setting setting = save.setting();
            return holds(settings.get(setting.key()), Setting::revision, setting.revision())
                    && done(settings.put(setting.key(), new Setting(setting.key(), setting.value(), ++revision)));
        } else if (change instanceof Change.DeleteSetting delete) {
            settings.remove(delete.key());
        } else {
            return applyPass(change);
        }
        return true;
    }

    private boolean applyPass(Change change) {
        if (change instanceof Change.SavePass save) {
            PassRecord one = save.pass();
            return passes.putIfAbsent(one.hash(), new PassRecord(one.hash(), one.purpose(), one.target(), one.user(), one.name(),
                    one.sessionHash(), one.binding(), kept(one.createdAt()), kept(one.expiresAt()))) == null;
        } else if (change instanceof Change.UsePass use) {
            return passes.remove(use.hash()) != null;
        } else if (change instanceof Change.DeletePasses delete) {
            return done(passes.values().removeIf(pass -> pass.user().equals(delete.user())));
        }
        return applyAttempt(change);
    }

    private boolean applyAttempt(Change change) {
        if (change instanceof Change.SaveAttempts save) {
            return saveAttempts(save.attempts());
        } else if (change instanceof Change.DeleteAttempts delete) {
            attempts.remove(new Tried(delete.factor(), delete.subject()));
        } else if (change instanceof Change.DeleteAttemptsOf delete) {
            attempts.keySet().removeIf(tried -> tried.factor().equals(delete.factor())
                    && tried.subject().startsWith(delete.subjectPrefix()));
        } else if (change instanceof Change.CountAttempts count) {
            return count(count);
        } else if (change instanceof Change.RememberAddress remember) {
            remember(remember);
        } else {
            return applyLocal(change);
        }
        return true;
    }

    private boolean applyLocal(Change change) {
        if (change instanceof Change.SaveAccount save) {
            return saveAccount(save.account());
        } else if (change instanceof Change.SaveGroup save) {
            LocalGroup group = save.group();
            boolean free = groups.values().stream()
                    .noneMatch(other -> other.nameKey().equals(group.nameKey()) && !other.id().equals(group.id()));
            return free && holds(groups.get(group.id()), LocalGroup::revision, group.revision()) && done(groups.put(group.id(),
                    new LocalGroup(group.id(), group.name(), group.nameKey(), group.displayName(), ++revision)));
        } else if (change instanceof Change.DeleteLocal delete) {
            members.removeIf(membership -> membership.kind() == delete.kind() && membership.member().equals(delete.id())
                    || delete.kind() == Kind.GROUP && membership.group().equals(delete.id()));
            return (delete.kind() == Kind.USER ? accounts : groups).remove(delete.id()) != null;
        } else if (change instanceof Change.AddMember add) {
            return groups.containsKey(add.group()) && (add.kind() == Kind.USER ? accounts : groups).containsKey(add.member())
                    && done(members.add(new Membership(add.group(), add.kind(), add.member())));
        } else if (change instanceof Change.RemoveMember remove) {
            return done(members.remove(new Membership(remove.group(), remove.kind(), remove.member())));
        }
        throw new IllegalArgumentException("change: " + change.getClass().getSimpleName() + " is not known here");
    }

    private boolean saveEnrolment(Enrolment one) {
        return holds(enrolments.get(one.id()), Enrolment::revision, one.revision())
                && done(enrolments.put(one.id(), new Enrolment(one.id(), one.owner(), one.kind(), one.secret(), one.parameters(),
                        one.lastStep(), one.drift(), kept(one.confirmedAt()), one.lastUsedAt().map(MemoryState::kept), ++revision)));
    }

    private boolean saveSignIn(SignInRecord one) {
        return holds(signIns.get(one.idHash()), SignInRecord::revision, one.revision())
                && done(signIns.put(one.idHash(), new SignInRecord(one.idHash(), one.user(), one.login(), one.name(), one.displayName(),
                        one.door(), one.address(), kept(one.factors()), kept(one.startedAt()), kept(one.expiresAt()),
                        one.pendingSecret(), one.pendingParameters(), one.sessionHash(), ++revision)));
    }

    private boolean saveSession(SessionRecord one) {
        return holds(sessions.get(one.tokenHash()), SessionRecord::revision, one.revision())
                && done(sessions.put(one.tokenHash(), new SessionRecord(one.tokenHash(), one.id(), one.user(), one.name(),
                        one.displayName(), one.login(), kept(one.factors()), kept(one.createdAt()), kept(one.lastSeenAt()),
                        kept(one.expiresAt()), one.address(), one.previousAt().map(MemoryState::kept), one.previousAddress(),
                        one.failedCodes(), ++revision)));
    }

    private boolean saveAttempts(AttemptRecord one) {
        Tried tried = new Tried(one.factor(), one.subject());
        return holds(attempts.get(tried), AttemptRecord::revision, one.revision()) && done(attempts.put(tried, new AttemptRecord(
                one.factor(), one.subject(), one.failures(), kept(one.firstAt()), kept(one.lastAt()), ++revision)));
    }

    private boolean saveAccount(LocalAccount one) {
        boolean free = accounts.values().stream()
                .noneMatch(other -> other.nameKey().equals(one.nameKey()) && !other.id().equals(one.id()));
        return free && holds(accounts.get(one.id()), LocalAccount::revision, one.revision())
                && done(accounts.put(one.id(), new LocalAccount(one.id(), one.name(), one.nameKey(), one.displayName(),
                        one.passwordHash(), one.disabled(), kept(one.createdAt()), ++revision)));
    }

    private boolean count(Change.CountAttempts count) {
        AttemptRecord before = attempts.get(new Tried(count.factor(), count.subject()));
        if (before == null || Duration.between(before.firstAt(), count.at()).compareTo(count.window()) > 0) {
            return saveAttempts(new AttemptRecord(count.factor(), count.subject(), Math.max(0, count.delta()), count.at(), count.at(),
                    before == null ? 0 : before.revision()));
        }
        boolean later = count.delta() > 0 && count.at().isAfter(before.lastAt());
        return saveAttempts(new AttemptRecord(count.factor(), count.subject(), Math.max(0, before.failures() + count.delta()),
                before.firstAt(), later ? count.at() : before.lastAt(), before.revision()));
    }

    private void remember(Change.RememberAddress one) {
        addresses.put(new Known(one.subject(), one.address()), kept(one.at()));
        Set<Known> latest = addresses.entrySet().stream().filter(entry -> entry.getKey().subject().equals(one.subject()))
                .sorted(Map.Entry.<Known, Instant>comparingByValue().reversed()
                        .thenComparing(entry -> entry.getKey().address(), Comparator.naturalOrder()))
                .limit(ADDRESSES_KEPT).map(Map.Entry::getKey).collect(Collectors.toSet());
        addresses.keySet().removeIf(known -> known.subject().equals(one.subject()) && !latest.contains(known));
    }

    private void append(AuditEvent one) {
        events.add(new AuditEvent(events.size() + 1L, kept(one.at()), one.action(), one.outcome(), one.reason(), one.actorId(),
                one.actor(), one.subjectId(), one.subject(), one.address(), one.door()));
    }

    /** All groups around a member, at any depth; cycles end where they began. */
    Set<String> groupsAround(Kind kind, String member) {
        Set<String> found = new HashSet<>();
        List<String> toVisit = new ArrayList<>(groupsWith(kind, member).toList());
        while (!toVisit.isEmpty()) {
            String group = toVisit.remove(toVisit.size() - 1);
            if (found.add(group)) {
                toVisit.addAll(groupsWith(Kind.GROUP, group).toList());
            }
        }
        return found;
    }

    Stream<String> groupsWith(Kind kind, String member) {
        return members.stream().filter(one -> one.kind() == kind && one.member().equals(member)).map(Membership::group);
    }

    private static <T> boolean holds(T there, ToLongFunction<T> revisionOf, long expected) {
        return there == null ? expected == 0 : expected != 0 && revisionOf.applyAsLong(there) == expected;
    }

    /** Whatever a map or set answered: it was done. */
    private static boolean done(Object ignored) {
        return true;
    }

    private static Instant kept(Instant at) {
        return at.truncatedTo(MILLIS);
    }

    private static Map<String, Instant> kept(Map<String, Instant> factors) {
        return factors.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> kept(entry.getValue())));
    }
}
