package org.sallyport.api.store;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;

/** Users, groups and memberships of the embedded directory. Ids in arguments that do not exist give empty answers. */
@ConsumerType
public interface LocalAccounts {

    Optional<LocalAccount> account(String id) throws StoreException;

    Optional<LocalAccount> accountByName(String nameKey) throws StoreException;

    Optional<LocalGroup> group(String id) throws StoreException;

    Optional<LocalGroup> groupByName(String nameKey) throws StoreException;

    /**
     * By name key; a text matches the start of a word of the name or display name, whatever the case.
     *
     * @param text empty for all
     * @param kinds not empty
     * @param cursor of the page before, or empty for the first
     * @param limit 1–1000
     */
    Page<LocalEntry> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws StoreException;

    /** Which of {@code ofInterest} (group ids) the user is in, groups in groups counted; cycles are survived. */
    Set<String> groupsOf(String user, Set<String> ofInterest) throws StoreException;

    /** Users in a group, groups in groups counted, each once, by name key. */
    Page<LocalEntry> people(String group, Optional<String> cursor, int limit) throws StoreException;

    /** How many users a group brings, groups in groups counted, each once. */
    long countPeople(String group) throws StoreException;

    /** Direct members of a group, by name key. */
    Page<LocalEntry> directMembers(String group, Optional<String> cursor, int limit) throws StoreException;

    /** Groups in which a user or group is a direct member, by name key. */
    Page<LocalEntry> directGroups(Kind kind, String member, Optional<String> cursor, int limit) throws StoreException;

    /** Whether {@code member} (a group) is {@code group} or is in it, groups in groups counted. */
    boolean contains(String group, String member) throws StoreException;
}
