package org.sallyport.itests.rdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.itests.rdp.TestHost.Ended;

/** Proves that a gate trusts another host only for its certificate. */
class GateOverTlsIT {

    @TempDir
    private Path directory;
    private Oracle oracle;

    @BeforeEach
    void start() throws Exception {
        TestHost.reset();
        oracle = oracle("right", "IP:127.0.0.1");
    }

    @AfterEach
    void stop() {
        if (oracle != null) {
            oracle.close();
        }
    }

    /** Somebody with a certificate of their own, for this name. */
    private Oracle oracle(String name, String address) throws Exception {
        TestHost.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=" + name,
                "-addext", "subjectAltName=" + address, "-keyout", file(name + ".key"), "-out", file(name + ".pem")).well();
        TestHost.run("openssl", "pkcs12", "-export", "-inkey", file(name + ".key"), "-in", file(name + ".pem"), "-out", file(name + ".p12"), "-passout",
                "pass:changeit").well();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Oracle("https", context.getServerSocketFactory()).saying(asked -> Oracle.allow(asked, "not-protected"));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private Ended decide(String... lines) {
        TestHost.configure("key", Stream.concat(Stream.of("timeout = 30"), Stream.of(lines)).toArray(String[]::new));
        return TestHost.run(Map.of("PAM_USER", "alice", "PAM_SERVICE", "xrdp-sesman"), "", TestHost.SHIPPED.resolve("sallyport-gate").toString(), "decide");
    }

    private void assertUntrusted(Ended ended) {
        assertEquals(1, ended.code());
        assertTrue(TestHost.log().contains("its certificate is not trusted"), TestHost::log);
    }

    @Test
    void trustsTheCertificateItIsGiven() {
        assertEquals(0, decide("url = " + oracle.url(), "ca = " + file("right.pem")).code(), TestHost::log);
    }

    @Test
    void trustsNobodyElse() throws Exception {
        assertUntrusted(decide("url = " + oracle.url()));
        assertEquals(0, oracle.asked().size());
        try (Oracle impostor = oracle("wrong", "IP:127.0.0.1")) {
            assertUntrusted(decide("url = " + impostor.url(), "ca = " + file("right.pem")));
            assertEquals(0, impostor.asked().size());
        }
    }

    @Test
    void trustsACertificateForItsOwnNameOnly() throws Exception {
        try (Oracle elsewhere = oracle("elsewhere", "IP:127.0.0.2")) {
            assertUntrusted(decide("url = " + elsewhere.url(), "ca = " + file("elsewhere.pem")));
            assertEquals(0, elsewhere.asked().size());
        }
    }

    @Test
    void speaksTlsOrNothing() {
        try (Oracle plain = new Oracle().saying(asked -> Oracle.allow(asked, "not-protected"))) {
            assertEquals(1, decide("url = https://127.0.0.1:" + plain.port(), "ca = " + file("right.pem"), "timeout = 1").code());
            assertEquals(0, plain.asked().size());
        }
    }
}
