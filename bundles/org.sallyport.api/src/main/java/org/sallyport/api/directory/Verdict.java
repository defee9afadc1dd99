package org.sallyport.api.directory;

import java.util.Optional;

/**
 * What a directory says of a name and a password.
 *
 * @param outcome the answer
 * @param user whom it is about: present for every outcome but {@link Outcome#REJECTED}, where it is always empty, so that
 *     nobody can tell an unknown name from a wrong password
 */
public record Verdict(Outcome outcome, Optional<Principal> user) {

    /** The answers; all but {@code REJECTED} are given only when the password was right. */
    public enum Outcome { ACCEPTED, REJECTED, DISABLED, EXPIRED, MUST_CHANGE, LOCKED }

    private static final Verdict REJECTION = new Verdict(Outcome.REJECTED, Optional.empty());

    public Verdict {
        if (user.isPresent() == (outcome == Outcome.REJECTED)) {
            throw new IllegalArgumentException("user: present exactly when the password was right");
        }
    }

    public static Verdict accepted(Principal user) {
        return new Verdict(Outcome.ACCEPTED, Optional.of(user));
    }

    /** Unknown name or wrong password; never says which. */
    public static Verdict rejected() {
        return REJECTION;
    }

    /** The password was right, but the account may not be used, for the reason that {@code outcome} names. */
    public static Verdict barred(Outcome outcome, Principal user) {
        return new Verdict(outcome, Optional.of(user));
    }
}
