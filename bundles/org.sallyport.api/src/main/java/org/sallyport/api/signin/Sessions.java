package org.sallyport.api.signin;

import org.osgi.annotation.versioning.ProviderType;

/** Open sessions. Whether one suffices at a door is asked of {@link SignIn#admit}. Thread-safe. */
@ProviderType
public interface Sessions {

    /**
     * Signs out: the token is good for nothing when this returns.
     *
     * @param token from the cookie; one that belongs to no session changes nothing
     * @throws UnavailableException when the store cannot be written: the session is still open
     */
    void end(String token, Client client);
}
