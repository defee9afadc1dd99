package org.sallyport.core.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Client;
import org.sallyport.api.store.Change;

/** Words for the log. */
public final class Events {

    private final Clock clock;

    public Events(Clock clock) {
        this.clock = clock;
    }

    /** To the millisecond, as the store keeps it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Somebody came, went, or was refused. */
    public Change visit(Action action, Outcome outcome, String reason, Optional<PrincipalId> who, String name, Client client, String door) {
        return append(new AuditEvent(0, now(), action, outcome, reason, who, name,
                Optional.empty(), "", client.address(), door));
    }

    /** The same of something that has a name: an application, a gate. */
    public Change toward(Outcome outcome, Action action, String reason, Optional<PrincipalId> who, String name, String what, String address,
            String door) {
        return append(new AuditEvent(0, now(), action, outcome, reason, who, name, Optional.empty(), what, address, door));
    }

    /** An administrator did something to somebody. */
    public Change done(Actor actor, Action action, String reason, Optional<PrincipalId> subject, String name) {
        return append(new AuditEvent(0, now(), action, Outcome.SUCCEEDED, reason,
                Optional.of(actor.id()), actor.name(), subject, name, actor.client().address(), actor.door().name()));
    }

    private static Change append(AuditEvent event) {
        return new Change.Append(event);
    }

    /** People type passwords into name fields: a name nobody has is counted, not written down. */
    public static String unknownName(String typed) {
        return "unknown name (" + typed.codePointCount(0, typed.length()) + " characters)";
    }
}
