package org.sallyport.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.directory.DirectoryException;

/** What a certificate must be for. */
class HostNameTest {

    private static final String BASE = "dc=example,dc=test";
    private static final char[] WORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void namesStarsAndAddressesAreToldApart() throws Exception {
        X509Certificate certificate = certificate(keys("dns:ldap.example.test,dns:*.pool.example.test,ip:192.0.2.7,ip:2001:db8::1"));
        for (String host : new String[] {"ldap.example.test", "LDAP.Example.Test", "a.pool.example.test", "192.0.2.7", "2001:db8:0:0:0:0:0:1"}) {
            assertTrue(HostName.names(certificate, host), host);
        }
        for (String host : new String[] {"example.test", "pool.example.test", "a.b.pool.example.test", "192.0.2.8", "127.0.0.1", "::1", "server"}) {
            assertFalse(HostName.names(certificate, host), host);
        }
    }

    @Test
    void aCertificateWithoutAlternativeNamesIsForNobody() throws Exception {
        assertFalse(HostName.names(certificate(keys("")), "server"));
    }

    @Test
    void aNumericAddressOfThisHostIsCheckedToo() throws Exception {
        assertTrue(assertThrows(DirectoryException.class, () -> fingerprint("ip:192.0.2.7")).getMessage().contains("another host name"));
        assertEquals(BASE, fingerprint("ip:127.0.0.1"));
    }

    @Test
    void aCertificateThatRanOutIsSaidToHaveRunOut() throws Exception {
        KeyStore keys = keys("ip:127.0.0.1");
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
        assertTrue(assertThrows(DirectoryException.class, () -> fingerprint(keys, later)).getMessage().contains("run out"));
    }

    private String fingerprint(String alternatives) throws Exception {
        return fingerprint(keys(alternatives), Clock.systemUTC());
    }

    private String fingerprint(KeyStore keys, Clock clock) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, WORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.setGenerateOperationalAttributes(false);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPSConfig("tls", 0, context.getServerSocketFactory()));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.add(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "example"));
        server.startListening();
        Path authority = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(certificate(keys).getEncoded())
                + "\n-----END CERTIFICATE-----\n");
        try (LdapDirectory directory = new LdapDirectory(LdapSettings.of(Map.of(
                LdapSettings.REALM, "corp",
                LdapSettings.SERVERS, "ldaps://127.0.0.1:" + server.getListenPort(),
                LdapSettings.CA_FILE, authority.toString(),
                LdapSettings.ANONYMOUS, "true",
                LdapSettings.BASE_DN, BASE)), clock)) {
            return directory.fingerprint();
        } finally {
            server.shutDown(true);
        }
    }

    private static X509Certificate certificate(KeyStore keys) throws Exception {
        return (X509Certificate) keys.getCertificate("server");
    }

    private KeyStore keys(String alternatives) throws Exception {
        Path file = Files.createTempDirectory(folder, "keys").resolve("server.p12");
        ProcessBuilder keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "server", "-keyalg", "EC", "-dname", "CN=server", "-validity", "365", "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", new String(WORD));
        if (!alternatives.isEmpty()) {
            keytool.command().add("-ext");
            keytool.command().add("san=" + alternatives);
        }
        assertEquals(0, keytool.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor());
        return KeyStore.getInstance(file.toFile(), WORD);
    }
}
