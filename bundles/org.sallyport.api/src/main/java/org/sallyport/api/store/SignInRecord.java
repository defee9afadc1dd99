package org.sallyport.api.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Sealed;

/**
 * A sign-in between its two doors. It lives here and nowhere else, so that any node, or this one after a restart, can finish it.
 *
 * @param idHash SHA-256 of the sign-in's id, hexadecimal; the id itself is only in the browser
 * @param user who gave the right password
 * @param login what they typed, as throttling counts it
 * @param name of the user, at that time
 * @param displayName of the user, at that time
 * @param door which they knocked at
 * @param address from where
 * @param factors satisfied so far, and when
 * @param startedAt when
 * @param expiresAt after which it is as if it had never been
 * @param pendingSecret shown on the activation page and not confirmed yet, sealed; empty when the user is enrolled
 * @param pendingParameters what the pending secret will be used with; present exactly with it
 * @param sessionHash the session this stands on, when it is no new sign-in but one more factor for an open session
 * @param revision see {@link Store}
 */
public record SignInRecord(String idHash, PrincipalId user, String login, String name, String displayName, String door, String address,
        Map<String, Instant> factors, Instant startedAt, Instant expiresAt, Optional<Sealed> pendingSecret,
        Optional<OtpParameters> pendingParameters, Optional<String> sessionHash, long revision) {

    public SignInRecord {
        factors = Map.copyOf(factors);
        if (pendingSecret.isPresent() != pendingParameters.isPresent()) {
            throw new IllegalArgumentException("pendingParameters: present exactly with pendingSecret");
        }
    }
}
