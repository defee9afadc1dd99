package org.sallyport.api.directory;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * Users and groups of one realm. Register it as a service with the property {@link #REALM}; the shipped configuration names
 * the realms that count, so a directory nobody configured is never asked.
 *
 * <p>Unknown is an empty {@code Optional}, an empty page or {@link Verdict#rejected()}; unreachable is
 * {@link DirectoryException}; never one for the other: a directory that cannot answer must not look like one that says no.
 *
 * <p>Thread-safe: called by many threads at once. No method keeps or changes its arguments.
 */
@ConsumerType
public interface Directory {

    /** Service property (String): the realm this directory answers for; see {@link PrincipalId#realm()}. */
    String REALM = "sallyport.realm";

    /**
     * What tells this directory from another one under the same realm name: a database's identifier, a domain SID, a base DN
     * and naming context. Constant for the life of the directory's data; 1–200 characters.
     */
    String fingerprint() throws DirectoryException;

    /**
     * Checks a name and a password. Takes as long for an unknown name as for a wrong password. An empty password is rejected
     * without being tried (RFC 4513 §5.1.2 makes an LDAP bind with one succeed).
     *
     * @param login as the person typed it, NFC-normalised; any length
     * @param password cleared by the caller afterwards
     */
    Verdict authenticate(String login, char[] password) throws DirectoryException;

    /**
     * Whom a login means, by the same rules as {@link #authenticate}, whatever the password.
     *
     * @return empty for a name that nobody has, or more than one
     */
    Optional<Principal> named(String login) throws DirectoryException;

    /** The principal as it is now; empty when there is none (any more), or {@code id} is of another realm. */
    Optional<Principal> find(PrincipalId id) throws DirectoryException;

    /**
     * Which of {@code ofInterest} the user belongs to, directly or through groups in groups. Cycles among groups are survived.
     *
     * @param ofInterest groups, of this realm or others; those of others are never in the answer
     * @return a subset of {@code ofInterest}; empty for an unknown user
     */
    Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) throws DirectoryException;

    /**
     * Users who belong to a group, directly or through groups in groups, each once, ordered by name.
     *
     * @param cursor {@link Page#next()} of the page before, or empty for the first
     * @param limit most entries to return, 1–1000
     * @return empty for an unknown group
     */
    Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) throws DirectoryException;

    /** How many different people a group brings, groups in groups counted. 0 for an unknown group. */
    Count people(PrincipalId group) throws DirectoryException;

    /**
     * Finds principals whose name or display name has a word that starts with, or a part that equals, the text, whatever the
     * case; ordered by name. An empty text finds all. While the order of a long list is not known yet, its first page may hold
     * whoever is found already; the pages behind it then bring all others in order.
     *
     * @param kinds what to look for; not empty
     * @param cursor {@link Page#next()} of the page before, or empty for the first
     * @param limit most entries to return, 1–1000
     */
    Page<Principal> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws DirectoryException;
}
