package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Certificates with their keys as an administrator brings them: two PEM files, made by the JDK's keytool. */
final class KeyPairs {

    private static final String PASSWORD = "changeit";

    private KeyPairs() { }

    /**
     * A key and its certificate.
     *
     * @param certificate the PEM file
     * @param key the PEM file, PKCS#8
     */
    record Pair(Path certificate, Path key, X509Certificate parsed) {
    }

    static Pair make(Path directory, String name, String... subjectAlternatives) {
        try {
            Files.createDirectories(directory);
            Path store = directory.resolve(name + ".p12");
            Files.deleteIfExists(store);
            List<String> command = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair",
                    "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-validity", "30", "-storetype",
                    "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD),
                    Stream.of("-ext", "SAN=" + String.join(",", subjectAlternatives))).toList();
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve(name + ".out").toFile())
                    .start();
            assertEquals(0, keytool.waitFor(), () -> "see " + directory.resolve(name + ".out"));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            X509Certificate certificate = (X509Certificate) keys.getCertificate(name);
            return new Pair(pem(directory.resolve(name + "-certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(directory.resolve(name + "-key.pem"), "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()),
                    certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + what + "-----\n");
    }
}
