package org.sallyport.totp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import org.sallyport.api.otp.OtpParameters.Algorithm;

/**
 * HMAC (RFC 2104) of time steps under one secret. The two padded key blocks are hashed once and their states cloned for each
 * step, so that a window of three steps costs eight compressions instead of the twelve of a {@code javax.crypto.Mac}. Nothing
 * is looked up in the security providers while codes are computed: those look-ups contend between threads.
 */
final class Hmac {

    /** Never updated, only cloned; that makes them safe to share. */
    private static final MessageDigest SHA1 = digest("SHA-1");
    private static final MessageDigest SHA256 = digest("SHA-256");
    private static final MessageDigest SHA512 = digest("SHA-512");

    private final MessageDigest inner;
    private final MessageDigest outer;

    Hmac(byte[] secret, Algorithm algorithm) {
        MessageDigest hash = switch (algorithm) {
            case SHA1 -> SHA1;
            case SHA256 -> SHA256;
            case SHA512 -> SHA512;
        };
        int block = algorithm == Algorithm.SHA512 ? 128 : 64;
        byte[] pad = Arrays.copyOf(secret.length > block ? copy(hash).digest(secret) : secret, block);
        inner = start(hash, pad, 0x36);
        outer = start(hash, pad, 0x36 ^ 0x5c);
        Arrays.fill(pad, (byte) 0);
    }

    /** The whole HMAC of a step, as eight bytes in network order (RFC 4226 §5.2). */
    byte[] of(long step) {
        MessageDigest first = copy(inner);
        first.update(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        MessageDigest second = copy(outer);
        return second.digest(first.digest());
    }

    private static MessageDigest start(MessageDigest hash, byte[] pad, int mask) {
        for (int i = 0; i < pad.length; i++) {
            pad[i] ^= (byte) mask;
        }
        MessageDigest started = copy(hash);
        started.update(pad);
        return started;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(digest.getAlgorithm() + " of this Java cannot be cloned", e);
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(name + " is missing in this Java", e);
        }
    }
}
