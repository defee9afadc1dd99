package org.sallyport.api.otp;

import java.time.Duration;
import java.util.Objects;

/**
 * What a shared secret is used with, frozen per enrolment: a changed default never breaks somebody's phone.
 *
 * @param algorithm hash of the HMAC (RFC 6238 §1.2)
 * @param digits length of a code, 6–8 (RFC 4226 §5.3 asks for at least 6)
 * @param period the time step X, whole seconds, 15 s–5 min (RFC 6238 §5.2)
 */
public record OtpParameters(Algorithm algorithm, int digits, Duration period) {

    /** HMAC hashes of RFC 6238. */
    public enum Algorithm { SHA1, SHA256, SHA512 }

    /** The only set that every authenticator app honours: SHA-1, 6 digits, 30 s. */
    public static final OtpParameters DEFAULT = new OtpParameters(Algorithm.SHA1, 6, Duration.ofSeconds(30));

    public OtpParameters {
        Objects.requireNonNull(algorithm, "algorithm");
        if (digits < 6 || digits > 8) {
            throw new IllegalArgumentException("digits: 6 to 8");
        }
        if (period.toNanosPart() != 0 || period.toSeconds() < 15 || period.toSeconds() > 300) {
            throw new IllegalArgumentException("period: 15 to 300 whole seconds");
        }
    }
}
