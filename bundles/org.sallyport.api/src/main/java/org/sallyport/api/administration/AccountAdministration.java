package org.sallyport.api.administration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/**
 * Users and groups of directories that can be edited. Every change is durable and in the log when its method returns. Every
 * method may throw {@link UnavailableException}. Thread-safe.
 */
@ProviderType
public interface AccountAdministration {

    /** Realms whose directory can be edited, in order; empty hides accounts from the console. */
    List<String> editableRealms();

    /** See {@link org.sallyport.api.directory.EditableDirectory#shortestPassword()}. */
    int shortestPassword(String realm);

    Page<Principal> search(String realm, String text, Set<Kind> kinds, Optional<String> cursor, int limit);

    Optional<Principal> find(PrincipalId id);

    Page<Principal> directMembers(PrincipalId group, Optional<String> cursor, int limit);

    Page<Principal> directGroups(PrincipalId member, Optional<String> cursor, int limit);

    Principal createUser(Actor actor, String realm, String login, String displayName, char[] password) throws InvalidEntryException;

    Principal createGroup(Actor actor, String realm, String name, String displayName) throws InvalidEntryException;

    Principal rename(Actor actor, PrincipalId id, String name, String displayName) throws InvalidEntryException;

    /**
     * Disabling ends the user's sessions.
     *
     * @throws InvalidInputException when actors would disable themselves
     */
    Principal setDisabled(Actor actor, PrincipalId user, boolean disabled) throws InvalidEntryException;

    /** Ends the user's sessions, except the actor's own. Never touches the second factor. */
    void setPassword(Actor actor, PrincipalId user, char[] password) throws InvalidEntryException;

    /** What deleting would take with it, for the confirmation. */
    Deletion deletion(PrincipalId id);

    /**
     * Deletes a user or group with everything kept about it: memberships, list entry, enrolment, sessions, attempts.
     *
     * @throws InvalidInputException when actors would delete themselves, or the only group that makes administrators
     */
    void delete(Actor actor, PrincipalId id) throws InvalidEntryException;

    void addMember(Actor actor, PrincipalId group, PrincipalId member) throws InvalidEntryException;

    /** @throws InvalidInputException when actors would cease to be administrators */
    void removeMember(Actor actor, PrincipalId group, PrincipalId member) throws InvalidEntryException;

    /**
     * What goes with a user or group.
     *
     * @param principal the one
     * @param listed whether it is on the two-factor list; for a group: its people may no longer need a code
     * @param enrolled whether a user has a second factor, which is discarded
     * @param sessions open sessions of a user, which end
     * @param members direct members of a group, who stay
     * @param groups groups it is taken out of
     */
    record Deletion(Principal principal, boolean listed, boolean enrolled, int sessions, long members, long groups) {
    }
}
