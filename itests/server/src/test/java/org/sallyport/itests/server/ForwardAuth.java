package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every reverse proxy has to keep to, with the configuration that is shipped for it: only the names and numbers of the example are
 * replaced. The portal is 127.0.0.1, the application on another host 127.0.0.2.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForwardAuth {

    /** The shipped configurations. */
    static final Path SHIPPED = Home.DISTRIBUTION.resolve("conf/examples/forward-auth");

    private Home home;
    private Server server;
    private Administrator administrator;
    private Person alan;
    private Person annie;
    private Person betty;
    private final Backend wiki = new Backend();
    private final Backend shop = new Backend();
    private final int port = Ports.free();
    private Path directory;
    private KeyPairs.Pair pair;
    private HttpClient client;
    private Proxy proxy;

    /** The command that runs the proxy in the foreground, with its configuration made from the shipped one. */
    abstract List<String> command(Example example) throws IOException;

    /** What stands where in a running example. */
    record Example(Path directory, KeyPairs.Pair pair, int port, int sallyport, int wiki, int shop) {

        /** A shipped file with what is the same in all of them replaced. */
        String read(String file) throws IOException {
            return Files.readString(SHIPPED.resolve(file)).replace("127.0.0.1:8080", "127.0.0.1:" + sallyport)
                    .replace("127.0.0.1:9001", "127.0.0.1:" + wiki).replace("127.0.0.1:9002", "127.0.0.1:" + shop);
        }

        Path write(String name, String text) throws IOException {
            return Files.writeString(Files.createDirectories(directory).resolve(name), text);
        }
    }

    @BeforeAll
    void start() throws Exception {
        String name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
        home = Home.fresh(name);
        server = Server.start(home, "--demo");
        administrator = Administrator.enrol(server, server.people().get("ada"));
        administrator.protect("Engineering");
        administrator.switchTwoFactor(true);
        administrator.set("portal.address", "https://127.0.0.1:" + port);
        alan = server.people().get("alan");
        betty = server.people().get("betty");
        annie = server.people().get("annie");
        // Not in the server's home: everything there is its own.
        directory = home.path().resolveSibling(name + "-proxy");
        pair = KeyPairs.make(directory, "proxy", "IP:127.0.0.1", "IP:127.0.0.2");
        client = Tls.trusting(pair.parsed());
        save("wiki", "/wiki/", "127.0.0.1", "for=" + administrator.id("Engineering"));
        save("shop", "/", "127.0.0.2", "for=" + administrator.id("Engineering") + "\nfor=" + administrator.id("Accounting"));
        proxy = run(server.port(), port, directory);
        await("the applications are known").atMost(Patience.LIMIT).until(() -> new Hosts(client).at(at("/wiki/")).get("/wiki/").status() == 302);
    }

    private Proxy run(int sallyport, int own, Path where) throws IOException {
        return Proxy.start(where, command(new Example(where, pair, own, sallyport, wiki.port(), shop.port())), "127.0.0.2", own);
    }

    @AfterAll
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
        }
        wiki.close();
        shop.close();
    }

    /** How many requests have reached the applications. */
    final int heard() {
        return wiki.requests() + shop.requests();
    }

    /** As the console keeps it. */
    private void save(String id, String path, String host, String more) {
        String text = "kind=WEB\nname=The " + id + "\nicon=\naddress=https://" + host + ":" + port + path + "\n" + more;
        try (Connection database = home.sql(); PreparedStatement save = database.prepareStatement("INSERT INTO setting VALUES (?, ?, 1)"
                + " ON CONFLICT (setting_key) DO UPDATE SET value = excluded.value, revision = revision + 1")) {
            save.setString(1, "application." + id);
            save.setString(2, text);
            save.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI at(String path) {
        return URI.create("https://127.0.0.1:" + port + path);
    }

    private URI shopAt(String path) {
        return URI.create("https://127.0.0.2:" + port + path);
    }

    private Hosts browser() {
        return new Hosts(client);
    }

    /** The headers that reached the application, by name in lower case; one that came twice is joined. */
    private static Map<String, String> headers(Page page) {
        assertEquals(200, page.status(), page::text);
        Map<String, String> headers = new TreeMap<>();
        page.body().lines().skip(1).filter(line -> !line.isEmpty()).forEach(line -> headers.merge(
                line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT), line.substring(line.indexOf(':') + 1).strip(),
                (one, two) -> one + " AND " + two));
        return headers;
    }

    private void assertThrough(String login, Page page) {
        assertEquals(login, headers(page).get("x-auth-user"));
    }

    @Test
    void aStrangerIsSentToTheSignInAndTheApplicationHearsNothing() {
        int before = heard();
        Page page = browser().at(at("/")).get("/wiki/a?b=c%20d&e");
        assertEquals(302, page.status());
        assertEquals(at("/auth/go?application=wiki&return=%2Fwiki%2Fa%3Fb%3Dc%2520d%26e").toString(), page.location());
        assertEquals(shopAt("/.sallyport/start?return=%2F").toString(), browser().at(shopAt("/")).get("/").location());
        Browser script = browser().at(at("/"));
        assertEquals(401, script.send(script.request("/wiki/").header("Sec-Fetch-Mode", "cors").GET()).status());
        assertEquals(401, script.postBody("/wiki/", "a=b").status());
        Browser forger = browser().at(at("/"));
        forger.cookies().put("__Host-sallyport", "a-token-that-nobody-was-given-0123456789");
        assertEquals(302, forger.send(forger.request("/wiki/").header("X-Auth-User", "root").header("X-Forwarded-Uri", "/signin")
                .header("X-Original-URL", "/").GET()).status());
        assertEquals(before, heard());
    }

    @Test
    void whoIsSignedInGoesThroughAndOnlySallyportSaysWhoItIs() {
        Hosts hosts = browser();
        assertThrough("alan", hosts.signIn(at("/wiki/a?b=c"), alan));
        assertEquals(at("/wiki/a?b=c"), hosts.here(), "back where they wanted to go");
        Browser browser = hosts.at(at("/"));
        browser.cookies().put("theme", "dark");
        browser.cookies().put("zz", "last");
        Page page = browser.send(browser.request("/wiki/").header("X-Auth-User", "root").header("X-AUTH-GROUPS", "Administrators")
                .header("X-Auth-Mail", "root@example.com").header("X-Auth-Role", "root").header("X_Auth_User", "root").header("X-Auth_User", "root")
                .header("X-Forwarded-User", "root").header("Remote-User", "root").header("X-Forwarded-Host", "127.0.0.2:" + port)
                .header("X-Forwarded-Uri", "/wiki/").GET());
        Map<String, String> headers = headers(page);
        assertEquals("alan", headers.get("x-auth-user"));
        assertEquals("Engineering", headers.get("x-auth-groups"));
        assertTrue(headers.get("x-auth-name").startsWith("Alan "), headers.get("x-auth-name"));
        assertEquals("", headers.getOrDefault("x-auth-mail", ""));
        assertEquals("theme=dark; zz=last", headers.get("cookie"));
        assertFalse(page.body().replaceAll("(?i)x-auth-role: .*", "").contains("root"), page.body());
        assertFalse(page.body().contains("sallyport"), page.body());
        assertEquals(at("/").getAuthority(), headers.get("host"));
    }

    @Test
    void anotherHostGetsASessionOfItsOwnThatEndsWithTheOneAtThePortal() {
        Hosts hosts = browser();
        Page page = hosts.signIn(shopAt("/cart?a=b"), betty);
        assertThrough("betty", page);
        assertFalse(page.body().contains("sallyport"), page.body());
        assertEquals(shopAt("/cart?a=b"), hosts.here());
        assertEquals(List.of("__Host-sallyport-app-shop"), List.copyOf(hosts.at(shopAt("/")).cookies().keySet()));
        URI code = hosts.way().stream().filter(url -> url.getPath().equals("/.sallyport/return")).findFirst().orElseThrow();
        assertFalse(hosts.at(shopAt("/")).everyCookie().stream().anyMatch(hosts.at(at("/")).everyCookie()::contains));
        assertFalse(home.log().contains(code.getRawQuery()));

        // The same code again, in another browser, and in one that set out itself.
        Hosts other = browser();
        assertEquals(403, other.open(code).status());
        other.at(shopAt("/")).get("/.sallyport/start");
        assertEquals(403, other.open(code).status());
        assertEquals(302, other.at(shopAt("/")).get("/").status());
        assertEquals(200, hosts.open(code).status(), "whoever loads the page again is in already");

        // It leaves there, and comes back without a password as long as the session at the portal lasts.
        assertTrue(hosts.open(shopAt("/.sallyport/leave")).text().contains("You have left"));
        assertEquals(302, hosts.at(shopAt("/")).get("/").status());
        assertThrough("betty", hosts.open(shopAt("/again")));
        Page portal = hosts.at(at("/")).get("/");
        hosts.at(at("/")).submit(portal, "/signout", Map.of());
        assertEquals(302, hosts.at(shopAt("/")).get("/").status(), "at the next request");
        assertTrue(hosts.open(shopAt("/")).html().select("input[type=password]").size() == 1);
    }

    @Test
    void whoLosesTheirPlaceIsRefusedOrChallengedAtTheNextRequest() {
        Person stranger = administrator.createUser("heinz-" + port);
        Hosts hosts = browser();
        Page refused = hosts.signIn(at("/wiki/"), stranger);
        assertEquals(403, refused.status());
        assertTrue(refused.text().contains("The wiki"), refused::text);
        assertEquals(403, hosts.at(at("/")).get("/wiki/").status());

        save("wiki", "/wiki/", "127.0.0.1", "for=" + administrator.id("Engineering") + "\nfor=" + administrator.id(stranger.login()));
        await("within a second, as on another node").atMost(Patience.LIMIT).until(() -> hosts.at(at("/")).get("/wiki/").status() == 200);
        administrator.protect(stranger.login());
        assertEquals(302, hosts.at(at("/")).get("/wiki/").status(), "the policy asks for more now");
        Page activation = hosts.open(at("/wiki/deep"));
        stranger.scan(activation);
        assertThrough(stranger.login(), hosts.submit(activation, "/signin/enrol", Map.of("code", stranger.nextCode())));
        assertEquals(at("/wiki/deep"), hosts.here());
        administrator.reset(stranger);
        assertEquals(302, hosts.at(at("/")).get("/wiki/").status(), "after a reset");
        save("wiki", "/wiki/", "127.0.0.1", "for=" + administrator.id("Engineering"));
        await("taken out of the audience").atMost(Patience.LIMIT).until(() -> {
            Hosts again = browser();
            again.at(at("/")).cookies().putAll(hosts.at(at("/")).cookies());
            return again.at(at("/")).get("/wiki/").status() != 200;
        });
    }

    @Test
    void anApplicationThatWantsACodeIsPrecededByOne() {
        save("shop", "/", "127.0.0.2", "step-up=PT10M\nfor=" + administrator.id("Engineering") + "\nfor=" + administrator.id("Accounting"));
        Hosts hosts = browser();
        hosts.open(at("/"));
        Page home = hosts.submit(hosts.open(at("/signin")), "/signin", Map.of("username", annie.login(), "password", annie.password()));
        assertEquals(at("/"), hosts.here(), home::text);
        await("the step-up is known").atMost(Patience.LIMIT).until(() -> {
            hosts.open(shopAt("/deep"));
            return hosts.here().getPath().equals("/signin/enrol");
        });
        Page activation = hosts.open(shopAt("/deep"));
        annie.scan(activation);
        assertThrough("annie", hosts.submit(activation, "/signin/enrol", Map.of("code", annie.nextCode())));
        assertEquals(shopAt("/deep"), hosts.here());
        save("shop", "/", "127.0.0.2", "for=" + administrator.id("Engineering") + "\nfor=" + administrator.id("Accounting"));
    }

    @Test
    void noForgedWayLeadsElsewhere() {
        for (String forged : List.of("//evil.example/", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example/",
                "https://127.0.0.2@evil.example/", "/x\r\nLocation: https://evil.example", "/\t/evil.example", "///evil.example")) {
            for (URI url : List.of(shopAt("/.sallyport/start?return="), at("/auth/go?application=shop&return="), at("/auth/go?return="),
                    shopAt("/.sallyport/return?application=shop&code=x&return="), at("/signin?next="), shopAt("/.sallyport/leave?return="))) {
                Browser browser = browser().at(url);
                Page page = browser.get(url + Browser.encode(forged));
                assertTrue(page.location().isEmpty() || !URI.create(url.toString()).resolve(page.location()).getHost().contains("evil"), page.location());
                assertFalse(page.headers().map().containsKey("location") && page.location().matches("(?s)[/\\\\]{2}.*"), page.location());
            }
        }
    }

    @Test
    void aWebSocketPassesWithTheSession() throws Exception {
        Hosts hosts = browser();
        assertEquals(101, upgrade(signedInAt(hosts)));
        assertNotEquals(101, upgrade(""), "nobody's does not");
    }

    private String signedInAt(Hosts hosts) {
        assertThrough("alan", hosts.signIn(at("/wiki/"), alan));
        return "__Host-sallyport=" + hosts.at(at("/")).cookies().get("__Host-sallyport");
    }

    private int upgrade(String cookie) throws IOException {
        try (SSLSocket socket = Tls.unverified("127.0.0.1", port)) {
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.getOutputStream().write(("GET /wiki/live HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: " + Backend.KEY + "\r\nSec-WebSocket-Version: 13\r\nSec-Fetch-Mode: websocket\r\nCookie: "
                    + cookie + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = socket.getInputStream().read();
                if (read < 0) {
                    break;
                }
                head.append((char) read);
            }
            int status = Integer.parseInt(head.substring(9, 12));
            if (status == 101) {
                socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                assertEquals("hello", new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
            }
            return status;
        }
    }

    @Test
    void nobodyGoesThroughWhileSallyportIsAway() throws Exception {
        int before = heard();
        int own = Ports.free();
        Path where = Files.createDirectories(directory.resolve("lonely"));
        try (Proxy lonely = run(Ports.free(), own, where)) {
            Browser browser = browser().at(URI.create("https://127.0.0.1:" + lonely.port()));
            int status = browser.get("/wiki/").status();
            assertTrue(status >= 500, "status " + status);
            assertEquals(before, heard());
        }
    }

    /** All of a directory's files with these replaced, as far as they are named. */
    static String replaced(String text, Map<String, String> names) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            if (!result.contains(name.getKey())) {
                throw new UncheckedIOException(new IOException("the shipped configuration does not have " + name.getKey()));
            }
            result = result.replace(name.getKey(), name.getValue());
        }
        return result;
    }
}
