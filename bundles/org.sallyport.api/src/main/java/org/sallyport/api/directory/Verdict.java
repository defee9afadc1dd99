package org.sallyport.api.directory;

import java.util.Optional;

/**
 * What a directory says of a name and a password.
 *
 * @param outcome the answer
 * @param user whom it is about: present for every outcome but {@link Outcome#REJECTED}, where it is always empty, so that
 *     nobody can tell an unknown name from a wrong password
 * @param reason for the sign-in log only, where the outcome does not say it all: a short stable word of {@code a–z} and
 *     {@code -}, such as {@link #AMBIGUOUS_NAME}; else empty
 */
public record Verdict(Outcome outcome, Optional<Principal> user, String reason) {

    /** The answers; all but {@code REJECTED} are given only when the password was right. */
    public enum Outcome {
        ACCEPTED,
        /** Unknown name, wrong password, or more than one entry of that name. */
        REJECTED,
        /** Somebody has switched the account off. */
        DISABLED,
        /** The account has run out. */
        EXPIRED,
        /** The password has run out, or must be replaced before anything else. */
        MUST_CHANGE,
        /** Closed after too many failures. */
        LOCKED,
        /** Not at this hour, or not from here. */
        NOT_NOW
    }

    /** A reason to reject: several entries answer to the name, and it must not be luck which of them is meant. */
    public static final String AMBIGUOUS_NAME = "ambiguous-name";

    /** A reason to reject where the directory does not look at the password any more: it has closed the account. */
    public static final String LOCKED_UNSEEN = "account-locked";

    public Verdict {
        if (user.isPresent() == (outcome == Outcome.REJECTED)) {
            throw new IllegalArgumentException("user: present exactly when the password was right");
        }
        if (!reason.matches("[a-z-]{0,40}")) {
            throw new IllegalArgumentException("reason: at most 40 characters of a-z and '-'");
        }
    }

    public static Verdict accepted(Principal user) {
        return new Verdict(Outcome.ACCEPTED, Optional.of(user), "");
    }

    /** Unknown name or wrong password; never says which. */
    public static Verdict rejected() {
        return rejected("");
    }

    /** Rejected, for a reason that the sign-in log shows and the person never hears. */
    public static Verdict rejected(String reason) {
        return new Verdict(Outcome.REJECTED, Optional.empty(), reason);
    }

    /** The password was right, but the account may not be used, for the reason that {@code outcome} names. */
    public static Verdict barred(Outcome outcome, Principal user) {
        return new Verdict(outcome, Optional.of(user), "");
    }
}
