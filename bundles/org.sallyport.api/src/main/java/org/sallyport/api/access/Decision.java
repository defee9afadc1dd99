package org.sallyport.api.access;

import java.util.Optional;
import org.sallyport.api.directory.Principal;

/**
 * May they come in.
 *
 * @param reason why, or why not
 * @param user whom the login means; empty where nobody is known by it
 */
public record Decision(Reason reason, Optional<Principal> user) {

    /** Why. */
    public enum Reason {
        /** One factor suffices: two-factor is off, or does not apply to this person. */
        NOT_PROTECTED(true),
        /** The channel is open to everybody, also to people who need two factors elsewhere. */
        OPEN_CHANNEL(true),
        /** A ticket that was given to a person who had satisfied both factors. */
        TICKET(true),
        /** This person needs two factors: through the portal. */
        NEEDS_TWO_FACTORS(false),
        /** This channel takes tickets only. */
        NEEDS_TICKET(false),
        /** No such ticket: used, run out, somebody else's, or for another place. */
        WRONG_TICKET(false),
        /** Nobody has that name, or more than one. */
        UNKNOWN(false),
        /** The directory lets nobody in under this name. */
        DISABLED(false),
        /** There is no such channel, or this gate may not ask about it. */
        WRONG_CHANNEL(false),
        /** Too many wrong tickets from there. */
        THROTTLED(false),
        /** The store or a directory cannot say. */
        UNAVAILABLE(false);

        private final boolean allowing;

        Reason(boolean allowing) {
            this.allowing = allowing;
        }
    }

    public boolean allowed() {
        return reason.allowing;
    }
}
