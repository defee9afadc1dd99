package org.sallyport.api.policy;

import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * What a person needs at a door.
 *
 * @param secondFactor whether the password alone does not suffice
 * @param cause why
 * @param through the group that brings it, or the person where named; empty where neither is the cause
 */
public record Requirement(boolean secondFactor, Cause cause, Optional<PrincipalId> through) {

    /** Why a second factor is needed, or not. */
    public enum Cause { TWO_FACTOR_OFF, NOT_LISTED, NAMED, IN_GROUP, ADMINISTRATOR }
}
