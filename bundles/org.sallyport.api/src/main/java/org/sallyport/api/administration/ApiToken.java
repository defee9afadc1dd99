package org.sallyport.api.administration;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * What a program shows instead of a password and a code.
 *
 * @param id by which lists and logs speak of it; gives no access
 * @param name for people, 1 to 64 characters
 * @param scope what it may do
 * @param owner for whom it acts, and without whose being an administrator it is good for nothing
 * @param ownerName the owner's name when it was made
 * @param createdAt when it was made
 * @param expiresAt after which it is good for nothing
 * @param lastUsedAt when it was last used, to the minute; empty for never
 */
public record ApiToken(String id, String name, Scope scope, PrincipalId owner, String ownerName, Instant createdAt, Instant expiresAt,
        Optional<Instant> lastUsedAt) {

    /** What a token may do; each includes the one before. */
    public enum Scope {
        /** Look at everything. */
        READ,
        /** Help people: reset, unlock, end sessions, try directories. */
        OPERATE,
        /** Everything an administrator may. */
        ADMIN;

        /** Whether a token of this scope may do what needs the other. */
        public boolean covers(Scope needed) {
            return ordinal() >= needed.ordinal();
        }
    }
}
