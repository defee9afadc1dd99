package org.sallyport.api.signin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The way in, and the only place that knows the order of the factors. Trouble comes back as
 * {@code Refused(UNAVAILABLE)}, never as an exception, and nobody is let in because of it. Thread-safe.
 */
@ProviderType
public interface SignIn {

    /** A name and a password. The password is not cleared here. */
    Outcome begin(Attempt attempt);

    /** The next step of a sign-in that {@link #begin} or {@link #admit} challenged. */
    Outcome answer(SignInId id, Answer answer, Client client);

    /** The challenge of a sign-in under way again, the same as before (a reload keeps the QR code); else {@code Refused(EXPIRED)}. */
    Outcome resume(SignInId id);

    /** Forgets a sign-in under way, if there is one: the person starts again. */
    void abandon(SignInId id);

    /**
     * Asked at every request of somebody who holds a session: does it suffice, now, at this door? A session whose factors are
     * too few is challenged: answer under the challenge's id; its token changes when it succeeds.
     *
     * @param token from the cookie; anything at all
     * @return {@code SignedIn} with the same token, {@code Challenge}, or {@code Refused} with {@code NO_SESSION},
     *     {@code NOT_ADMINISTRATOR} or {@code UNAVAILABLE}
     */
    Outcome admit(String token, Door door, Client client);

    /** Whether people can sign in now. Cheap: asked by health checks every second. */
    Readiness readiness();
}
