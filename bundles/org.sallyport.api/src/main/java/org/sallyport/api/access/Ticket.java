package org.sallyport.api.access;

import java.time.Instant;

/**
 * Good once, at one place, for one person, for a short time.
 *
 * @param secret to be typed or pasted where a password is asked for; upper-case letters and digits in groups, none of which look
 *     alike. Kept as a hash only
 * @param expiresAt when it runs out
 */
public record Ticket(String secret, Instant expiresAt) {

    @Override
    public String toString() {
        return "Ticket[" + expiresAt + "]";
    }
}
