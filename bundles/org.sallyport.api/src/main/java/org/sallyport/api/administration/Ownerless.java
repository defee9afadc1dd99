package org.sallyport.api.administration;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * Somebody whose second factor is kept, and whom no directory knows any more.
 *
 * @param owner their identity
 * @param name the name they last signed in under, as the sign-in log has it; empty where the log has forgotten
 * @param enrolledAt when they confirmed it
 * @param lastUsedAt when it last let them in; empty for never
 */
public record Ownerless(PrincipalId owner, String name, Instant enrolledAt, Optional<Instant> lastUsedAt) {
}
