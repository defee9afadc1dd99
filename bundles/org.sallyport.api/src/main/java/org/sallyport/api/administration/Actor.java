package org.sallyport.api.administration;

import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;

/**
 * Who does something to others, for the log. Faces make one only of somebody whom
 * {@link org.sallyport.api.signin.SignIn#admit} let through an administrators' door.
 *
 * @param id of the administrator
 * @param name of the administrator
 * @param client from where
 * @param door through which
 */
public record Actor(PrincipalId id, String name, Client client, Door door) {

    /** Whoever may read the files of this host's Sallyport, and so may do everything anyway; of a realm that none can be called. */
    public static final PrincipalId HOST = PrincipalId.user(".", "host");

    /** Whether it is the host, or a token that was made there: no person, and an administrator always. */
    public static boolean isHost(PrincipalId id) {
        return id.realm().equals(HOST.realm());
    }

    public static Actor of(Session session, Client client, Door door) {
        return new Actor(session.user(), session.name(), client, door);
    }
}
