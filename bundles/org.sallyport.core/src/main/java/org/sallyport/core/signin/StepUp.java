package org.sallyport.core.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.core.audit.Events;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Locks;

/**
 * Asks the holder of an open session for a code: because the session has none and needs one, or because an application wants a
 * fresh one. Whoever has no second factor yet sets one up. {@link SecondDoor} takes the answer, and the session gets a new token.
 */
public final class StepUp {

    private final Memory memory;
    private final HalfWay halfWay;
    private final Locks locks;
    private final Events events;

    StepUp(Memory memory, HalfWay halfWay, Locks locks, Events events) {
        this.memory = memory;
        this.halfWay = halfWay;
        this.locks = locks;
        this.events = events;
    }

    /** @param token of the session; the same session meets the same challenge again */
    public Challenge challenge(String token, SessionRecord session, Door door, Client client) {
        SignInId id = new SignInId(Tokens.derive(token, "sallyport step-up"));
        return locks.alone(session.user().toString(), () -> {
            Optional<SignInRecord> underWay = halfWay.find(id);
            if (underWay.isPresent()) {
                return halfWay.challenge(id, underWay.get());
            }
            HalfWay.Started started = halfWay.stepUp(id, session, door);
            List<Change> changes = new ArrayList<>(started.changes());
            changes.add(events.visit(Action.STEP_UP, AuditEvent.Outcome.CHALLENGED, started.reason(), Optional.of(session.user()),
                    session.name(), client, door.name()));
            try {
                memory.commit(changes);
            } catch (ConflictException e) {
                throw new UnavailableException("another node is asking the same person", e);
            }
            return halfWay.challenge(id, started.record());
        });
    }
}
