package org.sallyport.itests;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The app on somebody's phone: RFC 6238 with SHA-1, six digits, 30 seconds, written apart from the product's. */
record Authenticator(byte[] secret) {

    private static final int PERIOD = 30;
    private static final int SIX_DIGITS = 1_000_000;

    /** What it shows now. */
    String code() {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(Instant.now().getEpochSecond() / PERIOD).array());
            int bits = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0x0f) & Integer.MAX_VALUE;
            return String.format("%06d", bits % SIX_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is in every Java", e);
        }
    }
}
