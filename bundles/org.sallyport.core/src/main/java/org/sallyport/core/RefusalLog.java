package org.sallyport.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.store.SignInRecord;

/** Why somebody was refused at the first door, written for the administrator. Never what was typed. */
final class RefusalLog {

    /** A throttled attempt costs the attacker nothing; it shall not cost us a line each. */
    private static final Duration ONCE_IN = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final Memory memory;
    private final Realms realms;
    private final Events events;
    private final Clock clock;
    private final Map<String, Instant> throttledAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    RefusalLog(Memory memory, Realms realms, Events events, Clock clock) {
        this.memory = memory;
        this.realms = realms;
        this.events = events;
        this.clock = clock;
    }

    void wrongCredentials(Verdict verdict, String login, Door door, Client client) {
        Optional<Principal> user = realms.named(login);
        String reason = user.isPresent() ? "wrong-password" : "unknown-name";
        write(verdict.reason().isEmpty() ? reason : verdict.reason(), user, login, door.name(), client);
    }

    void throttled(String login, Door door, Client client) {
        if (due(Throttle.loginKey(login) + client.address())) {
            write("throttled", realms.named(login), login, door.name(), client);
        }
    }

    void throttled(SignInRecord signIn, Client client) {
        if (due(signIn.user() + client.address())) {
            commit("throttled", Optional.of(signIn.user()), signIn.name(), signIn.door(), client);
        }
    }

    private void write(String reason, Optional<Principal> user, String login, String door, Client client) {
        commit(reason, user.map(Principal::id), user.map(Principal::name).orElseGet(() -> Events.unknownName(login)), door, client);
    }

    private void commit(String reason, Optional<PrincipalId> who, String name, String door, Client client) {
        memory.commitUnguarded(List.of(events.visit(Action.SIGN_IN, Outcome.REFUSED, reason, who, name, client, door)));
    }

    private boolean due(String subject) {
        Instant now = clock.instant();
        synchronized (throttledAt) {
            Instant last = throttledAt.get(subject);
            if (last != null && now.isBefore(last.plus(ONCE_IN))) {
                return false;
            }
            throttledAt.put(subject, now);
            return true;
        }
    }
}
