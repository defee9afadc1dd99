package org.sallyport.secret.keyfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;

/**
 * AES-256-GCM under the current key of a key file. Sealed bytes are a version, a random 96-bit nonce (NIST SP 800-38D §8.2.2:
 * good for 2<sup>32</sup> seals a key) and the ciphertext with its 128-bit tag; version, key id, owner and purpose are
 * authenticated with them.
 *
 * <p>A key file that cannot be used does not take the service away: every call says why, so that a closed sign-in can.
 */
@Component(name = "org.sallyport.secret.keyfile", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = KeyFileConfiguration.class, factory = true)
public final class KeyFileSealer implements SecretSealer {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final KeyFile file;
    private final KeyRings rings;
    private final SecureRandom random;

    /** @throws IllegalArgumentException names the key of the configuration that is wrong */
    @Activate
    public KeyFileSealer(KeyFileConfiguration configuration) {
        this(path(configuration), new SecureRandom());
    }

    /** A sealer without a container. */
    public KeyFileSealer(Path file, SecureRandom random) {
        this.file = new KeyFile(file);
        this.rings = new KeyRings(this.file, random);
        this.random = random;
        // Now rather than at the first secret, so that a trouble is in the log from the start.
        rings.refresh();
    }

    private static Path path(KeyFileConfiguration configuration) {
        if (configuration.sallyport_name().isBlank()) {
            throw new IllegalArgumentException("sallyport.name: must not be empty");
        }
        String text = configuration.file();
        try {
            if (text != null && !text.isBlank()) {
                Path path = Path.of(text.strip());
                if (path.isAbsolute() && path.getFileName() != null) {
                    return path.normalize();
                }
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("file: " + e.getReason(), e);
        }
        throw new IllegalArgumentException("file: must be the absolute path of the key file");
    }

    @Override
    public Sealed seal(byte[] secret, Binding binding) throws SealException {
        KeyRing ring = ring();
        String keyId = ring.currentId();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, ring.key(keyId).orElseThrow(), nonce, keyId, binding);
            byte[] encrypted = cipher.doFinal(secret);
            return new Sealed(keyId, ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
                    .put(VERSION).put(nonce).put(encrypted).array());
        } catch (GeneralSecurityException e) {
            throw new SealException("a secret could not be sealed under key " + keyId + " of key file " + file.path(), e);
        }
    }

    @Override
    public byte[] open(Sealed sealed, Binding binding) throws SealException {
        KeyRing ring = ring();
        String keyId = sealed.keyId();
        SecretKey key = ring.key(keyId).orElseThrow(() -> new SealException("key file " + file.path() + " has no key "
                + printable(keyId) + ", under which a secret is sealed; it is another file than the one that belongs to the database"));
        byte[] bytes = sealed.bytes();
        if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] != VERSION) {
            throw new SealException("sealed bytes are not of this form (key " + keyId + " of key file " + file.path() + ")");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(bytes, 1, nonce, 0, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, keyId, binding)
                    .doFinal(bytes, 1 + NONCE_BYTES, bytes.length - 1 - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new SealException("a sealed secret was changed, belongs to another owner or purpose, or key " + keyId + " of key file "
                    + file.path() + " is not the key that sealed it", e);
        } catch (GeneralSecurityException e) {
            throw new SealException("a secret could not be opened under key " + keyId + " of key file " + file.path(), e);
        }
    }

    private KeyRing ring() throws SealException {
        try {
            return rings.get();
        } catch (KeyFileException e) {
            throw new SealException(e.getMessage(), e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String keyId, Binding binding) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        for (String part : new String[] {keyId, binding.owner(), binding.purpose()}) {
            // Each with its length before it: "ab" + "c" must not read like "a" + "bc".
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            cipher.updateAAD(bytes);
        }
        return cipher;
    }

    /** A key id comes from the database here: nothing but an id goes into a message. */
    private static String printable(String keyId) {
        return keyId.matches("[A-Za-z0-9._-]{1,64}") ? keyId : "(of unreadable name)";
    }

    @Override
    public String toString() {
        return "KeyFileSealer[" + file.path() + "]";
    }
}
