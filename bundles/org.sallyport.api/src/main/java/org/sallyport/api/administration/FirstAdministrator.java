package org.sallyport.api.administration;

import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.UnavailableException;

/**
 * The way in before there is anybody: a link that is printed at start while a durable marker says that there has never been an
 * administrator, good once, for a limited time, and from this host only. Thread-safe.
 */
@ProviderType
public interface FirstAdministrator {

    /** What a link is good for. */
    enum Invitation {
        /** Nothing: unknown, expired, used, from another host, or there is an administrator. */
        NONE,
        /** Creating an account: the directory can be edited. */
        CREATE,
        /** Naming an account that exists: the directory cannot be edited. */
        APPOINT
    }

    /** @throws UnavailableException when store or directory cannot say */
    Invitation invitation(String token, Client client);

    /** See {@link org.sallyport.api.directory.EditableDirectory#shortestPassword()}. */
    int shortestPassword();

    /**
     * Creates the account, and the group {@code Administrators} with it as member.
     *
     * @throws InvalidInputException when the link is not good for this ({@code field}: {@code link})
     */
    Principal create(String token, String login, String displayName, char[] password, Client client) throws InvalidEntryException;

    /**
     * Makes an existing user administrator, after their password.
     *
     * @throws InvalidInputException when the link is not good for this ({@code field}: {@code link}), or name or password are wrong
     *     ({@code field}: {@code password})
     */
    Principal appoint(String token, String login, char[] password, Client client);
}
