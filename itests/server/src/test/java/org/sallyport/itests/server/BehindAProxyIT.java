package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Behind nginx, HAProxy and Caddy with the configurations that are shipped. People come from 127.0.0.5 and are believed to; what they
 * say of themselves is not.
 */
class BehindAProxyIT {

    private static final String PERSON = "127.0.0.5";
    private static final String LIE = "203.0.113.77";

    private Home home;
    private Path folder;
    private KeyPairs.Pair pair;
    private Server server;

    @BeforeEach
    void prepare(TestInfo test) {
        home = Home.fresh("proxy-" + test.getTestMethod().orElseThrow().getName());
        folder = home.path().resolve("proxy");
        pair = KeyPairs.make(folder, "portal", "dns:localhost");
        home.configure("server.cfg", "proxies", "127.0.0.1");
        home.configure("server.cfg", "address", "https://localhost");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static URI localhost(int port) {
        return URI.create("https://localhost:" + port);
    }

    /** The port that the server was given: it prints the address by which people come. */
    private Server start(String... options) {
        int port = Ports.free();
        String[] all = new String[options.length + 2];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--port";
        all[options.length + 1] = Integer.toString(port);
        listening = port;
        server = Server.start(home, all);
        return server;
    }

    private int listening;

    /** Signs in from elsewhere, lying about it, and lets an administrator look where from; all through the proxy. */
    private Administrator comesFromWhereItComes(Proxy proxy) {
        HttpClient client = Tls.trusting(pair.parsed());
        Map<String, Person> people = server.people();
        try (Elsewhere elsewhere = new Elsewhere("127.0.0.1", proxy.port(), PERSON)) {
            Browser browser = new Browser(localhost(elsewhere.port()), client);
            Page form = browser.send(browser.request("/signin").header("X-Forwarded-For", LIE).header("Forwarded", "for=" + LIE)
                    .header("X-Forwarded-Host", "evil.example").header("X-Forwarded-Port", "99").header("X-Forwarded-Proto", "ftp").GET());
            assertEquals(200, form.status(), form::text);
            Page home = browser.send(browser.request("/signin").header("X-Forwarded-For", LIE).header("Forwarded", "for=" + LIE)
                    .header("Origin", localhost(elsewhere.port()).toString()).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(fields(form, people.get("alan")))));
            assertEquals("/", home.location(), home::text);
        }
        Administrator administrator = Administrator.enrol(new Browser(proxy.url(), client), people.get("ada"));
        Page log = administrator.browser().get("/console/log");
        assertTrue(log.text().contains(PERSON), log::text);
        assertFalse(log.text().contains(LIE), log::text);
        assertFalse(home.log().contains(LIE));
        return administrator;
    }

    private static String fields(Page form, Person person) {
        return "csrf=" + form.hidden("/signin").get("csrf").get(0) + "&username=" + person.login() + "&password=" + person.password();
    }

    @Test
    void nginxSpeaksTls() {
        start("--demo");
        try (Proxy nginx = new PortalProxy(folder, "nginx.conf", listening, pair).nginx()) {
            comesFromWhereItComes(nginx);
            Page page = new Browser(nginx.url(), Tls.trusting(pair.parsed())).get("/signin");
            assertFalse(page.header("Strict-Transport-Security").isEmpty());
        }
        assertEquals(List.of("Sallyport"), server.out().stream().filter(line -> line.endsWith("is ready: https://localhost"))
                .map(line -> line.split(" ")[0]).toList(), "prints the address that people use");
    }

    @Test
    void haproxySpeaksTlsBeforeAnotherProxy() {
        start("--demo");
        // The inner one adds itself and leaves the rest.
        try (Proxy nginx = new PortalProxy(folder, "nginx.conf", listening, pair,
                        text -> text.replace("$remote_addr", "$proxy_add_x_forwarded_for")).nginx();
                Proxy haproxy = new PortalProxy(folder, "haproxy.cfg", nginx.port(), pair,
                        text -> text.replace("127.0.0.1:" + nginx.port(), "127.0.0.1:" + nginx.port() + " ssl verify none")).haproxy()) {
            comesFromWhereItComes(haproxy);
        }
    }

    @Test
    void caddySpeaksTls() {
        start("--demo");
        try (Proxy caddy = new PortalProxy(folder, "Caddyfile", listening, pair).caddy()) {
            comesFromWhereItComes(caddy);
        }
    }

    @Test
    void haproxyPassesTlsOnWithAPROXYLineOfEitherVersion() {
        home.configure("server.cfg", "forwarded", "proxy-protocol");
        start("--demo", "--cert", pair.certificate().toString(), "--key", pair.key().toString());
        Administrator administrator;
        try (Proxy two = new PortalProxy(folder, "haproxy-tcp.cfg", listening, pair).haproxy()) {
            administrator = comesFromWhereItComes(two);
        }
        try (Proxy one = new PortalProxy(folder, "haproxy-tcp.cfg", listening, pair,
                        text -> text.replace("send-proxy-v2", "send-proxy")).haproxy();
                Elsewhere elsewhere = new Elsewhere("127.0.0.1", one.port(), "127.0.0.6")) {
            Browser browser = new Browser(localhost(elsewhere.port()), Tls.trusting(pair.parsed()));
            Page refused = new Person("alan", "not his password").givePassword(browser);
            assertEquals(401, refused.status(), refused::text);
            assertTrue(administrator.browser().at(one.url()).get("/console/log").text().contains("127.0.0.6"));
        }
    }

    @Test
    void nobodyElseIsBelieved() throws IOException {
        home.configure("server.cfg", "proxies", "127.0.0.9");
        start("--demo");
        String broken = "X-Forwarded-For: nonsense\r\nX-Forwarded-Host: \u00e9vil\r\nX-Forwarded-Proto: ftp\r\n";
        assertEquals(200, from("127.0.0.1", Wire.get("/signin", "localhost", broken)).status(), "ignored, not refused");
        assertEquals(400, from("127.0.0.9", Wire.get("/signin", "localhost", broken)).status(), "believed, so it must make sense");
        Wire.Said lied = from("127.0.0.1", Wire.get("/health", "localhost", "X-Forwarded-For: " + LIE + "\r\n"));
        assertEquals(200, lied.status());
        assertFalse(lied.text().contains("parts"));
        assertEquals(400, from("127.0.0.9", "PROXY TCP4 " + LIE + " 127.0.0.1 1 2\r\n" + Wire.get("/signin", "localhost", "")).status());
    }

    @Test
    void aPROXYLineIsTakenFromTrustedProxiesOnly() throws IOException {
        home.configure("server.cfg", "proxies", "127.0.0.9");
        home.configure("server.cfg", "forwarded", "proxy-protocol");
        start("--demo");
        String line = "PROXY TCP4 " + LIE + " 127.0.0.1 1 2\r\n";
        assertTrue(from("127.0.0.1", Wire.get("/health", "localhost", "")).text().contains("parts"));
        assertTrue(from("127.0.0.9", Wire.get("/health", "localhost", "")).text().contains("parts"), "a proxy that looks for itself");
        Wire.Said announced = from("127.0.0.9", line + Wire.get("/health", "localhost", ""));
        assertEquals(200, announced.status());
        assertFalse(announced.text().contains("parts"), "not from this host");
        assertEquals(400, from("127.0.0.1", line + Wire.get("/health", "localhost", "")).status());
    }

    private Wire.Said from(String address, String request) throws IOException {
        try (java.net.Socket socket = new java.net.Socket(java.net.InetAddress.getByName("127.0.0.1"), listening,
                java.net.InetAddress.getByName(address), 0)) {
            return Wire.say(socket, request);
        }
    }

    @Test
    void livesUnderAPath() {
        home.configure("server.cfg", "address", "https://localhost/door");
        start("--demo");
        HttpClient client = Tls.trusting(pair.parsed());
        try (Proxy nginx = new PortalProxy(folder, "nginx-path.conf", listening, pair).nginx()) {
            assertEquals(404, new Browser(nginx.url(), client).get("/signin").status(), "everything else under the name is not ours");
            assertTrue(new Browser(nginx.url(), client).get("/door").location().endsWith("/door/"));

            Map<String, Person> people = server.people();
            Browser user = new Browser(nginx.url(), client);
            Page form = within(user.open("/door/"));
            Page home = user.submit(form, "/door/signin", Map.of("username", "alan", "password", people.get("alan").password()));
            assertEquals("/door/", home.location(), home::text);
            assertTrue(within(user.get("/door/")).text().contains("Alan"), "signed in");

            Person ada = people.get("ada");
            Browser administrator = new Browser(nginx.url(), client);
            Page signIn = within(administrator.open("/door/console/"));
            Page challenge = administrator.submit(signIn, "/door/signin", Map.of("username", "ada", "password", ada.password()));
            assertTrue(challenge.location().startsWith("/door/signin/enrol"), challenge::text);
            Page activation = within(administrator.get(challenge.location()));
            ada.scan(activation);
            Page entered = administrator.submit(activation, "/door/signin/enrol", Map.of("code", ada.currentCode()));
            assertEquals("/door/console/", entered.location(), entered::text);
            for (String page : List.of("/door/console/", "/door/console/settings", "/door/console/log", "/door/console/members/add")) {
                assertEquals(200, within(administrator.get(page)).status(), page);
            }
            Page question = administrator.get("/door/console/switch?to=on");
            assertEquals(303, administrator.submit(question, "/door/console/switch", Map.of()).status());

            // Programs find their way by the description, wherever they found that.
            URI description = nginx.url().resolve("/door/api/v1/openapi.json");
            URI api = description.resolve(Api.read(administrator.get(description.getPath()).body()).at("/servers/0/url").asText());
            assertEquals(401, administrator.get(api.getPath() + "/status").status(), api.toString());
        }
        assertEquals(200, new Browser(URI.create("http://127.0.0.1:" + listening), Browser.PLAIN).get("/health").status(), "directly without it");
    }

    /** Every path that the page leads to begins with the prefix. */
    private static Page within(Page page) {
        Matcher path = Pattern.compile(" (?:href|action|src)=\"(/[^\"]*)\"").matcher(page.body());
        while (path.find()) {
            assertTrue(path.group(1).startsWith("/door/"), path.group());
        }
        return page;
    }

    @Test
    void takesUpACertificateThatChangesUnderTraffic() throws IOException, InterruptedException {
        home.configure("server.cfg", "proxies", "");
        KeyPairs.Pair next = KeyPairs.make(folder, "next", "dns:localhost");
        // As certbot lays them: links that are turned to other files.
        Path certificate = Files.createSymbolicLink(folder.resolve("live.pem"), pair.certificate());
        Path key = Files.createSymbolicLink(folder.resolve("live-key.pem"), pair.key());
        start("--demo", "--cert", certificate.toString(), "--key", key.toString());

        AtomicBoolean end = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        AtomicReference<String> failure = new AtomicReference<>("");
        Thread traffic = new Thread(() -> {
            while (!end.get()) {
                try (var socket = Tls.unverified("127.0.0.1", listening)) {
                    int status = Wire.say(socket, Wire.get("/signin", "localhost", "")).status();
                    if (status != 200) {
                        failure.set("status " + status);
                    }
                    answered.incrementAndGet();
                } catch (IOException e) {
                    failure.set(e.toString());
                }
            }
        }, "traffic");
        traffic.start();
        try {
            turn(certificate, next.certificate());
            home.awaitLogged("The certificate stays as it is");
            assertEquals(pair.parsed(), shown());
            turn(key, next.key());
            await("the new certificate").atMost(Patience.LIMIT).until(() -> shown().equals(next.parsed()));
            int before = answered.get();
            await("answers with it").atMost(Patience.LIMIT).until(() -> answered.get() > before + 1 || !failure.get().isEmpty());
        } finally {
            end.set(true);
            traffic.join();
        }
        assertEquals("", failure.get());
        home.awaitLogged("New connections get another certificate");
    }

    private java.security.cert.X509Certificate shown() throws IOException {
        try (var socket = Tls.unverified("127.0.0.1", listening)) {
            socket.startHandshake();
            return (java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static void turn(Path link, Path to) throws IOException {
        Path fresh = Files.createSymbolicLink(link.resolveSibling(link.getFileName() + ".new"), to);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void inPlainHttpNobodyIsAnsweredButTheProxyAndThisHost() throws Exception {
        start("--host", "0.0.0.0");
        assertEquals(200, new Browser(URI.create("http://127.0.0.1:" + listening), Browser.PLAIN).get("/signin").status());
        for (String address : networkAddresses()) {
            try (Elsewhere stranger = new Elsewhere("127.0.0.1", listening, address)) {
                Browser browser = new Browser(URI.create("http://127.0.0.1:" + stranger.port()), Browser.PLAIN);
                Page page = browser.send(browser.request("/signin").header("X-Forwarded-For", "127.0.0.1").GET());
                assertEquals(403, page.status(), address);
                assertTrue(page.html().select("form").isEmpty(), page::body);
            }
        }
    }

    /** Of this host, on networks: who comes from there to loopback is a stranger; none where it has no network. */
    private static List<String> networkAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).map(InetAddress::getHostAddress).toList();
    }
}
