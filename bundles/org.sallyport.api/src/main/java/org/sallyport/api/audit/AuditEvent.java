package org.sallyport.api.audit;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * One thing that happened. Never holds a password, a code or a secret; a name nobody has is not written out, because people
 * type passwords into name fields.
 *
 * @param sequence place in the log, rising; 0 before the store has given one
 * @param at when, to the millisecond
 * @param action what was done
 * @param outcome what came of it
 * @param reason why, as a short stable word such as {@code wrong-code}; empty where the outcome says it all
 * @param actorId who did it, where known
 * @param actor the actor's name as it was then; for an unknown name a description such as {@code unknown name (5 characters)}
 * @param subjectId whom or what it was done to, where that is not the actor
 * @param subject the subject's name as it was then; empty where there is none
 * @param address from where, a literal IP address; empty when from within
 * @param door through which door, for example {@code portal}
 */
public record AuditEvent(long sequence, Instant at, Action action, Outcome outcome, String reason,
        Optional<PrincipalId> actorId, String actor, Optional<PrincipalId> subjectId, String subject, String address, String door) {

    /**
     * What can be done. {@code ACCESS}: somebody came, or wanted to come, in through a channel or to an application; {@code TICKET}: a
     * one-time ticket was given.
     */
    public enum Action {
        SIGN_IN, SIGN_OUT, ENROL, STEP_UP, ACCESS, TICKET, RESET, UNLOCK, TWO_FACTOR_ON, TWO_FACTOR_OFF, ADD_TO_LIST, REMOVE_FROM_LIST,
        CHANGE_SETTING, CREATE_ACCOUNT, CHANGE_ACCOUNT, DELETE_ACCOUNT, SET_PASSWORD, APPOINT_ADMINISTRATOR, CONFIRM_DIRECTORY,
        CHANGE_CHANNEL, REMOVE_CHANNEL, ADD_GATE, REMOVE_GATE, SAVE_APPLICATION, REMOVE_APPLICATION,
        END_SESSION, CREATE_TOKEN, REVOKE_TOKEN;

        /** Whether a person coming in or going out did it for themselves; the rest are changes by administrators. */
        public boolean ofVisitor() {
            return ordinal() <= TICKET.ordinal();
        }
    }

    /** What can come of it. {@code CHALLENGED}: the password was right, and a code was asked for. */
    public enum Outcome { SUCCEEDED, CHALLENGED, REFUSED }
}
