package org.sallyport.api.administration;

import java.time.Instant;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId;

/**
 * Somebody's session as an administrator sees it.
 *
 * @param id by which lists and logs speak of it; gives no access
 * @param user whose it is
 * @param name their login name when it was opened
 * @param displayName as a person read it then
 * @param factors satisfied, see {@link org.sallyport.api.session.Session}
 * @param createdAt when it was opened
 * @param lastSeenAt when it was last used, to the minute
 * @param expiresAt when it ends at the latest
 * @param address where it was opened from
 */
public record OpenSession(String id, PrincipalId user, String name, String displayName, Set<String> factors, Instant createdAt,
        Instant lastSeenAt, Instant expiresAt, String address) {

    public OpenSession {
        factors = Set.copyOf(factors);
    }
}
