package org.sallyport.api.otp;

import java.time.Instant;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * TOTP arithmetic (RFC 6238 over RFC 4226). Pure: no clock, no memory, no randomness; which steps were used before is the
 * caller's business. Thread-safe.
 */
@ConsumerType
public interface TotpEngine {

    /** Service property (String): the name by which configuration selects one. */
    String NAME = "sallyport.name";

    /** The time step that contains {@code time}, counted from T0 = 1970-01-01T00:00:00Z in 64 bits (RFC 6238 §4.2). */
    long step(Instant time, OtpParameters parameters);

    /**
     * Finds the step within {@code centreStep ± window} whose code this is. Every step of the window is computed and compared
     * in constant time, whatever matches. Where two steps share the code, the greater one is returned, so that a code that is
     * still good is not taken for one that was used.
     *
     * @param secret the shared secret, at least 16 bytes (RFC 4226 §4 R6)
     * @param code exactly {@code parameters.digits()} ASCII digits; anything else matches nothing
     * @param centreStep not negative
     * @param window steps to either side, 0–10
     * @return the matching step, or empty
     * @throws IllegalArgumentException names the argument that is out of range
     */
    OptionalLong match(byte[] secret, String code, long centreStep, int window, OtpParameters parameters);

    /** The code of one step, {@code parameters.digits()} long with leading zeros. */
    String code(byte[] secret, long step, OtpParameters parameters);
}
