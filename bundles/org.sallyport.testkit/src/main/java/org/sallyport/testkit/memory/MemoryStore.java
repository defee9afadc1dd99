package org.sallyport.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Attempts;
import org.sallyport.api.store.AuditRecords;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.Enrolments;
import org.sallyport.api.store.ListEntry;
import org.sallyport.api.store.LocalAccounts;
import org.sallyport.api.store.Passes;
import org.sallyport.api.store.PolicyRecords;
import org.sallyport.api.store.PolicyState;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SessionRecords;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Settings;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.api.store.SignInRecords;
import org.sallyport.api.store.Store;

/**
 * A store for tests, in memory and small. It keeps every rule of the contract but one: nothing is durable. Every batch copies
 * everything, so it is for hundreds of records, not for thousands. Thread-safe.
 */
public final class MemoryStore implements Store {

    private static final Duration ATTEMPTS_KEPT = Duration.ofDays(30);
    private static final Duration ADDRESSES_KEPT = Duration.ofDays(180);

    private static final Set<AuditEvent.Action> COMING_IN = Set.of(AuditEvent.Action.SIGN_IN, AuditEvent.Action.ENROL,
            AuditEvent.Action.STEP_UP, AuditEvent.Action.ACCESS);

    private final LocalAccounts accounts = new MemoryAccounts(() -> this.state);
    private volatile MemoryState state = new MemoryState();

    /** An empty store with an identity of its own, as every store has. */
    public MemoryStore() {
        state.apply(new Change.SaveSetting(new Setting("mark.store-id", UUID.randomUUID().toString(), 0)));
    }

    @Override
    public synchronized void commit(List<Change> changes) throws ConflictException {
        MemoryState next = state.copy();
        for (Change change : changes) {
            if (!next.apply(change)) {
                throw new ConflictException(change);
            }
        }
        state = next;
    }

    @Override
    public synchronized void purge(Instant now, int mostAttempts) {
        MemoryState next = state.copy();
        next.sessions.values().removeIf(session -> session.expiresAt().isBefore(now));
        next.signIns.values().removeIf(signIn -> signIn.expiresAt().isBefore(now));
        next.passes.values().removeIf(pass -> pass.expiresAt().isBefore(now));
        next.addresses.values().removeIf(at -> at.isBefore(now.minus(ADDRESSES_KEPT)));
        next.attempts.values().removeIf(one -> mayGo(one) && one.lastAt().isBefore(now.minus(ATTEMPTS_KEPT)));
        next.attempts.values().stream().filter(MemoryStore::mayGo).sorted(Comparator.comparing(AttemptRecord::lastAt).reversed())
                .skip(mostAttempts).toList()
                .forEach(one -> next.attempts.remove(new MemoryState.Tried(one.factor(), one.subject())));
        state = next;
    }

    private static boolean mayGo(AttemptRecord attempts) {
        return !attempts.factor().equals(AttemptRecord.CODE);
    }

    @Override
    public LocalAccounts accounts() {
        return accounts;
    }

    @Override
    public SignInRecords signIns() {
        return idHash -> Optional.ofNullable(state.signIns.get(idHash));
    }

    @Override
    public Enrolments enrolments() {
        return new Enrolments() {

            @Override
            public List<Enrolment> of(PrincipalId owner) {
                return of(Set.of(owner));
            }

            @Override
            public List<Enrolment> of(Set<PrincipalId> owners) {
                return state.enrolments.values().stream().filter(enrolment -> owners.contains(enrolment.owner()))
                        .sorted(Comparator.comparing(Enrolment::owner).thenComparing(Enrolment::confirmedAt)
                                .thenComparing(Enrolment::id)).toList();
            }

            @Override
            public long people() {
                return state.enrolments.values().stream().map(Enrolment::owner).distinct().count();
            }

            @Override
            public Page<PrincipalId> owners(Optional<String> cursor, int limit) {
                return MemoryPages.page(state.enrolments.values().stream().map(Enrolment::owner).distinct(), PrincipalId::toString,
                        cursor, limit);
            }

            @Override
            public Set<String> realms() {
                return state.enrolments.values().stream().map(enrolment -> enrolment.owner().realm()).collect(Collectors.toSet());
            }
        };
    }

    @Override
    public PolicyRecords policy() {
        return new PolicyRecords() {

            @Override
            public PolicyState state() {
                return state.policy;
            }

            @Override
            public Snapshot snapshot() {
                MemoryState now = state;
                return new Snapshot(now.policy, now.listed.keySet());
            }

            @Override
            public Page<ListEntry> list(String text, Optional<String> cursor, int limit) {
                return MemoryPages.page(state.listed.values().stream().filter(entry -> fold(entry.name()).contains(fold(text))),
                        entry -> (entry.id().isUser() ? 1 : 0) + fold(entry.name()) + "\n" + entry.id(), cursor, limit);
            }
        };
    }

    @Override
    public SessionRecords sessions() {
        return new SessionRecords() {

            @Override
            public Optional<SessionRecord> find(String tokenHash) {
                return Optional.ofNullable(state.sessions.get(tokenHash));
            }

            @Override
            public List<SessionRecord> of(PrincipalId user) {
                return state.sessions.values().stream().filter(session -> session.user().equals(user))
                        .sorted(Comparator.comparing(SessionRecord::createdAt).reversed().thenComparing(SessionRecord::id)).toList();
            }

            @Override
            public Page<SessionRecord> all(Optional<String> cursor, int limit) {
                return MemoryPages.page(state.sessions.values().stream(), SessionRecord::id, cursor, limit);
            }
        };
    }

    @Override
    public Passes passes() {
        return hash -> Optional.ofNullable(state.passes.get(hash));
    }

    @Override
    public Attempts attempts() {
        return new Attempts() {

            @Override
            public Optional<AttemptRecord> find(String factor, String subject) {
                return Optional.ofNullable(state.attempts.get(new MemoryState.Tried(factor, subject)));
            }

            @Override
            public List<AttemptRecord> find(String factor, Set<String> subjects) {
                return subjects.stream().flatMap(subject -> find(factor, subject).stream()).toList();
            }

            @Override
            public Optional<Instant> knownAddress(String subject, String address) {
                return Optional.ofNullable(state.addresses.get(new MemoryState.Known(subject, address)));
            }
        };
    }

    @Override
    public AuditRecords audit() {
        return new AuditRecords() {

            @Override
            public Page<AuditEvent> search(AuditQuery query) {
                return MemoryPages.page(state.events.stream().filter(event -> matches(event, query)),
                        event -> String.format(Locale.ROOT, "%019d", Long.MAX_VALUE - event.sequence()), query.cursor(), query.limit());
            }

            @Override
            public Optional<AuditEvent> lastSignIn(PrincipalId user) {
                return lastSignIns(Set.of(user)).stream().findFirst();
            }

            @Override
            public List<AuditEvent> lastSignIns(Set<PrincipalId> users) {
                return List.copyOf(state.events.stream().filter(MemoryStore::signedIn)
                        .filter(event -> event.actorId().filter(users::contains).isPresent())
                        .collect(Collectors.toMap(AuditEvent::actorId, event -> event, (older, newer) -> newer)).values());
            }

            @Override
            public Optional<AuditEvent> latest(String door, AuditEvent.Outcome outcome) {
                return state.events.stream().filter(event -> event.door().equals(door) && event.outcome() == outcome)
                        .filter(event -> COMING_IN.contains(event.action())).reduce((older, newer) -> newer);
            }
        };
    }

    private static boolean signedIn(AuditEvent event) {
        return event.outcome() == AuditEvent.Outcome.SUCCEEDED
                && (event.action() == AuditEvent.Action.SIGN_IN || event.action() == AuditEvent.Action.ENROL);
    }

    private static boolean matches(AuditEvent event, AuditQuery query) {
        return query.visitorsOnly().map(visitors -> visitors == event.action().ofVisitor()).orElse(true)
                && query.about().map(about -> event.actorId().filter(about::equals).isPresent()
                        || event.subjectId().filter(about::equals).isPresent()).orElse(true)
                && Stream.of(event.actor(), event.subject(), event.address(), event.door(), event.action().name(),
                        event.outcome().name(), event.reason()).anyMatch(part -> fold(part).contains(fold(query.text())));
    }

    @Override
    public Settings settings() {
        return new Settings() {

            @Override
            public Optional<Setting> find(String key) {
                return Optional.ofNullable(state.settings.get(key));
            }

            @Override
            public List<Setting> all() {
                return List.copyOf(state.settings.values());
            }
        };
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
