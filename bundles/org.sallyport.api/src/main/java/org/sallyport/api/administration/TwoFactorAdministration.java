package org.sallyport.api.administration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/**
 * Two-factor as administrators run it. Every change is durable and in the log when its method returns, and in force at the next
 * request of whomever it concerns. Every method may throw {@link UnavailableException}; then nothing was changed. In lists,
 * {@code cursor} is {@link Page#next()} of the page before, or empty for the first, and {@code limit} is 1–1000. Thread-safe.
 */
@ProviderType
public interface TwoFactorAdministration {

    Status status();

    /** What {@link #switchTwoFactor} would do now. */
    Impact impact(boolean enable);

    /**
     * Turns two-factor on or off. Enrolments are kept either way.
     *
     * @param expectedRevision {@link Status#revision()} that the administrator saw
     * @throws OutdatedException when switch or list were changed since
     */
    Status switchTwoFactor(Actor actor, boolean enable, long expectedRevision);

    /** The list of users and groups that two-factor applies to, by part of the name; an empty text for all. */
    Page<Listed> list(String text, Optional<String> cursor, int limit);

    /**
     * Users and groups to choose from, by what {@link org.sallyport.api.directory.Directory#search} finds, realm after realm. One
     * that is away takes nothing from the others.
     */
    Found<Candidate> candidates(String text, Set<Kind> kinds, Optional<String> cursor, int limit);

    /**
     * Puts users and groups on the list; those already there stay.
     *
     * @throws InvalidInputException when a directory does not know one of them ({@code field}: its id)
     */
    void add(Actor actor, Set<PrincipalId> ids);

    /** Takes users and groups off the list, also those the directory no longer knows. Enrolments are kept. */
    void remove(Actor actor, Set<PrincipalId> ids);

    /** Users by search, with their standing, realm after realm. One that is away takes nothing from the others. */
    Found<Person> people(String text, Optional<String> cursor, int limit);

    /** The people a group brings, with their standing; empty for an unknown group. */
    Page<Person> peopleOf(PrincipalId group, Optional<String> cursor, int limit);

    /** A user by id, with their standing; empty when the directory does not know them. */
    Optional<Person> person(PrincipalId user);

    /** A user or group by id, as the directory knows it; empty when it does not. */
    Optional<Principal> find(PrincipalId id);

    /**
     * Whom a selection means, by name, for a confirmation. Groups, and those unknown to the directory who have nothing to reset,
     * are left out.
     *
     * @throws InvalidInputException when it means more than 10,000 people
     */
    List<Principal> resolve(Selection selection);

    /**
     * Discards the second factor of each: secret, learned drift, half-finished sign-ins and code failures are gone, open sessions
     * end, and the next sign-in shows a new QR code. All of one person's at once.
     *
     * @return how many were reset
     */
    int reset(Actor actor, Set<PrincipalId> users);

    /** Lets each try again at once: forgets wrong passwords and codes, keeps the enrolment. Returns for how many. */
    int unlock(Actor actor, Set<PrincipalId> users);

    /** All product settings, in the order a page shows them. */
    List<SettingView> settings();

    /**
     * Changes product settings; all or none.
     *
     * @param seen values that the administrator saw, by key; what is not among them is changed whatever it is now
     * @param values by key
     * @throws InvalidInputException names the key, and says what is allowed
     * @throws OutdatedException when a value is not the one that was seen
     */
    void changeSettings(Actor actor, Map<String, String> seen, Map<String, String> values);

    /** The users and groups who are administrators. */
    Set<PrincipalId> administrators();

    /**
     * Names the administrators anew.
     *
     * @param seen {@link #administrators()} as the actor saw them
     * @throws InvalidInputException when the actor would be none of them, or a directory does not know one who is new among them
     * @throws OutdatedException when they are others by now
     */
    void appoint(Actor actor, Set<PrincipalId> seen, Set<PrincipalId> administrators);

    /**
     * Lets somebody into the console again when no administrator can come in any more: makes them an administrator if they are none,
     * discards their second factor, and unlocks them. Loud in the log.
     *
     * @throws InvalidInputException when the actor is not {@link Actor#HOST}, or the directory does not know the user
     */
    void recover(Actor actor, PrincipalId user);
}
