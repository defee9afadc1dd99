package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMaterialTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path directory;

    private KeyMaterial selfSigned(String where, Clock clock, String host) throws IOException {
        return new SelfSignedCertificate(directory.resolve(where), clock, RANDOM).forHost(host, InetAddress.getByName(host));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }

    private static byte[] key(KeyMaterial keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keys.file().toFile(), keys.password().toCharArray());
        Key key = store.getKey(KeyMaterial.ALIAS, keys.password().toCharArray());
        return key.getEncoded();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private String refusal(Path certificate, Path key) {
        Refusal refusal = assertThrows(Refusal.class, () -> new PemFiles(directory, RANDOM).read(certificate, key));
        assertEquals(2, refusal.exitCode());
        return refusal.getMessage();
    }

    @Test
    void makesACertificateForEveryNameOfLoopbackAndKeepsIt() throws IOException {
        KeyMaterial made = selfSigned("tls", Clock.systemUTC(), "127.0.0.2");
        assertTrue(made.names().containsAll(List.of("localhost", "127.0.0.1", "127.0.0.2")), made.names().toString());
        assertTrue(made.names().stream().anyMatch(name -> name.contains(":")), made.names().toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())));
        assertEquals(made, selfSigned("tls", Clock.systemUTC(), "127.0.0.2"));
    }

    @Test
    void renewsACertificateThatExpiresOrLacksTheHost() throws IOException {
        KeyMaterial made = selfSigned("tls", Clock.systemUTC(), "127.0.0.1");
        KeyMaterial named = selfSigned("tls", Clock.systemUTC(), "127.0.0.3");
        assertNotEquals(made.certificate(), named.certificate());
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(800));
        assertNotEquals(named.certificate(), selfSigned("tls", later, "127.0.0.3").certificate());
    }

    @Test
    void readsPemFiles() throws IOException, GeneralSecurityException {
        KeyMaterial source = selfSigned("tls", Clock.systemUTC(), "127.0.0.1");
        KeyMaterial read = new PemFiles(directory.resolve("new"), RANDOM).read(
                write("c.pem", "a comment\n" + pem("CERTIFICATE", source.certificate().getEncoded())),
                write("k.pem", pem("PRIVATE KEY", key(source))));
        assertEquals(source.certificate(), KeyMaterial.read(read.file(), read.password()).certificate());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(read.file())));
    }

    @Test
    void refusesFilesThatAreNotACertificateAndItsKey() throws IOException, GeneralSecurityException {
        KeyMaterial one = selfSigned("one", Clock.systemUTC(), "127.0.0.1");
        KeyMaterial other = selfSigned("other", Clock.systemUTC(), "127.0.0.1");
        Path certificate = write("c.pem", pem("CERTIFICATE", one.certificate().getEncoded()));
        Path key = write("k.pem", pem("PRIVATE KEY", key(one)));

        assertTrue(refusal(certificate, write("o.pem", pem("PRIVATE KEY", key(other)))).contains("is not the key of the certificate"));
        assertTrue(refusal(certificate, certificate).contains("is not a PEM private key"));
        assertTrue(refusal(key, key).contains("is not a PEM certificate"));
        assertTrue(refusal(certificate, directory.resolve("absent.pem")).contains("cannot be read: there is no"));
        assertTrue(refusal(directory, key).contains("cannot be read"));
        assertTrue(refusal(certificate, write("b.pem", pem("PRIVATE KEY", new byte[] {1, 2, 3}))).contains("private key of the certificate's kind"));
        for (String kind : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            assertTrue(refusal(certificate, write("p.pem", pem(kind, new byte[] {1, 2, 3}))).contains("openssl pkcs8 -topk8"));
        }
    }

    @Test
    void takesUpAPairThatChangesAndNothingHalf() throws IOException, GeneralSecurityException {
        KeyMaterial one = selfSigned("one", Clock.systemUTC(), "127.0.0.1");
        KeyMaterial other = selfSigned("other", Clock.systemUTC(), "127.0.0.1");
        Path certificate = write("c.pem", pem("CERTIFICATE", one.certificate().getEncoded()));
        Path key = write("k.pem", pem("PRIVATE KEY", key(one)));
        PemFiles files = new PemFiles(directory.resolve("new"), RANDOM);
        KeyMaterial first = files.read(certificate, key);
        List<KeyMaterial> told = new ArrayList<>();
        CertificateKeeper keeper = CertificateKeeper.ofFiles(first, files, certificate, key, told::add);
        assertNull(keeper.call());

        Files.delete(certificate);
        assertThrows(Refusal.class, keeper::call);
        write("c.pem", "a comment that makes it longer\n" + pem("CERTIFICATE", other.certificate().getEncoded()));
        assertThrows(Refusal.class, keeper::call);
        assertNull(keeper.call(), "the same trouble is told once");
        assertEquals(one.certificate(), KeyMaterial.read(first.file(), first.password()).certificate());

        write("k.pem", "another comment that makes it longer\n" + pem("PRIVATE KEY", key(other)));
        assertTrue(keeper.call().contains(other.fingerprint()));
        assertNull(keeper.call());
        assertEquals(other.certificate(), KeyMaterial.read(first.file(), first.password()).certificate(), "same place, same password");
        assertEquals(List.of(other.certificate()), told.stream().map(KeyMaterial::certificate).toList());
    }

    @Test
    void renewsItsOwnCertificateInPlaceBeforeItExpires() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        Clock clock = new Clock() {

            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        KeyMaterial made = selfSigned("tls", clock, "127.0.0.1");
        CertificateKeeper keeper = CertificateKeeper.ofOurs(made, clock, () -> {
            try {
                return selfSigned("tls", clock, "127.0.0.1");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, ignored -> { });
        assertNull(keeper.call());
        now.set(now.get().plus(Duration.ofDays(700)));
        assertNull(keeper.call());
        now.set(now.get().plus(Duration.ofDays(100)));
        assertTrue(keeper.call().startsWith("New connections get another certificate"));
        assertNotEquals(made.certificate(), selfSigned("tls", Clock.systemUTC(), "127.0.0.1").certificate());
        assertEquals(made.password(), selfSigned("tls", Clock.systemUTC(), "127.0.0.1").password());
    }
}
