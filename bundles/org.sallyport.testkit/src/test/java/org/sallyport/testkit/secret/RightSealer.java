package org.sallyport.testkit.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;

/** A sealer that is right, for the wrong ones to differ from in one thing each. */
class RightSealer implements SecretSealer {

    static final String KEY_ID = "key-1";
    static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");

    private final SecureRandom random = new SecureRandom();

    byte[] nonce() {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return nonce;
    }

    byte[] bound(Binding binding) {
        byte[] owner = binding.owner().getBytes(StandardCharsets.UTF_8);
        byte[] purpose = binding.purpose().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + owner.length + purpose.length).putInt(owner.length).put(owner).put(purpose).array();
    }

    Cipher cipher(int mode, byte[] nonce, Binding binding) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, KEY, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound(binding));
        return cipher;
    }

    @Override
    public Sealed seal(byte[] secret, Binding binding) throws SealException {
        byte[] nonce = nonce();
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, binding).doFinal(secret);
            return new Sealed(KEY_ID, ByteBuffer.allocate(NONCE + encrypted.length).put(nonce).put(encrypted).array());
        } catch (GeneralSecurityException e) {
            throw new SealException("cannot be sealed under key " + KEY_ID, e);
        }
    }

    @Override
    public byte[] open(Sealed sealed, Binding binding) throws SealException {
        byte[] bytes = sealed.bytes();
        if (!sealed.keyId().equals(KEY_ID)) {
            throw new SealException("there is no key " + sealed.keyId().replaceAll("[^A-Za-z0-9._-]", "?"));
        }
        if (bytes.length < NONCE + TAG_BITS / Byte.SIZE) {
            throw new SealException("too short to have been sealed under key " + KEY_ID);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), binding).doFinal(bytes, NONCE, bytes.length - NONCE);
        } catch (GeneralSecurityException e) {
            throw new SealException("cannot be opened under key " + KEY_ID, e);
        }
    }
}
