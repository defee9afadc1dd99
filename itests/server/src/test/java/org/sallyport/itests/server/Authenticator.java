package org.sallyport.itests.server;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** An authenticator app by RFC 6238 with what every app can do, SHA-1, six digits and thirty seconds, written apart from the product's. */
final class Authenticator {

    private static final int PERIOD_SECONDS = 30;

    private final String key;
    private final byte[] secret;

    /** @param key as the activation page shows it, Base32 */
    Authenticator(String key) {
        this.key = key;
        secret = new Base32().decode(key);
    }

    String key() {
        return key;
    }

    static long now() {
        return Instant.now().getEpochSecond() / PERIOD_SECONDS;
    }

    /** The code that the app shows in a time step. */
    String code(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A code of no step anywhere near. */
    String wrongCode() {
        for (int candidate = 0;; candidate++) {
            String code = "%06d".formatted(candidate);
            boolean right = false;
            for (long step = now() - 20; step <= now() + 20; step++) {
                right |= code(step).equals(code);
            }
            if (!right) {
                return code;
            }
        }
    }
}
