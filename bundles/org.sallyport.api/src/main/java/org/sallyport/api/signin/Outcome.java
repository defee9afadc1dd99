package org.sallyport.api.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.session.Session;

/** What comes of knocking: in, one more step, or not. */
@ProviderType
public sealed interface Outcome {

    /**
     * In.
     *
     * @param token the session's token, for the cookie; new after every change of privilege, else the one that was shown
     * @param session what it stands for
     */
    record SignedIn(String token, Session session) implements Outcome {

        @Override
        public String toString() {
            return "SignedIn[" + session.id() + "]";
        }
    }

    /**
     * One more step.
     *
     * @param id by which to answer
     * @param name of the person, for the page
     * @param ways to go on; at least one
     * @param expiresAt after which to start again
     */
    record Challenge(SignInId id, String name, List<Way> ways, Instant expiresAt) implements Outcome {

        public Challenge {
            ways = List.copyOf(ways);
        }

        /** The way of that kind and purpose, if it is offered. */
        public Optional<Way> way(String kind, String purpose) {
            return ways.stream().filter(way -> way.kind().equals(kind) && way.purpose().equals(purpose)).findFirst();
        }
    }

    /**
     * Not in.
     *
     * @param reason what the person may hear; the log has more
     * @param retryAt when trying again makes sense; present for {@code THROTTLED}, and for {@code UNAVAILABLE} where known
     */
    record Refused(Reason reason, Optional<Instant> retryAt) implements Outcome {

        public static Refused because(Reason reason) {
            return new Refused(reason, Optional.empty());
        }

        public static Refused until(Reason reason, Instant retryAt) {
            return new Refused(reason, Optional.of(retryAt));
        }
    }

    /** Why not. */
    enum Reason {
        /** Name or password is wrong, or the account may not be used; never says which. */
        WRONG_CREDENTIALS,
        /** The code is not right. The sign-in goes on: ask {@link SignIn#resume} for its challenge. */
        WRONG_CODE,
        /** The code was right once and has been used. The sign-in goes on. */
        CODE_USED,
        /** Too many failures; {@code retryAt} says until when. */
        THROTTLED,
        /** Too many wrong codes: closed until an administrator unlocks. The sign-in is over. */
        LOCKED,
        /** The password was right, and the directory lets nobody in under this name. */
        ACCOUNT_DISABLED,
        /** The password was right, and the account has run out. */
        ACCOUNT_EXPIRED,
        /** The password was right, and must be changed in the directory before it is good for signing in. */
        PASSWORD_EXPIRED,
        /** The password was right, and the directory has locked the account. */
        ACCOUNT_LOCKED,
        /** The password was right, and the directory lets this account in at other hours, or from elsewhere, only. */
        NOT_NOW,
        /** The sign-in took too long, was finished, or never was. */
        EXPIRED,
        /** No session, or one that has ended. */
        NO_SESSION,
        /** Signed in, but not an administrator. */
        NOT_ADMINISTRATOR,
        /** A service, the store or the directory is away, or more people are signing in than can be served. */
        UNAVAILABLE
    }
}
