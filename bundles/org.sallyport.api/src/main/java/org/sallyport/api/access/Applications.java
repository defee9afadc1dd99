package org.sallyport.api.access;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;

/**
 * What stands behind the portal, for the people who may use it. A passage is decided from memory as long as nothing has changed
 * here; what another node changed counts within a second. Trouble is {@code First(Refused(UNAVAILABLE))}, never an exception,
 * unless a method says so. Thread-safe.
 */
@ProviderType
public interface Applications {

    /** The door that coming in to an application has in the log. */
    Door DOOR = new Door("forward-auth");

    /**
     * What the holder of a session may see, by name.
     *
     * @param token of a session at the portal; anything else sees nothing
     * @throws UnavailableException when store or directory cannot say
     */
    List<Application> of(String token);

    /**
     * The application whose address has this authority and whose path the given one is within; the longest path wins.
     *
     * @param authority {@code host[:port]} as a browser sends it
     * @param path from the browser, begins with a slash
     * @throws UnavailableException when the store cannot say
     */
    Optional<Application> at(String authority, String path);

    /**
     * A ticket for a remote desktop, for whoever holds this session.
     *
     * @return empty when the session does not suffice at the portal, or the application is none they may use, or no remote desktop
     * @throws UnavailableException when store or directory cannot say
     */
    Optional<Ticket> ticket(String token, String application, Client client);

    /** May the holder of a session at the portal use an application on the portal's own host. {@code Open} lets them. */
    Passage enter(String token, String application, Client client);

    /**
     * A code with which a browser shows on the application's own host that it comes from here.
     *
     * @param state hash (SHA-256, base64url) of the random text that the browser holds there in a cookie
     * @return {@code Code}, or why not
     */
    Passage code(String token, String application, String state, Client client);

    /**
     * Exchanges a code for a session of that host alone. A code is good for nothing afterwards, whatever the answer.
     *
     * @param state the random text itself, from the cookie
     * @return {@code Child}; {@code First} when the code is none, has run out, was used, or is another browser's or application's
     */
    Passage exchange(String code, String application, String state, Client client);

    /** May the holder of a child session go on at this application; asked at every request. {@code Open} lets them. */
    Passage go(String childToken, String application, Client client);

    /**
     * Ends a child session; anything else changes nothing.
     *
     * @throws UnavailableException when the store cannot be written: the session is still open
     */
    void leave(String childToken, Client client);
}
