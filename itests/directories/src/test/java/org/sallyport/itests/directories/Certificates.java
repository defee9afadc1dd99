package org.sallyport.itests.directories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate authority of one's own, and servers' certificates that it signed: PEM files, made by openssl. */
final class Certificates {

    private static final String CA = "ca";

    private final Path directory;

    /** Makes the authority. */
    Certificates(Path directory) {
        try {
            this.directory = Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Daemon.run(directory, List.of("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                "-subj", "/CN=Directory tests", "-keyout", key(CA), "-out", certificate(CA)));
    }

    /**
     * A server's key and certificate.
     *
     * @param certificate the PEM file
     * @param key the PEM file, PKCS#8
     * @param authority the PEM file of who signed it
     */
    record Pair(Path certificate, Path key, Path authority) {
    }

    /** What a client has to trust. */
    Path authority() {
        return Path.of(certificate(CA));
    }

    /** A certificate for the address that the servers listen at. */
    Pair valid() {
        return sign("valid", 30, "IP:127.0.0.1");
    }

    /** A certificate that ran out yesterday. */
    Pair expired() {
        return sign("expired", -1, "IP:127.0.0.1");
    }

    /** A certificate for other names of this host than the address that the servers listen at. */
    Pair forOtherNames() {
        return sign("elsewhere", 30, "IP:127.0.0.2,DNS:localhost,DNS:127.0.0.1");
    }

    /** @param names the certificate's alternative names */
    private Pair sign(String name, int days, String names) {
        try {
            Files.writeString(directory.resolve(name + ".ext"), "subjectAltName=" + names + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Daemon.run(directory, List.of("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + name,
                "-keyout", key(name), "-out", name + ".csr"));
        Daemon.run(directory, List.of("openssl", "x509", "-req", "-in", name + ".csr", "-CA", certificate(CA), "-CAkey", key(CA), "-CAcreateserial",
                "-days", Integer.toString(days), "-extfile", name + ".ext", "-out", certificate(name)));
        return new Pair(Path.of(certificate(name)), Path.of(key(name)), authority());
    }

    private String certificate(String name) {
        return directory.resolve(name + ".pem").toString();
    }

    private String key(String name) {
        return directory.resolve(name + ".key").toString();
    }
}
