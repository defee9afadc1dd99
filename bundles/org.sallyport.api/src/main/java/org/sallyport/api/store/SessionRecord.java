package org.sallyport.api.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * An open session.
 *
 * @param tokenHash SHA-256 of the session's token, hexadecimal; the token itself is only in the browser
 * @param id by which lists and logs speak of it; gives no access
 * @param user whose it is
 * @param name of the user, at sign-in
 * @param displayName of the user, at sign-in
 * @param login what they typed, as throttling counts it
 * @param factors satisfied, and when last
 * @param createdAt when
 * @param lastSeenAt to the minute, so that not every request costs a write
 * @param expiresAt whatever happens
 * @param address where it was opened from
 * @param previousAt the user's sign-in before this one
 * @param previousAddress where that one came from
 * @param failedCodes wrong codes since that one
 * @param revision see {@link Store}
 */
public record SessionRecord(String tokenHash, String id, PrincipalId user, String name, String displayName, String login,
        Map<String, Instant> factors, Instant createdAt, Instant lastSeenAt, Instant expiresAt, String address,
        Optional<Instant> previousAt, Optional<String> previousAddress, int failedCodes, long revision) {

    public SessionRecord {
        factors = Map.copyOf(factors);
    }
}
