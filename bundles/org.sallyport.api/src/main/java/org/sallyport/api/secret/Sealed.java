package org.sallyport.api.secret;

import java.util.Arrays;

/**
 * A sealed secret as it is stored.
 *
 * @param keyId which master key opens it: 1–64 characters of {@code A–Z a–z 0–9 - _ .}
 * @param bytes opaque; whatever the sealer needs to open it, never the secret itself. Not copied: treat as read-only
 */
public record Sealed(String keyId, byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed that && keyId.equals(that.keyId) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * keyId.hashCode() + Arrays.hashCode(bytes);
    }

    /** Names the key only: sealed bytes have no place in a log. */
    @Override
    public String toString() {
        return "Sealed[keyId=" + keyId + "]";
    }
}
