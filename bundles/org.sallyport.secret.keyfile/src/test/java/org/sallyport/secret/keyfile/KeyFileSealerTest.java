package org.sallyport.secret.keyfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.testkit.secret.SealerContract;

class KeyFileSealerTest extends SealerContract {

    private static final Binding ALICE = new Binding("local:user:alice", "totp");
    private static final byte[] SECRET = "twenty secret bytes!".getBytes();
    private static final String KEY_A = Base64.getEncoder().encodeToString("0123456789abcdef0123456789ABCDEF".getBytes());
    private static final String KEY_B = Base64.getEncoder().encodeToString("fedcba9876543210FEDCBA9876543210".getBytes());

    @TempDir
    private Path home;
    private Path file;

    @BeforeEach
    void inADirectoryThatIsNotThereYet() {
        file = home.resolve("conf/keys/sallyport.key");
    }

    @Override
    protected SecretSealer sealer() {
        return new KeyFileSealer(file, new SecureRandom());
    }

    @Test
    void makesTheFileForItsOwnerOnly() throws Exception {
        sealer();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        try (Stream<Path> beside = Files.list(file.getParent())) {
            assertEquals(List.of(file), beside.toList(), "no draft stays behind");
        }
    }

    @Test
    void neverReplacesAFileThatIsThere() throws Exception {
        sealer();
        byte[] first = Files.readAllBytes(file);
        sealer().seal(SECRET, ALICE);
        assertArrayEquals(first, Files.readAllBytes(file));
        assertTrue(new KeyFile(file).create(new SecureRandom()).isEmpty());
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void agreesOnOneKeyWhenManyStartAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(() -> sealer().seal(SECRET, ALICE).keyId());
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> start : threads.invokeAll(starts)) {
                ids.add(start.get());
            }
            assertEquals(1, ids.size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void opensAfterARestart() throws Exception {
        Sealed sealed = sealer().seal(SECRET, ALICE);
        assertArrayEquals(SECRET, sealer().open(sealed, ALICE));
    }

    @Test
    void aFileMadeAnewDoesNotOpenAndSaysWhichKeyIsMissing() throws Exception {
        Sealed sealed = sealer().seal(SECRET, ALICE);
        Files.delete(file);
        SecretSealer anew = sealer();
        assertNotEquals(sealed.keyId(), anew.seal(SECRET, ALICE).keyId());
        String message = assertThrows(SealException.class, () -> anew.open(sealed, ALICE)).getMessage();
        assertTrue(message.contains(sealed.keyId()) && message.contains(file.toString()), message);
    }

    @Test
    void aFileThatVanishesWhileRunningIsMissedAndNotMadeAnew() throws Exception {
        SecretSealer sealer = sealer();
        Sealed sealed = sealer.seal(SECRET, ALICE);
        Path away = file.resolveSibling("away");
        Files.move(file, away);
        assertTrue(assertThrows(SealException.class, () -> sealer.open(sealed, ALICE)).getMessage().contains("vanished"));
        assertTrue(assertThrows(SealException.class, () -> sealer.seal(SECRET, ALICE)).getMessage().contains(file.toString()));
        assertFalse(Files.exists(file));
        Files.move(away, file);
        assertArrayEquals(SECRET, sealer.open(sealed, ALICE));
    }

    @Test
    void theMarkedKeySealsAndAllOpen() throws Exception {
        write("a = " + KEY_A);
        SecretSealer sealer = sealer();
        Sealed old = sealer.seal(SECRET, ALICE);
        write("a = " + KEY_A + "\n# a newer one\nb = " + KEY_B + "\n");
        Sealed younger = sealer.seal(SECRET, ALICE);
        assertEquals("a", old.keyId());
        assertEquals("b", younger.keyId(), "without a mark the last one seals");
        assertArrayEquals(SECRET, sealer.open(old, ALICE));
        assertArrayEquals(SECRET, sealer.open(younger, ALICE));
        write("current=a\na=" + KEY_A + "\nb=" + KEY_B);
        assertEquals("a", sealer.seal(SECRET, ALICE).keyId());
        assertArrayEquals(SECRET, sealer.open(younger, ALICE));
    }

    @Test
    void theKeyIdIsBoundToTheSecret() throws Exception {
        write("a = " + KEY_A + "\nb = " + KEY_A);
        SecretSealer sealer = sealer();
        Sealed sealed = sealer.seal(SECRET, ALICE);
        assertThrows(SealException.class, () -> sealer.open(new Sealed("a", sealed.bytes()), ALICE));
    }

    @Test
    void anotherKeyUnderTheSameIdDoesNotOpen() throws Exception {
        write("a = " + KEY_A);
        SecretSealer sealer = sealer();
        Sealed sealed = sealer.seal(SECRET, ALICE);
        write("a = " + KEY_B + "\n");
        String message = assertThrows(SealException.class, () -> sealer.open(sealed, ALICE)).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("key a "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-", "r-------x"})
    void refusesAFileThatIsOpenToOthersUntilItIsNot(String mode) throws Exception {
        SecretSealer sealer = sealer();
        sealer.seal(SECRET, ALICE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        for (SecretSealer one : List.of(sealer, sealer())) {
            String message = assertThrows(SealException.class, () -> one.seal(SECRET, ALICE)).getMessage();
            assertTrue(message.contains(file.toString()) && message.contains("chmod 600"), message);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            one.seal(SECRET, ALICE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "\n# nothing\n", "a", "a =", "= b", "no key here", "a = %A%\nb", "a = %A%\na = %B%", "current = a", "a = %A%\ncurrent = b",
        "a = %A%\ncurrent = a\ncurrent = a", "a = AAAA", "a = %A%AAAA", "a = *not base64*", "a b = %A%", "ä = %A%", "%A%", "%A% = a",
        "%A%%A%", "current = %A%", "\0\0\0\0"})
    void anUnusableFileKeepsTheServiceAndNamesTheFile(String text) throws Exception {
        String content = text.replace("%A%", KEY_A).replace("%B%", KEY_B);
        write(content);
        SecretSealer sealer = sealer();
        SealException refused = assertThrows(SealException.class, () -> sealer.seal(SECRET, ALICE));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        assertNoKeyIn(refused);
        assertThrows(SealException.class, () -> sealer.open(new Sealed("a", new byte[64]), ALICE));
        assertEquals(content, Files.readString(file), "left as it was");
        write("mended = " + KEY_B + "\n# so that it is longer\n".repeat(5));
        assertEquals("mended", sealer.seal(SECRET, ALICE).keyId(), "heals without a restart");
    }

    @Test
    void namesLineAndKeyOfATrouble() throws Exception {
        write("# first\na = " + KEY_A + "\nshort = AAAA\n");
        String message = assertThrows(SealException.class, () -> sealer().seal(SECRET, ALICE)).getMessage();
        assertEquals("key file " + file + " line 3: key short must have 32 bytes, has 3", message);
    }

    @Test
    void refusesTextThatIsNotUtf8AndFilesThatAreNone() throws Exception {
        write("");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
        assertTrue(assertThrows(SealException.class, () -> sealer().seal(SECRET, ALICE)).getMessage().endsWith("is not UTF-8 text"));
        Files.write(file, new byte[100_000]);
        assertTrue(assertThrows(SealException.class, () -> sealer().seal(SECRET, ALICE)).getMessage().contains("no key file"));
        Files.delete(file);
        Files.createDirectory(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertTrue(assertThrows(SealException.class, () -> sealer().seal(SECRET, ALICE)).getMessage().endsWith("is not a file"));
    }

    @Test
    void aDirectoryThatCannotBeMadeIsToldAndHeals() throws Exception {
        Files.createFile(home.resolve("conf"));
        SecretSealer sealer = sealer();
        assertTrue(assertThrows(SealException.class, () -> sealer.seal(SECRET, ALICE)).getMessage().contains(file.toString()));
        Files.delete(home.resolve("conf"));
        sealer.seal(SECRET, ALICE);
    }

    @Test
    void takesAConfigurationThatMakesSense() throws Exception {
        new KeyFileSealer(new Configurations("default", " " + file + " ")).seal(SECRET, ALICE);
        assertTrue(Files.exists(file));
    }

    @Test
    void refusesAConfigurationThatMakesNoSenseAndNamesTheKey() {
        for (String path : new String[] {null, "", " ", "relative/sallyport.key", "/", "/a\0b"}) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> new KeyFileSealer(new Configurations("default", path))).getMessage();
            assertTrue(message.startsWith("file: "), message);
        }
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> new KeyFileSealer(new Configurations(" ", file.toString()))).getMessage()
                .startsWith("sallyport.name: "));
    }

    @Test
    void tellsItsKeysToNobody() throws Exception {
        KeyRing ring = KeyRing.parse("a = " + KEY_A + "\nb = " + KEY_B);
        assertEquals("b", ring.currentId());
        assertFalse(ring.toString().contains(KEY_A.substring(0, 8)) || ring.toString().contains(KEY_B.substring(0, 8)));
    }

    private static void assertNoKeyIn(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains(KEY_A.substring(0, 10)) || trace.toString().contains(KEY_B.substring(0, 10)));
    }

    private void write(String text) throws Exception {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }
}
