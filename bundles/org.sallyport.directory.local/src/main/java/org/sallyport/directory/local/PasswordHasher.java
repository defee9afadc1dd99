package org.sallyport.directory.local;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.sallyport.api.directory.DirectoryException;

/**
 * Argon2id, never more at once than there is room for: a flood of sign-ins waits its turn and then hears that we are busy, and
 * does not exhaust the memory. Blocks are used again, so that hashing leaves next to nothing for the garbage collector.
 */
final class PasswordHasher {

    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;

    private final HashSettings settings;
    private final SecureRandom random;
    private final Places places;
    private final BlockPool blocks;
    private final PasswordHash nobodys;

    PasswordHasher(String realm, HashSettings settings, SecureRandom random) {
        this.settings = settings;
        this.random = random;
        this.places = new Places(realm, settings.concurrency(), settings.patience());
        this.blocks = new FixedBlockPool(settings.concurrency()
                * Argon2BytesGenerator.getBlockCount(settings.cost().memory(), settings.cost().parallelism()));
        // A random tag: no password has it, and it need not be computed to cost as much to check as any other.
        this.nobodys = new PasswordHash(settings.cost(), bytes(SALT_BYTES), bytes(TAG_BYTES));
    }

    /** What the password of somebody who does not exist is compared with, so that it takes as long. */
    PasswordHash nobodys() {
        return nobodys;
    }

    PasswordHash hash(char[] password) throws DirectoryException {
        byte[] salt = bytes(SALT_BYTES);
        return new PasswordHash(settings.cost(), salt, compute(password, settings.cost(), salt, TAG_BYTES));
    }

    boolean matches(char[] password, PasswordHash hash) throws DirectoryException {
        return MessageDigest.isEqual(hash.tag(), compute(password, hash.cost(), hash.salt(), hash.tag().length));
    }

    /** Whether the hash was made at another cost than new ones are. */
    boolean outdated(PasswordHash hash) {
        return !hash.cost().equals(settings.cost());
    }

    private byte[] compute(char[] password, HashCost cost, byte[] salt, int length) throws DirectoryException {
        byte[] secret = PasswordText.bytes(password);
        try {
            return places.inside(() -> argon2id(secret, cost, salt, length));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] argon2id(byte[] secret, HashCost cost, byte[] salt, int length) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism())
                .withSalt(salt)
                .withBlockPool(blocks)
                .build());
        byte[] tag = new byte[length];
        argon2.generateBytes(secret, tag);
        return tag;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
