package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.itests.rdp.Desktop;
import org.sallyport.itests.rdp.Desktop.Verdict;
import org.sallyport.itests.rdp.TestHost;
import org.sallyport.itests.rdp.TestHost.Ended;

/**
 * Proves that one entry server, asked over TLS, keeps the desktops of several application servers closed to who comes directly. The
 * servers are this host at two addresses, one after the other, each with the gate that the other one does not have.
 */
class EntryServerIT {

    private static final String PASSWORD = "horse";
    private static final List<String> SERVERS = List.of("127.0.0.2", "127.0.0.3");

    @TempDir
    private Path directory;

    private static Ended check() {
        return TestHost.run(TestHost.SHIPPED.resolve("sallyport-gate").toString(), "check", "xrdp-sesman");
    }

    @Test
    void whoComesDirectlyIsRefusedEverywhere() throws Exception {
        TestHost.reset();
        TestHost.useradd("alan", PASSWORD);
        TestHost.useradd("betty", PASSWORD);
        KeyPairs.Pair pair = KeyPairs.make(directory, "entry", "IP:127.0.0.1");
        TestHost.run("install", "-m", "644", pair.certificate().toString(), "/etc/sallyport/entry.pem").well();
        try (Server entry = Server.start(Home.fresh("entry"), "--demo", "--cert", pair.certificate().toString(), "--key", pair.key().toString())) {
            assertEquals("https", entry.url().getScheme());
            Map<String, Person> people = entry.people();
            Administrator administrator = Administrator.enrol(new Browser(entry.url(), Tls.trusting(pair.parsed())), people.get("ada"));
            administrator.protect("alan");
            administrator.switchTwoFactor(true);
            Browser portal = new Browser(entry.url(), Tls.trusting(pair.parsed()));
            people.get("alan").enrol(portal);
            Doorkeeper doorkeeper = new Doorkeeper(administrator);
            List<String> keys = SERVERS.stream().map(address -> doorkeeper.addGate("server " + address, "rdp")).toList();
            List<String> desktops = SERVERS.stream().map(address -> doorkeeper.publishDesktop("Desktop " + address, address, "server " + address)).toList();
            String[] settings = {"url = https://127.0.0.1:" + entry.port(), "ca = /etc/sallyport/entry.pem", "timeout = 30"};
            for (int i = 0; i < SERVERS.size(); i++) {
                TestHost.configure(keys.get(i), settings);
                TestHost.install("xrdp-sesman").well();
                try (Desktop desktop = new Desktop(SERVERS.get(i))) {
                    assertEquals(Verdict.REFUSED, desktop.knock("alan", PASSWORD));
                    assertEquals(Verdict.REFUSED, desktop.knock("alan", Doorkeeper.ticket(portal, desktops.get(1 - i))), "a ticket for the other server");
                    assertEquals(Verdict.SESSION, desktop.knock("alan", Doorkeeper.ticket(portal, desktops.get(i))));
                }
            }
            doorkeeper.removeGate("server " + SERVERS.get(0));
            check().well();
            TestHost.configure(keys.get(0), settings);
            assertTrue(check().said().contains("does not know this gate's key"), "a server whose key leaked is put out");
            TestHost.configure(keys.get(1), settings);
            try (Desktop desktop = new Desktop(SERVERS.get(1))) {
                assertEquals(Verdict.SESSION, desktop.knock("betty", PASSWORD));
                entry.stop();
                assertEquals(Verdict.REFUSED, desktop.knock("betty", PASSWORD));
                assertTrue(TestHost.log().contains("nobody answers at https://127.0.0.1:" + entry.port()), TestHost::log);
            }
        }
    }
}
