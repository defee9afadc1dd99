package org.sallyport.core.health;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.core.provider.Providers;
import org.sallyport.core.store.Memory;

/**
 * Whether the keys fit the database: a known text was sealed when the database was new, and must open. Without this, a lost key
 * file would be noticed one user at a time. Believed for a second.
 */
final class SealCheck {

    private static final String MARK = "mark.seal-check";
    private static final Binding BINDING = new Binding("sallyport", "seal-check");
    private static final byte[] KNOWN = "sally port".getBytes(StandardCharsets.US_ASCII);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Passed(SecretSealer sealer, Instant at) {
    }

    private final Providers providers;
    private final Memory memory;
    private final Clock clock;
    private volatile Passed passed;

    SealCheck(Providers providers, Memory memory, Clock clock) {
        this.providers = providers;
        this.memory = memory;
        this.clock = clock;
    }

    /** @throws UnavailableException says which key, of which file, does not fit */
    void require() {
        SecretSealer sealer = providers.sealer();
        Passed seen = passed;
        Instant now = clock.instant();
        if (seen != null && seen.sealer() == sealer && !now.isBefore(seen.at()) && now.isBefore(seen.at().plus(FRESH))) {
            return;
        }
        try {
            Optional<Setting> mark = memory.read(store -> store.settings().find(MARK));
            if (mark.isEmpty()) {
                memory.commit(List.of(new Change.SaveSetting(new Setting(MARK, write(sealer.seal(KNOWN, BINDING)), 0))));
            } else if (!Arrays.equals(sealer.open(read(mark.get().value()), BINDING), KNOWN)) {
                throw new UnavailableException("the secret sealer opens what this database sealed to something else");
            }
        } catch (SealException e) {
            throw new UnavailableException("the keys do not fit this database: " + e.getMessage(), e);
        } catch (ConflictException e) {
            throw new UnavailableException("another node is setting up the keys", e);
        }
        passed = new Passed(sealer, now);
    }

    private static String write(Sealed sealed) {
        return sealed.keyId() + " " + Base64.getEncoder().encodeToString(sealed.bytes());
    }

    private static Sealed read(String text) {
        try {
            String[] parts = text.split(" ", 2);
            return new Sealed(parts[0], Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new UnavailableException("setting '" + MARK + "' in the store is damaged", e);
        }
    }
}
