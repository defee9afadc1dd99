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
        assertEquals("conf/server.cfg: key 'prot' is unknown; allowed: certificate, host, key, log.format, port, tls",
                refusal(Map.of("prot", "1")));
        assertTrue(refusal(Map.of("port", "http")).startsWith("conf/server.cfg: key 'port': 'http' is not a port"));
        assertEquals("conf/server.cfg: key 'tls' is 'on'; allowed: off, self-signed, files", refusal(Map.of("tls", "on")));
        assertTrue(refusal(Map.of("tls", "files", "certificate", "c")).startsWith("conf/server.cfg: key 'key' is missing"));
    }
}
