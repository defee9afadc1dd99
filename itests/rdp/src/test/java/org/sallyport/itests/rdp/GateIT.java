package org.sallyport.itests.rdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.itests.rdp.TestHost.Ended;

/** Proves of the gate's helper that nothing but Sallyport's own yes passes it, and that it gives nothing away. */
class GateIT {

    private static final String SECRET = "Kq3.theKeyOfThisGate-0123456789abcdefghij";
    private static final String TICKET = "K7MPA-4T9XC-HHQ3A-93RWD";

    private final Map<String, String> environment = new LinkedHashMap<>(
            Map.of("PAM_USER", "alice", "PAM_SERVICE", "xrdp-sesman", "PAM_TYPE", "auth", "PAM_RHOST", ""));
    private Oracle oracle;

    @BeforeEach
    void start() {
        TestHost.reset();
        oracle = new Oracle();
        configure();
    }

    @AfterEach
    void stop() {
        if (oracle != null) {
            oracle.close();
        }
    }

    private void configure(String... more) {
        configureAt(oracle.url(), more);
    }

    /** Who answers may take long about it on a busy machine. */
    private static void configureAt(String url, String... more) {
        TestHost.configure(SECRET, Stream.concat(Stream.of("url = " + url, "timeout = 59"), Stream.of(more)).toArray(String[]::new));
    }

    private Ended gate(String mode, String typed) {
        return TestHost.run(environment, typed, TestHost.SHIPPED.resolve("sallyport-gate").toString(), mode);
    }

    private void assertIn(Ended ended) {
        assertEquals(0, ended.code(), () -> ended.said() + TestHost.log());
    }

    /** @param why what the log says of it, in its only line */
    private void assertRefused(Ended ended, String why) {
        assertEquals(1, ended.code(), () -> ended.said() + TestHost.log());
        assertEquals("", ended.said());
        List<String> lines = TestHost.log().lines().toList();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("-t sallyport-gate") && lines.get(0).contains("refused: ") && lines.get(0).contains(why), lines::toString);
    }

    @Test
    void passesWhomSallyportLetsIn() {
        oracle.saying(asked -> Oracle.allow(asked, "not-protected"));
        assertIn(gate("decide", ""));
        Oracle.Asked asked = oracle.asked().get(0);
        assertEquals("/access/decide", asked.path());
        assertTrue(asked.head().startsWith("POST ") && asked.head().contains("\r\nAuthorization: Bearer " + SECRET + "\r\n"), asked.head());
        assertEquals(List.of("channel", "login", "address", "nonce"), List.copyOf(asked.fields().keySet()));
        assertEquals("rdp", asked.fields().get("channel"));
        assertTrue(TestHost.log().contains("let in: not-protected"));
    }

    @Test
    void passesATicket() {
        oracle.saying(asked -> Oracle.allow(asked, "ticket"));
        environment.put("PAM_SERVICE", "sshd");
        environment.put("PAM_RHOST", "2001:db8::7");
        assertIn(gate("ticket", TICKET + "\0"));
        Oracle.Asked asked = oracle.asked().get(0);
        assertEquals("/access/redeem", asked.path());
        assertEquals(TICKET.replace("-", ""), asked.fields().get("ticket"));
        assertEquals("ssh", asked.fields().get("channel"));
        assertEquals("2001:db8::7", asked.fields().get("address"));
    }

    @Test
    void aTicketMayBeTypedAsItIsRead() {
        oracle.saying(asked -> Oracle.allow(asked, "ticket"));
        assertIn(gate("ticket", " " + TICKET.toLowerCase(Locale.ROOT).replace('-', ' ') + "\n"));
        assertEquals(TICKET.replace("-", ""), oracle.asked().get(0).fields().get("ticket"));
    }

    @Test
    void refusesWhomSallyportRefuses() {
        oracle.saying(asked -> Oracle.refuse(asked, "needs-two-factors"));
        assertRefused(gate("decide", ""), "needs-two-factors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "correct horse battery staple", "SHORT", "K7MPA-4T9XC-HHQ3A-93RW", "K7MPA-4T9XC-HHQ3A-93RWDD",
        "K7MPA-4T9XC-HHQ3A-93RWB", "K7MPA-4T9XC-HHQ3A-93RW!", "K7MPA-4T9XC-HHQ3A-93RW\u00dc"})
    void keepsPasswordsOnTheHost(String password) {
        oracle.saying(asked -> Oracle.allow(asked, "ticket"));
        assertEquals(1, gate("ticket", password).code());
        assertEquals(List.of(), oracle.asked());
        assertEquals("", TestHost.log(), "it is only an ordinary password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", " a", "corp\\bob", "x@example.org", "qu\"o'te", "new\nline", "-rf", "--config", "@/etc/passwd", "%41", "a&login=root",
        "a=b", "\u00fcn\u00efc\u00f6de", "$(id)", "`id`", "a;b|c>d", "#", "\\", "\\n", "*", "a\tb", "allow", "{}[]"})
    void namesArriveUnchanged(String name) {
        environment.put("PAM_USER", name);
        environment.put("LANG", "C.UTF-8");
        oracle.saying(asked -> Oracle.allow(asked, "not-protected"));
        assertIn(gate("decide", ""));
        assertEquals(name, oracle.asked().get(0).fields().get("login"));
        assertEquals(1, TestHost.log().lines().count(), TestHost::log);
    }

    @Test
    void leavesOutWhatIsNoAddress() {
        environment.put("PAM_RHOST", "host.example.org");
        gate("decide", "");
        assertEquals("", oracle.asked().get(0).fields().get("address"));
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of("a page", (Oracle.Script) asked -> Oracle.http("200 OK", "<html>Welcome to the airport. allow</html>")),
                Arguments.of("allow alone", (Oracle.Script) asked -> Oracle.http("200 OK", "allow\n")),
                Arguments.of("another nonce", (Oracle.Script) asked -> Oracle.http("200 OK", "allow 0123456789abcdef0123456789abcdef\nreason: ticket\n")),
                Arguments.of("an echo", (Oracle.Script) asked -> Oracle.http("200 OK", asked.body())),
                Arguments.of("no reason", (Oracle.Script) asked -> Oracle.http("200 OK", "allow " + asked.nonce() + "\n")),
                Arguments.of("more lines", (Oracle.Script) asked -> Oracle.http("200 OK", "allow " + asked.nonce() + "\nreason: ticket\nmore\n")),
                Arguments.of("lines before", (Oracle.Script) asked -> Oracle.http("200 OK", "\nallow " + asked.nonce() + "\nreason: ticket\n")),
                Arguments.of("a zero", (Oracle.Script) asked -> Oracle.http("200 OK", "al\0low " + asked.nonce() + "\nreason: ticket\n")),
                Arguments.of("a yes that is forbidden", (Oracle.Script) asked -> Oracle.http("403 Forbidden", "allow " + asked.nonce() + "\nreason: ticket\n")),
                Arguments.of("a yes that is not found", (Oracle.Script) asked -> Oracle.http("404 Not Found", "allow " + asked.nonce() + "\nreason: ticket\n")),
                Arguments.of("a yes over the status", (Oracle.Script) asked -> Oracle.http("500 Oops",
                        "allow " + asked.nonce() + "\nreason: ticket\n\n200\nexit 0")),
                Arguments.of("a no that is well", (Oracle.Script) asked -> Oracle.http("200 OK", "refuse " + asked.nonce() + "\nreason: ticket\n")),
                Arguments.of("other cases", (Oracle.Script) asked -> Oracle.http("200 OK", "ALLOW " + asked.nonce() + "\nreason: ticket\n")),
                Arguments.of("nothing", (Oracle.Script) asked -> Oracle.http("204 No Content", "")),
                Arguments.of("silence", (Oracle.Script) asked -> ""),
                Arguments.of("no protocol", (Oracle.Script) asked -> "allow " + asked.nonce() + "\nreason: ticket\n"),
                Arguments.of("half of it", (Oracle.Script) asked -> Oracle.allow(asked, "ticket").replace("Content-Length: ", "Content-Length: 9")),
                Arguments.of("very much", (Oracle.Script) asked -> Oracle.http("200 OK", "allow " + asked.nonce() + "\nreason: " + "x".repeat(1 << 20))),
                Arguments.of("very much of unknown length", (Oracle.Script) asked -> "HTTP/1.0 200 OK\r\n\r\nallow " + asked.nonce() + "\nreason: ticket\n"
                        + "\n".repeat(1 << 20)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void nonsenseIsRefused(String what, Oracle.Script script) {
        oracle.saying(script);
        assertRefused(gate("decide", ""), "what answered is not Sallyport");
    }

    @Test
    void anUnknownKeyIsSaidToBeOne() {
        oracle.saying(asked -> Oracle.http("401 Unauthorized", "unknown gate\n"));
        assertRefused(gate("decide", ""), "does not know this gate's key");
    }

    @Test
    void anotherAddressIsNeverFollowedTo() {
        try (Oracle other = new Oracle().saying(asked -> Oracle.allow(asked, "ticket"))) {
            oracle.saying(asked -> "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.url() + "/access/decide\r\nContent-Length: 0\r\n\r\n");
            assertRefused(gate("decide", ""), "what answered is not Sallyport");
            assertEquals(List.of(), other.asked());
        }
    }

    @Test
    void proxiesOfTheEnvironmentAreNotAsked(@TempDir Path home) throws Exception {
        try (Oracle proxy = new Oracle().saying(asked -> Oracle.allow(asked, "ticket"))) {
            for (String name : List.of("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")) {
                environment.put(name, proxy.url());
            }
            Files.writeString(home.resolve(".curlrc"), "proxy = " + proxy.url() + "\n");
            environment.put("HOME", home.toString());
            environment.put("CURL_HOME", home.toString());
            assertRefused(gate("decide", ""), "unknown");
            assertEquals(List.of(), proxy.asked());
            assertEquals(1, oracle.asked().size());
        }
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        oracle.saying(asked -> null);
        configure("timeout = 1");
        assertRefused(gate("decide", ""), "no answer within 1 seconds");
    }

    @Test
    void nobodyIsThere() {
        oracle.close();
        assertRefused(gate("decide", ""), "nobody listens at port " + oracle.port());
    }

    @Test
    void anotherAccountAtThePortIsNotSpokenTo() throws Exception {
        oracle.close();
        Process impostor = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "openssl", "s_server", "-nocert", "-quiet",
                "-cipher", "aNULL", "-accept", "127.0.0.1:" + oracle.port()).start();
        try {
            while (TestHost.run("sh", "-c", "grep -qi ':" + "%04X".formatted(oracle.port()) + " .* 0A ' /proc/net/tcp").code() != 0) {
                assertTrue(impostor.isAlive());
            }
            assertRefused(gate("decide", ""), "not 'root' (gate.conf: owner) but another account listens");
        } finally {
            impostor.destroyForcibly().waitFor();
        }
    }

    @Test
    void breakGlassAccountsComeInWhileNobodyAnswers() throws Exception {
        TestHost.useradd("rescue", "x");
        configure("break_glass = root2, rescue ,elsewhere");
        environment.put("PAM_USER", "rescue");
        assertRefused(gate("decide", ""), "unknown");
        for (Oracle.Script script : List.<Oracle.Script>of(asked -> Oracle.http("200 OK", "<html>"), asked -> Oracle.http("401 Unauthorized", "unknown gate\n"),
                asked -> Oracle.refuse(asked, "wrong-channel"), asked -> Oracle.refuse(asked, "unavailable").replace("403 Forbidden", "503 Unavailable"))) {
            oracle.saying(script);
            assertIn(gate("decide", ""));
        }
        oracle.close();
        assertIn(gate("decide", ""));
        assertTrue(TestHost.log().contains("-p auth.alert") && TestHost.log().contains("break-glass"), TestHost::log);
        assertNotEquals(0, gate("ticket", TICKET).code(), "a password is asked for all the same");
        for (String other : List.of("alice", "elsewhere", "root", "rescue2", "res", "", "rescue ", "root2, rescue")) {
            environment.put("PAM_USER", other);
            assertNotEquals(0, gate("decide", "").code(), other);
        }
        environment.put("PAM_USER", "rescue");
        Files.delete(TestHost.KEY);
        assertIn(gate("decide", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--", "rwx------"})
    void aKeyThatOthersReadIsNotUsed(String mode) throws Exception {
        Files.setPosixFilePermissions(TestHost.KEY, PosixFilePermissions.fromString(mode));
        assertRefused(gate("decide", ""), "gate.key: must be a file of root's with mode 0600");
        assertEquals(List.of(), oracle.asked());
    }

    @Test
    void filesOfOthersAreNotBelieved() {
        TestHost.run("chown", "nobody", TestHost.KEY.toString()).well();
        assertRefused(gate("decide", ""), "gate.key");
        configure();
        for (String command : List.of("chown nobody %s", "chmod 666 %s", "chmod 664 %s")) {
            TestHost.run("sh", "-c", "rm -f /run/gate.log; chown root %1$s; chmod 644 %1$s".formatted(TestHost.CONFIGURATION)).well();
            TestHost.run("sh", "-c", command.formatted(TestHost.CONFIGURATION)).well();
            assertRefused(gate("decide", ""), "gate.conf: must belong to root");
        }
        assertEquals(List.of(), oracle.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"url = http://192.0.2.1:8080 | another host is asked by https:// only", "url = http://127.0.0.1.example.org | url: ",
        "url = http://127.0.0.1@192.0.2.1 | url: ", "url = ftp://127.0.0.1 | url: ", "url = http://localhost\" | url: ", "ulr = x | there is no key 'ulr'",
        "timeout = 600 | timeout: ", "timeout = x | timeout: ", "nothing | a line without '='", "channel.xrdp-sesman = RDP! | channel.xrdp-sesman",
        "owner = nobodyatall | owner: ", "ca = ca.pem | ca: "})
    void aWrongConfigurationIsNamed(String lines) {
        String[] parts = lines.split(" \\| ");
        configure(parts[0]);
        assertRefused(gate("decide", ""), parts[1]);
        assertEquals(List.of(), oracle.asked());
    }

    @Test
    void aServiceMayBeAnotherChannel() {
        configure("# what follows", "", "  channel.vncserver=vnc", "channel.login = console");
        for (Map.Entry<String, String> one : Map.of("vncserver", "vnc", "login", "console", "su", "su", "xrdp-sesman", "rdp").entrySet()) {
            environment.put("PAM_SERVICE", one.getKey());
            gate("decide", "");
            assertEquals(one.getValue(), oracle.asked().get(oracle.asked().size() - 1).fields().get("channel"));
        }
    }

    @Test
    void tellsAdministratorsHowItIs() {
        Ended well = TestHost.run(TestHost.SHIPPED.resolve("sallyport-gate").toString(), "check", "sshd");
        assertEquals("Sallyport answers this gate about the channel 'ssh'\n", well.well().said());
        oracle.saying(asked -> Oracle.refuse(asked, "wrong-channel"));
        Ended ill = TestHost.run(TestHost.SHIPPED.resolve("sallyport-gate").toString(), "check", "sshd");
        assertEquals(1, ill.code());
        assertTrue(ill.said().contains("no channel 'ssh', or this gate may not ask about it"), ill.said());
    }

    /** What other people on the host can read of a process, and what a careless administrator finds in a log. */
    @Test
    void givesNoSecretAway(@TempDir Path directory) throws Exception {
        oracle.saying(asked -> Oracle.refuse(asked, "wrong-ticket"));
        Path calls = directory.resolve("calls");
        TestHost.run(environment, TICKET, "strace", "-f", "-v", "-s", "65536", "-e", "trace=execve", "-o", calls.toString(),
                TestHost.SHIPPED.resolve("sallyport-gate").toString(), "ticket");
        assertEquals(1, oracle.asked().size(), TestHost::log);
        String executed = Files.readString(calls);
        assertTrue(executed.contains("curl"), executed);
        for (String secret : List.of(SECRET, "Bearer", TICKET, TICKET.replace("-", ""), "K7MP", "%4B%37%4D%50", "%4b%37%4d%50", "4b374d50")) {
            assertFalse(executed.contains(secret), () -> secret + " in " + executed);
            assertFalse(TestHost.log().contains(secret));
        }
    }

    @Test
    void isInOrderForShellcheck() {
        TestHost.run("shellcheck", TestHost.SHIPPED.resolve("sallyport-gate").toString(), TestHost.SHIPPED.resolve("install").toString()).well();
    }
}
