package org.sallyport.api.access;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.signin.UnavailableException;

/**
 * Decides at the doors that are no pages of ours. Every decision is in the log, with its reason. Trouble is a refusal
 * ({@link Decision.Reason#UNAVAILABLE}), never an exception, unless a method says so. Thread-safe.
 */
@ProviderType
public interface AccessDecisions {

    /**
     * The gate that has this key.
     *
     * @param key as the gate sent it; anything at all
     * @return empty for every other text
     * @throws UnavailableException when the store cannot say
     */
    Optional<Gate> gate(String key);

    /** May they come in, given that the gate checks their password itself. */
    Decision decide(Gate gate, Knock knock);

    /**
     * Uses up a ticket: it is good for nothing when this returns, whatever the answer. A text that has not even a ticket's form is
     * answered {@code WRONG_TICKET} at once, neither counted nor logged: {@link #decide} is asked next, about the password it was.
     *
     * @param ticket as typed; anything at all; spaces and hyphens in it do not matter
     * @return {@code TICKET} where user, channel and gate are those it was given for, and the session it was given to is still
     *     open and has what the policy asks of this person now
     */
    Decision redeem(Gate gate, Knock knock, String ticket);
}
