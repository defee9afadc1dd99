package org.sallyport.api.administration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/**
 * The directories people come from, how they are, and what is kept of people they no longer know. Every change is durable and in
 * the log when its method returns. Thread-safe.
 */
@ProviderType
public interface DirectoryAdministration {

    /** Names of the configured realms, in the order in which they are asked; asks no directory. */
    List<String> names();

    /** The configured realms in the order in which they are asked, then those that are not configured any more but still kept. */
    List<RealmView> realms();

    /**
     * Tries a realm's directory now. One that cannot examine itself is asked for its fingerprint.
     *
     * @return what was found, in order; trouble is a finding
     * @throws InvalidInputException when the realm is not configured ({@code field}: {@code realm})
     */
    List<Finding> examine(String realm);

    /**
     * Accepts the directory that now answers for a realm in place of the one that did.
     *
     * @param fingerprint {@link RealmView#fingerprint()} that the administrator saw
     * @throws OutdatedException when yet another directory answers now
     * @throws InvalidInputException when the realm is not configured ({@code field}: {@code realm})
     * @throws UnavailableException when the directory or the store is away
     */
    void confirm(Actor actor, String realm, String fingerprint);

    /**
     * People with a second factor whom the directory of their realm does not know any more, or whose realm is not configured any
     * more. Those of a directory that is away are not among them.
     *
     * @param cursor {@link Page#next()} of the page before, or empty for the first
     * @param limit most entries to return, 1–1000
     */
    Page<Ownerless> ownerless(Optional<String> cursor, int limit);

    /**
     * Discards the second factors, attempts and sessions of people whom no directory knows any more. Those it knows again keep
     * theirs.
     *
     * @return for how many
     * @throws UnavailableException when the directory of one of them, or the store, is away; then nothing was changed
     */
    int discard(Actor actor, Set<PrincipalId> owners);
}
