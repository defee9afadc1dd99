package org.sallyport.core.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.access.Applications;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.policy.Requirement;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.Store;
import org.sallyport.core.directory.Facts;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.store.Believed;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.Tokens;

/**
 * Who holds a session, and whether it has what the policy asks of them: the same questions as at the portal's own door, asked at
 * every request to an application. The answer is believed for a second at most, and not at all after anything it stands on was
 * changed here: session, policy, settings, accounts, directory or store.
 */
public final class Holders {

    /**
     * Somebody with an open session.
     *
     * @param sufficient whether the session has what the policy asks for
     */
    public record Holder(SessionRecord session, Principal user, boolean sufficient, Object directory, int edition) {

        /** Whether a code was given within that time. */
        public boolean codeWithin(Duration time, Instant now) {
            Instant given = session.factors().get(Session.TOTP);
            return given != null && now.isBefore(given.plus(time));
        }
    }

    private final Memory memory;
    private final Realms realms;
    private final PolicyRules policy;
    private final SessionRules sessions;
    private final ReadinessRules readiness;
    private final Facts facts;
    private final Clock clock;
    private final Believed<String, Holder> believed;

    public Holders(Memory memory, Realms realms, PolicyRules policy, SessionRules sessions, ReadinessRules readiness, Facts facts, Clock clock) {
        this.memory = memory;
        this.realms = realms;
        this.policy = policy;
        this.sessions = sessions;
        this.readiness = readiness;
        this.facts = facts;
        this.clock = clock;
        this.believed = new Believed<>(memory, clock);
        memory.onCommit(changes -> changes.forEach(this::heard));
    }

    private void heard(Change change) {
        if (change instanceof Change.DeleteSession end) {
            believed.deny(end.tokenHash());
        } else if (change instanceof Change.SaveSession save && save.session().revision() != 0) {
            believed.deny(save.session().tokenHash());
        } else if (change instanceof Change.DeleteSessions || change instanceof Change.SwitchTwoFactor
                || change instanceof Change.AddToList || change instanceof Change.RemoveFromList
                || change instanceof Change.SaveSetting || change instanceof Change.DeleteSetting) {
            believed.denyAll();
        }
    }

    /** The holder of the session with that token; empty for anything else. */
    public Optional<Holder> of(String token) {
        return Tokens.plausible(token) ? ofHash(Tokens.hash(token)) : Optional.empty();
    }

    /** @throws UnavailableException when nobody can say; nobody may be let in on that */
    public Optional<Holder> ofHash(String sessionHash) {
        Optional<Holder> holder = believed.of(sessionHash, () -> look(sessionHash));
        if (holder.isPresent() && !stands(holder.get())) {
            believed.deny(sessionHash);
            holder = look(sessionHash);
        }
        return holder;
    }

    private boolean stands(Holder holder) {
        return clock.instant().isBefore(holder.session().expiresAt()) && holder.edition() == facts.edition()
                && holder.directory() == realms.directory(holder.user().id().realm());
    }

    /** As {@link #of}, and nothing is believed: what another node has changed meanwhile counts. */
    public Optional<Holder> anew(String token) {
        if (Tokens.plausible(token)) {
            believed.deny(Tokens.hash(token));
        }
        return of(token);
    }

    private Optional<Holder> look(String sessionHash) {
        readiness.requireOpen();
        Store store = memory.store();
        int edition = facts.edition();
        Optional<SessionRecord> found = sessions.findByHash(sessionHash);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SessionRecord session = found.get();
        Optional<Principal> user = policy.current(session.user()).filter(known -> !known.disabled());
        if (user.isEmpty()) {
            memory.commitUnguarded(List.of(new Change.DeleteSessions(session.user())));
            return Optional.empty();
        }
        Object directory = realms.directory(session.user().realm());
        Requirement requirement = policy.requirement(session.user(), Applications.DOOR);
        if (memory.store() != store || realms.directory(session.user().realm()) != directory) {
            throw new UnavailableException("the store or the directory was replaced while somebody came in");
        }
        sessions.seen(session);
        return Optional.of(new Holder(session, user.get(), PolicyRules.suffices(requirement, session.factors().keySet()), directory,
                edition));
    }
}
