package org.sallyport.api.directory;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.paging.Page;

/**
 * A directory whose users and groups can be changed through it: a capability, implemented beside {@link Directory} by the same
 * service object. Faces hide editing where it is absent.
 *
 * <p>Every method throws {@link InvalidEntryException}, which names the offending field, when what is asked for breaks a rule
 * of the directory (a taken name, a short password, an unknown id), and then has changed nothing.
 */
@ConsumerType
public interface EditableDirectory extends Directory {

    /** Least number of characters a password must have; faces show it. 8 or more. */
    int shortestPassword();

    /** Creates a user who can sign in with the password. */
    Principal createUser(String login, String displayName, char[] password) throws DirectoryException, InvalidEntryException;

    /** Creates an empty group. */
    Principal createGroup(String name, String displayName) throws DirectoryException, InvalidEntryException;

    /** Gives a user or group another name and display name; the id stays. */
    Principal rename(PrincipalId id, String name, String displayName) throws DirectoryException, InvalidEntryException;

    /** Lets a user in, or no longer. */
    Principal setDisabled(PrincipalId user, boolean disabled) throws DirectoryException, InvalidEntryException;

    /** Replaces a user's password; the old one is forgotten. */
    void setPassword(PrincipalId user, char[] password) throws DirectoryException, InvalidEntryException;

    /** Deletes a user or group and all its memberships; deleting a group deletes none of its members. */
    void delete(PrincipalId id) throws DirectoryException, InvalidEntryException;

    /** Puts a user or group into a group; nothing happens when it is a direct member already. */
    void addMember(PrincipalId group, PrincipalId member) throws DirectoryException, InvalidEntryException;

    /** Takes a direct member out of a group; nothing happens when it is none. */
    void removeMember(PrincipalId group, PrincipalId member) throws DirectoryException, InvalidEntryException;

    /** Direct members of a group, users and groups, ordered by name; see {@link Directory#members} for cursor and limit. */
    Page<Principal> directMembers(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException;

    /** Groups a principal is a direct member of, ordered by name; see {@link Directory#members} for cursor and limit. */
    Page<Principal> directGroups(PrincipalId member, Optional<String> cursor, int limit) throws DirectoryException;
}
