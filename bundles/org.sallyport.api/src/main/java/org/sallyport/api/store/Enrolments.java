package org.sallyport.api.store;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.directory.PrincipalId;

/** Confirmed second factors. */
@ConsumerType
public interface Enrolments {

    /** All of an owner's, oldest first; empty when not enrolled. */
    List<Enrolment> of(PrincipalId owner) throws StoreException;

    /** All of several owners', for a page of a list; {@code owners} has at most 1000. */
    List<Enrolment> of(Set<PrincipalId> owners) throws StoreException;

    /** How many different people are enrolled. */
    long people() throws StoreException;
}
