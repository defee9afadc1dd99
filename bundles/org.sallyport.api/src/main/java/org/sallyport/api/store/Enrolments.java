package org.sallyport.api.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;

/** Confirmed second factors. */
@ConsumerType
public interface Enrolments {

    /** All of an owner's, oldest first; empty when not enrolled. */
    List<Enrolment> of(PrincipalId owner) throws StoreException;

    /** All of several owners', for a page of a list; {@code owners} has at most 1000. */
    List<Enrolment> of(Set<PrincipalId> owners) throws StoreException;

    /** How many different people are enrolled. */
    long people() throws StoreException;

    /**
     * Everybody who is enrolled, each once, in an order that stays.
     *
     * @param cursor of the page before, or empty for the first
     * @param limit 1–1000
     */
    Page<PrincipalId> owners(Optional<String> cursor, int limit) throws StoreException;

    /** Names of the realms of which somebody is enrolled; cheap, however many people that is. */
    Set<String> realms() throws StoreException;
}
