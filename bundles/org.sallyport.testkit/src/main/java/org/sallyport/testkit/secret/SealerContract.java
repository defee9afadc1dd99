package org.sallyport.testkit.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;

/** The rules of {@link SecretSealer}. */
public abstract class SealerContract {

    private static final byte[] SECRET = "twenty secret bytes!".getBytes(StandardCharsets.US_ASCII);
    private static final Binding ALICE = new Binding("local:user:alice", "totp");

    /** A sealer that works; the same one, or others that share their keys, within one test. */
    protected abstract SecretSealer sealer() throws Exception;

    @Test
    void opensWhatItSealed() throws Exception {
        for (int length : new int[] {0, 1, 16, 20, 32, 64, 1000}) {
            byte[] secret = new byte[length];
            assertArrayEquals(secret, sealer().open(sealer().seal(secret, ALICE), ALICE));
        }
        Binding far = new Binding("realm:user:Ä 株 🚪", "another purpose");
        assertArrayEquals(SECRET, sealer().open(sealer().seal(SECRET, far), far));
    }

    @Test
    void sealsDifferentlyEachTime() throws Exception {
        Sealed once = sealer().seal(SECRET, ALICE);
        assertNotEquals(once, sealer().seal(SECRET, ALICE));
    }

    @Test
    void namesTheKeyByAnIdThatIsFitForTheStore() throws Exception {
        assertTrue(sealer().seal(SECRET, ALICE).keyId().matches("[A-Za-z0-9_.-]{1,64}"));
    }

    @Test
    void theSecretIsNotInWhatIsStored() throws Exception {
        String stored = HexFormat.of().formatHex(sealer().seal(SECRET, ALICE).bytes());
        assertFalse(stored.contains(HexFormat.of().formatHex(SECRET, 0, 8)));
    }

    @Test
    void refusesAnotherOwner() throws Exception {
        Sealed sealed = sealer().seal(SECRET, ALICE);
        assertRefused(sealed, new Binding("local:user:bob", "totp"));
        assertRefused(sealed, new Binding("local:user:alic", "totp"));
        assertRefused(sealed, new Binding("LOCAL:USER:ALICE", "totp"));
    }

    @Test
    void refusesAnotherPurpose() throws Exception {
        assertRefused(sealer().seal(SECRET, ALICE), new Binding(ALICE.owner(), "recovery"));
    }

    @Test
    void tellsOwnerFromPurposeWhereTheyMeet() throws Exception {
        assertRefused(sealer().seal(SECRET, new Binding("ab", "c")), new Binding("a", "bc"));
        assertRefused(sealer().seal(SECRET, new Binding("a\0b", "c")), new Binding("a", "b\0c"));
    }

    @Test
    void refusesEveryChangedBit() throws Exception {
        Sealed sealed = sealer().seal(SECRET, ALICE);
        for (int bit = 0; bit < sealed.bytes().length * Byte.SIZE; bit++) {
            byte[] changed = sealed.bytes().clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefused(new Sealed(sealed.keyId(), changed), ALICE);
        }
    }

    @Test
    void refusesWhatWasCutOffOrAdded() throws Exception {
        Sealed sealed = sealer().seal(SECRET, ALICE);
        for (int length = 0; length < sealed.bytes().length; length++) {
            assertRefused(new Sealed(sealed.keyId(), java.util.Arrays.copyOf(sealed.bytes(), length)), ALICE);
        }
        assertRefused(new Sealed(sealed.keyId(), java.util.Arrays.copyOf(sealed.bytes(), sealed.bytes().length + 1)), ALICE);
    }

    @Test
    void refusesAnUnknownKeyAndNamesIt() throws Exception {
        Sealed sealed = sealer().seal(SECRET, ALICE);
        String message = assertRefused(new Sealed("key-of-elsewhere", sealed.bytes()), ALICE);
        assertTrue(message.contains("key-of-elsewhere"), message);
        assertRefused(new Sealed("", sealed.bytes()), ALICE);
        assertFalse(assertRefused(new Sealed("line\nbreak", sealed.bytes()), ALICE).contains("\n"), "one line, whatever the key id is");
    }

    @Test
    void leavesItsArgumentsAsTheyWere() throws Exception {
        byte[] secret = SECRET.clone();
        Sealed sealed = sealer().seal(secret, ALICE);
        byte[] bytes = sealed.bytes().clone();
        sealer().open(sealed, ALICE);
        assertArrayEquals(SECRET, secret);
        assertArrayEquals(bytes, sealed.bytes());
    }

    @Test
    void saysNothingOfTheSecretInAnyMessage() throws Exception {
        Sealed sealed = sealer().seal(SECRET, ALICE);
        byte[] changed = sealed.bytes().clone();
        changed[changed.length - 1] ^= 1;
        String said = sealer() + " " + sealed + " " + assertRefused(new Sealed(sealed.keyId(), changed), ALICE) + " "
                + assertRefused(sealed, new Binding("x", "y"));
        for (byte[] bytes : List.of(SECRET, sealed.bytes())) {
            assertFalse(said.contains(new String(bytes, StandardCharsets.ISO_8859_1)));
            assertFalse(said.contains(HexFormat.of().formatHex(bytes)));
            assertFalse(said.contains(Base64.getEncoder().encodeToString(bytes)));
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        SecretSealer shared = sealer();
        Set<Sealed> all = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> answers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Binding binding = new Binding("user " + thread, "totp");
                answers.add(threads.submit((Callable<Void>) () -> {
                    for (int i = 0; i < 500; i++) {
                        Sealed sealed = shared.seal(SECRET, binding);
                        all.add(sealed);
                        assertArrayEquals(SECRET, shared.open(sealed, binding));
                    }
                    return null;
                }));
            }
            for (Future<Void> answer : answers) {
                answer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(all.size() == 2000, "no two alike");
    }

    /** @return the message */
    private String assertRefused(Sealed sealed, Binding binding) throws Exception {
        SecretSealer sealer = sealer();
        return assertThrows(SealException.class, () -> sealer.open(sealed, binding)).getMessage();
    }
}
