package org.sallyport.api.administration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.administration.ApiToken.Scope;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.UnavailableException;

/**
 * The way in for programs. Only hashes are kept. Every change is durable and in the log when its method returns. Every method may
 * throw {@link UnavailableException}. Thread-safe.
 */
@ProviderType
public interface ApiTokens {

    /** Most days that a token may last. */
    int MOST_DAYS = 730;

    /**
     * Asked at every request of a program.
     *
     * @param secret as it was sent; anything at all
     * @return {@code In} for a token that is known, has not run out, and whose owner is an administrator now; a right one is let in
     *     also while wrong ones from the same address are told to wait, because nobody guesses 256 bits
     */
    Admission admit(String secret, Client client);

    /** All tokens by name, those that ran out among them. */
    List<ApiToken> list();

    /**
     * Makes a token that acts for the actor.
     *
     * @param days how long it is good for, 1–{@link #MOST_DAYS}
     * @throws InvalidInputException names the field ({@code name}, {@code days}) and says what is allowed
     */
    Issued create(Actor actor, String name, Scope scope, int days);

    /** The token is good for nothing when this returns. @return whether there was one */
    boolean revoke(Actor actor, String id);

    /**
     * A new token.
     *
     * @param token as it is kept
     * @param secret what the program shows; told this once
     */
    record Issued(ApiToken token, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Issued[" + token.id() + "]";
        }
    }

    /** In, or not. */
    @ProviderType
    sealed interface Admission {

        /**
         * In.
         *
         * @param actor for whom it acts
         * @param scope what it may do
         * @param name of the token
         */
        record In(Actor actor, Scope scope, String name) implements Admission {
        }

        /**
         * Not in.
         *
         * @param retryAt present when too many wrong tokens came from there: when trying again makes sense
         */
        record Refused(Optional<Instant> retryAt) implements Admission {
        }
    }
}
