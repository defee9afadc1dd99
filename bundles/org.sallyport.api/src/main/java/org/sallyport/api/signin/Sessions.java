package org.sallyport.api.session;

import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.UnavailableException;

/** Open sessions. Whether one suffices at a door is asked of {@link org.sallyport.api.signin.SignIn#admit}. Thread-safe. */
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
