package org.sallyport.api.session;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * What a signed-in person holds.
 *
 * @param id by which lists and logs speak of it; gives no access
 * @param user who
 * @param name login name
 * @param displayName as a person reads it
 * @param factors satisfied ({@code password}, {@code totp}), and when last
 * @param createdAt when it was opened
 * @param expiresAt when it ends at the latest
 * @param address where it was opened from
 * @param previous the user's sign-in before this one; empty at the first
 * @param failedCodes wrong codes after the right password since the previous sign-in: worth a warning
 * @param administrator whether the console would let this person in
 */
public record Session(String id, PrincipalId user, String name, String displayName, Map<String, Instant> factors, Instant createdAt,
        Instant expiresAt, String address, Optional<Previous> previous, int failedCodes, boolean administrator) {

    /** Factor: the password. */
    public static final String PASSWORD = "password";

    /** Factor: a time-based code. */
    public static final String TOTP = "totp";

    public Session {
        factors = Map.copyOf(factors);
    }

    /**
     * An earlier sign-in.
     *
     * @param at when
     * @param address from where
     */
    public record Previous(Instant at, String address) {
    }
}
