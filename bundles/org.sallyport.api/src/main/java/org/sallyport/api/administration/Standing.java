package org.sallyport.api.administration;

import java.time.Instant;
import java.util.Optional;

/**
 * How somebody stands with two-factor.
 *
 * @param listed whether the list names them or a group of theirs; empty while their directory is away
 * @param enrolledAt when they confirmed their second factor; empty when not enrolled
 * @param failedCodes wrong codes in a row
 * @param failedPasswords wrong passwords in a row, from addresses they never signed in from
 * @param blockedUntil until when throttling keeps them waiting; empty when it does not
 * @param locked whether codes are refused until an administrator unlocks or resets
 * @param lastSignInAt their last sign-in; empty when there was none
 */
public record Standing(Optional<Boolean> listed, Optional<Instant> enrolledAt, int failedCodes, int failedPasswords,
        Optional<Instant> blockedUntil, boolean locked, Optional<Instant> lastSignInAt) {

    /** Whether Unlock would change anything. */
    public boolean throttled() {
        return failedCodes > 0 || failedPasswords > 0 || blockedUntil.isPresent() || locked;
    }
}
