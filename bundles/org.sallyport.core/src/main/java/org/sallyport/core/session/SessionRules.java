package org.sallyport.core.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.OpenSession;
import org.sallyport.api.administration.SessionAdministration;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Sessions;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.core.audit.Events;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Origin;
import org.sallyport.core.throttle.Throttle;

/** How sessions begin, last and end (ASVS 7.2–7.4). */
public final class SessionRules implements Sessions, SessionAdministration {

    /** Not every request is worth a write. */
    private static final Duration SEEN = Duration.ofMinutes(1);

    /** A session about to be opened: what to write, and what to hand out once that is durable. */
    public record Opening(String token, SessionRecord record, List<Change> changes) {
    }

    private final Memory memory;
    private final ProductSettings settings;
    private final PolicyRules policy;
    private final Tokens tokens;
    private final Events events;
    private final Clock clock;

    public SessionRules(Memory memory, ProductSettings settings, PolicyRules policy, Tokens tokens, Events events, Clock clock) {
        this.memory = memory;
        this.settings = settings;
        this.policy = policy;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A session for somebody who has just satisfied {@code factors}.
     *
     * @param failedCodes wrong codes before this
     */
    public Opening open(SignInRecord signIn, Map<String, Instant> factors, int failedCodes, Client client) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String token = tokens.next();
        Optional<AuditEvent> previous = memory.read(store -> store.audit().lastSignIn(signIn.user()));
        SessionRecord record = new SessionRecord(Tokens.hash(token), UUID.randomUUID().toString(), signIn.user(), signIn.name(),
                signIn.displayName(), signIn.login(), factors, now, now, now.plus(settings.sessionLifetime()), client.address(),
                previous.map(AuditEvent::at), previous.map(AuditEvent::address), failedCodes, 0);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.SaveSession(record));
        changes.add(new Change.RememberAddress(Throttle.loginKey(signIn.login()), Origin.network(client.address()), now));
        return new Opening(token, record, changes);
    }

    /** The same session with more factors under a new token (ASVS 7.2.4); the old token is good for nothing after. */
    public Opening strengthen(SessionRecord old, Map<String, Instant> more) {
        String token = tokens.next();
        Map<String, Instant> factors = new HashMap<>(old.factors());
        factors.putAll(more);
        SessionRecord record = new SessionRecord(Tokens.hash(token), old.id(), old.user(), old.name(), old.displayName(), old.login(),
                factors, old.createdAt(), clock.instant().truncatedTo(ChronoUnit.MILLIS), old.expiresAt(), old.address(),
                old.previousAt(), old.previousAddress(), old.failedCodes(), 0);
        return new Opening(token, record, List.of(new Change.DeleteSession(old.tokenHash()), new Change.SaveSession(record)));
    }

    /** The open session of a token; empty for anything else. */
    public Optional<SessionRecord> find(String token) {
        return Tokens.plausible(token) ? findByHash(Tokens.hash(token)) : Optional.empty();
    }

    public Optional<SessionRecord> findByHash(String tokenHash) {
        return memory.read(store -> store.sessions().find(tokenHash)).filter(this::open);
    }

    private boolean open(SessionRecord session) {
        Instant now = clock.instant();
        return now.isBefore(session.expiresAt()) && now.isBefore(session.lastSeenAt().plus(settings.idle()));
    }

    /** Notes that somebody is still there. */
    public void seen(SessionRecord session) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (now.isBefore(session.lastSeenAt().plus(SEEN))) {
            return;
        }
        SessionRecord touched = new SessionRecord(session.tokenHash(), session.id(), session.user(), session.name(),
                session.displayName(), session.login(), session.factors(), session.createdAt(), now, session.expiresAt(),
                session.address(), session.previousAt(), session.previousAddress(), session.failedCodes(), session.revision());
        try {
            memory.commit(List.of(new Change.SaveSession(touched)));
        } catch (ConflictException e) {
            // A parallel request noted it, or the session has just ended; the next request will see which.
        }
    }

    public Session view(SessionRecord record) {
        return new Session(record.id(), record.user(), record.name(), record.displayName(), record.factors(), record.createdAt(),
                record.expiresAt(), record.address(),
                record.previousAt().map(at -> new Session.Previous(at, record.previousAddress().orElse(""))), record.failedCodes(),
                policy.administrator(record.user()));
    }

    @Override
    public void end(String token, Client client) {
        find(token).ifPresent(session -> memory.commitUnguarded(List.of(new Change.DeleteSession(session.tokenHash()),
                events.visit(Action.SIGN_OUT, AuditEvent.Outcome.SUCCEEDED, "", Optional.of(session.user()), session.name(), client,
                        Door.PORTAL.name()))));
    }

    @Override
    public Page<OpenSession> sessions(Optional<String> cursor, int limit) {
        Page<SessionRecord> page = memory.read(store -> store.sessions().all(cursor, limit));
        List<OpenSession> open = page.items().stream().filter(this::open).map(SessionRules::listed).toList();
        // Those that ran out are still counted by the store, until it forgets them.
        Count total = page.items().size() == open.size() ? page.total() : Count.unknown();
        return new Page<>(open, page.next(), total);
    }

    @Override
    public List<OpenSession> sessions(PrincipalId user) {
        return open(user).map(SessionRules::listed).toList();
    }

    private Stream<SessionRecord> open(PrincipalId user) {
        return memory.read(store -> store.sessions().of(user)).stream().filter(this::open);
    }

    private static OpenSession listed(SessionRecord record) {
        return new OpenSession(record.id(), record.user(), record.name(), record.displayName(), record.factors().keySet(),
                record.createdAt(), record.lastSeenAt(), record.expiresAt(), record.address());
    }

    @Override
    public boolean endSession(Actor actor, PrincipalId user, String id) {
        return end(actor, user, open(user).filter(session -> session.id().equals(id)).toList()) > 0;
    }

    @Override
    public int endSessions(Actor actor, PrincipalId user) {
        return end(actor, user, open(user).toList());
    }

    private int end(Actor actor, PrincipalId user, List<SessionRecord> sessions) {
        List<Change> changes = new ArrayList<>();
        sessions.forEach(session -> {
            changes.add(new Change.DeleteSession(session.tokenHash()));
            changes.add(events.done(actor, Action.END_SESSION, "", Optional.of(user), session.name()));
        });
        memory.commitUnguarded(changes);
        return sessions.size();
    }
}
