package org.sallyport.api.store;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Sealed;

/**
 * A second factor that somebody has confirmed. A user may have several.
 *
 * @param id of the enrolment, never reused
 * @param owner whose it is
 * @param kind for example {@link #TOTP}
 * @param secret sealed, bound to owner and kind
 * @param parameters frozen when it was made
 * @param lastStep the last accepted time step; only a greater one is ever accepted (RFC 6238 §5.2)
 * @param drift steps by which the owner's clock was off at the last success, within the window (RFC 6238 §6)
 * @param confirmedAt when the first right code was given
 * @param lastUsedAt when it last let its owner in
 * @param revision see {@link Store}
 */
public record Enrolment(String id, PrincipalId owner, String kind, Sealed secret, OtpParameters parameters, long lastStep, int drift,
        Instant confirmedAt, Optional<Instant> lastUsedAt, long revision) {

    /** Kind: time-based one-time password. */
    public static final String TOTP = "totp";
}
