package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ServerSettingsTest {

    private static final Path HOME = Path.of("/home-of-a-node");

    private static ServerSettings settings(Map<String, String> file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options));
        return ServerSettings.of(Options.parse(arguments), file, HOME);
    }

    private static String refusal(Map<String, String> file, String... options) {
        Refusal refusal = assertThrows(Refusal.class, () -> settings(file, options));
        assertEquals(2, refusal.exitCode());
        return refusal.getMessage();
    }

    @Test
    void listensOnLoopbackByDefault() {
        ServerSettings settings = settings(Map.of());
        assertEquals("127.0.0.1", settings.host());
        assertEquals(8080, settings.port());
        assertFalse(settings.tls());
    }

    @Test
    void readsTheFile() {
        ServerSettings settings = settings(Map.of("host", "::1", "port", "8443", "tls", "files",
                "certificate", "conf/c.pem", "key", "/k.pem"));
        assertEquals(8443, settings.port());
        assertTrue(settings.tls());
        assertEquals(HOME.resolve("conf/c.pem"), settings.certificate());
        assertEquals(Path.of("/k.pem"), settings.key());
    }

    @Test
    void letsOptionsOverrideTheFile() {
        ServerSettings settings = settings(Map.of("host", "::1", "port", "1", "tls", "files"),
                "--host", "127.0.0.2", "--port", "2", "--tls");
        assertEquals("127.0.0.2", settings.host());
        assertEquals(2, settings.port());
        assertTrue(settings.tls());
        assertNull(settings.certificate());
    }

    @Test
    void refusesPlainHttpForOthers() {
        assertTrue(refusal(Map.of(), "--host", "0.0.0.0").contains("add --tls"));
        assertTrue(refusal(Map.of("host", "::")).contains("add --tls"));
        assertTrue(settings(Map.of(), "--host", "0.0.0.0", "--tls").tls());
    }

    @Test
    void namesTheCulprit() {
        assertEquals("conf/server.cfg: key 'prot' is unknown; allowed: address, certificate, forwarded, host, key, log.format, port, proxies, tls",
                refusal(Map.of("prot", "1")));
        assertTrue(refusal(Map.of("port", "http")).startsWith("conf/server.cfg: key 'port': 'http' is not a port"));
        assertEquals("conf/server.cfg: key 'tls' is 'on'; allowed: off, self-signed, files", refusal(Map.of("tls", "on")));
        assertTrue(refusal(Map.of("tls", "files", "certificate", "c")).startsWith("conf/server.cfg: key 'key' is missing"));
    }

    @Test
    void readsWhatStandsBeforeIt() {
        ProxySettings proxy = settings(Map.of("proxies", "127.0.0.1, 10.0.0.0/8,::1", "forwarded", "proxy-protocol",
                "address", "https://example.org/door/")).proxy();
        assertEquals("127.0.0.1,10.0.0.0/8,::1", proxy.proxies());
        assertEquals("proxy-protocol", proxy.forwarded());
        assertEquals("https://example.org/door", proxy.address().toString());
        assertEquals("/door", proxy.prefix());
        assertEquals("", settings(Map.of("address", "https://example.org:8443/")).proxy().prefix());
    }

    @Test
    void refusesProxiesThatAreNone() {
        for (String wrong : List.of("proxy.example.org", "1.2.3", "10.0.0.0/33", "::1/200", "1.2.3.4/x")) {
            assertTrue(refusal(Map.of("proxies", wrong)).startsWith("conf/server.cfg: key 'proxies' has '" + wrong + "'; allowed: "), wrong);
        }
        assertTrue(refusal(Map.of("forwarded", "yes")).contains("key 'forwarded' is 'yes'; allowed: x-forwarded, forwarded, proxy-protocol"));
        for (String wrong : List.of("http://example.org", "https://example.org/a?b", "https://u@example.org", "https://example.org/../x",
                "https://example.org/a//b", "example.org", "https://example.org:99999", "https://example.org/console")) {
            assertTrue(refusal(Map.of("address", wrong)).startsWith("conf/server.cfg: key 'address' is '" + wrong + "'; "), wrong);
        }
    }

    @Test
    void speaksPlainHttpToOtherHostsOnlyWhereProxiesAreNamedAndPeopleComeByHttps() {
        assertTrue(settings(Map.of("host", "0.0.0.0", "proxies", "10.0.0.1", "address", "https://example.org")).proxiesOnly());
        assertTrue(refusal(Map.of("host", "0.0.0.0", "proxies", "10.0.0.1")).contains("keys 'proxies' and 'address'"));
        assertTrue(refusal(Map.of("host", "0.0.0.0", "address", "https://example.org")).contains("keys 'proxies' and 'address'"));
        assertFalse(settings(Map.of("proxies", "10.0.0.1", "address", "https://example.org")).proxiesOnly());
    }
}
