package org.sallyport.api.store;

import java.time.Instant;
import org.sallyport.api.directory.PrincipalId;

/**
 * Something good for a short time that stands on an open session: a one-time ticket, a one-time code, a child session. It is
 * written once and never changed.
 *
 * @param hash SHA-256, hexadecimal; what was hashed is only with the person
 * @param purpose what it is good for: a channel's name for a ticket, {@link #CODE}, {@link #SESSION}; 1–64 characters
 * @param target where: a gate's id for a ticket, else an application's id; 1–200 characters
 * @param user whose it is
 * @param name of the user, at that time
 * @param sessionHash the session it stands on; it is good for nothing once that has ended, see {@link SessionRecord#tokenHash()}
 * @param binding what else must fit, at most 200 characters; may be empty
 * @param createdAt when
 * @param expiresAt after which it is as if it had never been
 */
public record PassRecord(String hash, String purpose, String target, PrincipalId user, String name, String sessionHash, String binding,
        Instant createdAt, Instant expiresAt) {

    /** A code with which a browser shows on an application's own host that it comes from the portal. */
    public static final String CODE = "application-code";

    /** A session of an application's own host. */
    public static final String SESSION = "application-session";
}
