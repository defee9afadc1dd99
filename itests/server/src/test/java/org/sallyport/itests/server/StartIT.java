package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** First start, next start, end; with TLS and without. */
class StartIT {

    private static final String PASSWORD = "one flew over the east";

    private static Map<String, String> typed(String login, String password) {
        return Map.of("username", login, "displayName", "", "password", password, "repeated", password);
    }

    private static void createAdministrator(Server server) {
        Browser browser = new Browser(server);
        String link = server.setupPath().orElseThrow();
        Page created = browser.submit(browser.get(link), link, typed("root", PASSWORD));
        assertEquals("/setup/done", created.location(), created::text);
        assertEquals(200, browser.get(created.location()).status());
    }

    @Test
    void theFirstStartPrintsALinkThatMakesOneAdministrator() {
        Home home = Home.fresh("first-start");
        try (Server server = Server.start(home)) {
            String link = server.setupPath().orElseThrow();
            Browser browser = new Browser(server);
            assertEquals(404, browser.get(link.substring(0, link.length() - 2) + "xx").status());
            Page form = browser.get(link);
            assertEquals(200, form.status());

            Page different = browser.submit(form, link, Map.of("username", "root", "password", PASSWORD, "repeated", PASSWORD + "!"));
            assertEquals(400, different.status());
            Page shortPassword = browser.submit(different, link, typed("root", "short"));
            assertEquals(400, shortPassword.status());
            Page common = browser.submit(shortPassword, link, typed("root", "passwordpassword"));
            assertEquals(400, common.status(), common::text);
            assertEquals(303, browser.submit(common, link, typed("root", PASSWORD)).status());

            assertEquals(404, browser.get(link).status(), "the link is used up");
            assertEquals(404, browser.submit(common, link, typed("second", PASSWORD)).status(), "the form, too");
            assertEquals(401, new Person("second", PASSWORD).givePassword(browser).status());
            Administrator.enrol(server, new Person("root", PASSWORD));
            assertEquals(List.of(), server.err());
        }
        assertFalse(home.log().contains("/setup/"), "no link in the log");
    }

    @Test
    void aLinkIsGoodUntilTheNextStartOnlyAndNoneIsPrintedOnceThereIsAnAdministrator() throws SQLException {
        Home home = Home.fresh("links");
        String earlier;
        try (Server server = Server.start(home)) {
            earlier = server.setupPath().orElseThrow();
            server.stop();
        }
        try (Server server = Server.start(home)) {
            assertNotEquals(earlier, server.setupPath().orElseThrow());
            assertEquals(404, new Browser(server).get(earlier).status());
            createAdministrator(server);
            server.stop();
        }
        try (Server server = Server.start(home)) {
            assertEquals(Optional.empty(), server.setupPath());
            server.stop();
        }
        // A directory that is empty, for whatever reason, is no reason to let the next passer-by be administrator.
        try (Connection database = home.sql(); Statement statement = database.createStatement()) {
            statement.execute("DELETE FROM local_member");
            statement.execute("DELETE FROM local_entry");
        }
        try (Server server = Server.start(home)) {
            assertEquals(Optional.empty(), server.setupPath());
            assertEquals(401, new Person("root", PASSWORD).givePassword(new Browser(server)).status());
        }
    }

    @Test
    void theLinkIsForThisHostOnly() throws IOException {
        InetAddress outside = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).findFirst().orElse(null);
        Assumptions.assumeTrue(outside != null, "this host has no address but loopback");
        Home home = Home.fresh("link-from-outside");
        try (Server server = Server.start(home, "--tls", "--host", "0.0.0.0")) {
            String link = server.setupPath().orElseThrow();
            for (boolean fromOutside : new boolean[] {true, false}) {
                String address = fromOutside ? outside.getHostAddress() : "127.0.0.1";
                try (Socket socket = Tls.unverified(address, server.port())) {
                    Wire.Said said = Wire.say(socket, Wire.get(link, address + ":" + server.port(), ""));
                    assertEquals(fromOutside ? 404 : 200, said.status(), said::head);
                }
                try (Socket socket = Tls.unverified(address, server.port())) {
                    Wire.Said said = Wire.say(socket, Wire.get(link, address + ":" + server.port(),
                            "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\n"));
                    assertEquals(fromOutside ? 404 : 200, said.status(), said::head);
                }
            }
        }
    }

    @Test
    void theNextStartKeepsEverything() {
        Home home = Home.fresh("next-start");
        Browser alan;
        Browser ada;
        Map<String, Person> people;
        try (Server server = Server.start(home, "--demo")) {
            people = server.people();
            assertTrue(people.size() >= 12, people.keySet()::toString);
            assertTrue(server.out().stream().anyMatch(line -> line.matches("demo account: ada \\S+ \\(.*Administrators.*\\)")));
            assertEquals(Optional.empty(), server.setupPath());
            for (Person person : people.values()) {
                assertEquals("/", person.givePassword(new Browser(server)).location(), person.login());
            }
            Administrator administrator = Administrator.enrol(server, people.get("ada"));
            administrator.protect("alan", "Accounting");
            administrator.switchTwoFactor(true);
            alan = new Browser(server);
            people.get("alan").enrol(alan);
            assertEquals(200, alan.get("/").status());
            ada = administrator.browser();

            int code = server.stop();
            assertTrue(code == 143 || code == 0, "exit code " + code);
            assertEquals(List.of(), server.err());
        }
        try (Server server = Server.start(home, "--demo")) {
            assertEquals(Map.of(), server.people(), "passwords are printed once");
            assertTrue(alan.at(server).get("/").text().contains("Alan Turing"), "the session is still open");
            assertEquals(200, ada.at(server).get("/console/").status());
            Page home2 = people.get("alan").signIn(new Browser(server));
            assertEquals("/", home2.location(), "the phone is still enrolled");
            assertEquals("/signin/enrol", people.get("annie").givePassword(new Browser(server)).location(), "the list is still there");
            assertEquals("/", people.get("john").givePassword(new Browser(server)).location());
            assertEquals(List.of(), server.err());
        }
    }

    @Test
    void tlsWithACertificateOfItsOwn() throws IOException {
        Home home = Home.fresh("tls");
        try (Server server = Server.start(home, "--tls", "--demo")) {
            assertEquals("https", server.url().getScheme());
            HttpClient client = Tls.trusting(Tls.shownBy(server));
            for (String host : List.of("127.0.0.1", "localhost")) {
                Browser browser = new Browser(URI.create("https://" + host + ":" + server.port()), client);
                Page form = browser.get("/");
                assertEquals(200, form.status());
                assertTrue(form.header("Strict-Transport-Security").startsWith("max-age="), "HSTS");
                assertEquals("/", server.people().get("grace").givePassword(browser).location());
                assertEquals(200, browser.get("/").status());
            }
            assertFalse(Wire.say(server, Wire.get("/", "127.0.0.1:" + server.port(), "")).text().contains("<form"), "no plain http");
        }
    }

    @Test
    void tlsWithAnAdministratorsCertificate() {
        Home home = Home.fresh("tls-files");
        KeyPairs.Pair pair = KeyPairs.make(home.path().resolveSibling("tls-files-pem"), "portal", "dns:localhost", "ip:127.0.0.1");
        try (Server server = Server.start(home, "--cert", pair.certificate().toString(), "--key", pair.key().toString())) {
            Browser browser = new Browser(URI.create("https://localhost:" + server.port()), Tls.trusting(pair.parsed()));
            assertEquals(200, browser.get("/").status());
            assertEquals(200, browser.get("/health").status());
        }
    }
}
