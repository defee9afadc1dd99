package org.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands make of what they are told, before they ask anybody. */
class CommandsTest {

    private record Ended(int code, String err) {
    }

    private static Ended run(String... arguments) {
        StringWriter err = new StringWriter();
        int code = Main.commandLine(arguments).setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter())).execute(arguments);
        return new Ended(code, err.toString().strip());
    }

    @Test
    void wrongUseIsOneClearLine() {
        assertEquals(new Ended(2, "sallyport: unknown command 'walk'; see 'sallyport help'"), run("walk"));
        assertEquals(new Ended(2, "sallyport: Unknown option: '--frob'; see 'sallyport help users list'"), run("users", "list", "--frob"));
        assertEquals(2, run("reset").code());
        assertEquals(2, run("settings", "set").code());
        assertTrue(run("members").err().contains("one of add, list, remove is missing"));
        assertEquals(2, run("status", "--url", "http://203.0.113.1").code());
        assertEquals(2, run("status", "--url", "not an address").code());
        assertEquals(2, run("status", "--token-file", "x").code());
    }

    @Test
    void aTokenIsNoArgumentAndIsNotRepeated() {
        for (String[] arguments : List.of(new String[]{"status", "--token", "sallyport_abc"}, new String[]{"status", "--token=sallyport_abc"})) {
            Ended ended = run(arguments);
            assertEquals(2, ended.code());
            assertTrue(ended.err().contains("--token-file"), ended.err());
            assertFalse(ended.err().contains("abc"), ended.err());
        }
    }

    @Test
    void everyCommandHasItsHelp() {
        everyCommandHasItsHelp(Main.commandLine());
    }

    private static void everyCommandHasItsHelp(CommandLine command) {
        assertTrue(command.getUsageMessage().contains("Usage: sallyport"), command::getUsageMessage);
        assertFalse(String.join("", command.getCommandSpec().usageMessage().description()).isEmpty(), command::getUsageMessage);
        command.getSubcommands().values().forEach(CommandsTest::everyCommandHasItsHelp);
    }

    @Test
    void aHomeWithoutAServerIsNotReachable(@TempDir Path home) throws IOException {
        assertEquals(3, run("status", "--home", home.toString()).code());
        Files.createDirectories(home.resolve("data"));
        Path file = home.resolve("data/api.token");
        Files.writeString(file, "nonsense\n");
        assertEquals(3, run("status", "--home", home.toString()).code());
        Files.writeString(file, "url=http://a:1\naddress=http://127.0.0.1:1\ncertificate=\ntoken=t\n");
        Ended ended = run("status", "--home", home.toString());
        assertEquals(new Ended(3, "sallyport: nothing answers at http://127.0.0.1:1"), ended);
        assertEquals("a:1", Address.of(Optional.of(home), Optional.empty(), Optional.empty(), Map.of()).authority());
    }

    /** Creates the first user it is asked for, and breaks the connection off at the next. */
    private static HttpServer breaking(Path home) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/api/v1/users", exchange -> {
            if (asked.incrementAndGet() == 1) {
                byte[] user = "{\"id\":\"local:user:1\",\"name\":\"ada\"}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(201, user.length);
                exchange.getResponseBody().write(user);
            }
            exchange.close();
        });
        server.start();
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/api.token"), "url=http://a\naddress=http://127.0.0.1:" + server.getAddress().getPort() + "\ncertificate=\ntoken=t\n");
        return server;
    }

    @Test
    void aPasswordThatWasMadeUpIsNotLostWithTheConnection(@TempDir Path home) throws IOException {
        HttpServer server = breaking(home);
        PrintStream standard = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Path people = Files.writeString(home.resolve("people.csv"), "name\nada\ngrace\nalan\n");
            Ended ended = run("users", "import", people.toString(), "--home", home.toString());
            assertEquals(3, ended.code(), ended::toString);
            assertTrue(ended.err().matches("sallyport: grace: the connection to \\S+ broke off; .*; 1 of 3 created"), ended.err());
            assertTrue(out.toString().matches("ada,([a-z0-9]{5}-){4}[a-z0-9]{5}\\R"), out.toString());
        } finally {
            System.setOut(standard);
            server.stop(0);
        }
    }

    @Test
    void aServerThatKnowsNoTlsHasNoUntrustedCertificate(@TempDir Path folder) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // It has hung up.
                }
            });
            Path token = Files.writeString(folder.resolve("token"), "sallyport_abc");
            Ended ended = run("status", "--url", "https://127.0.0.1:" + server.getLocalPort(), "--token-file", token.toString());
            assertEquals(3, ended.code());
            assertTrue(ended.err().startsWith("sallyport: no secured connection to https://127.0.0.1:"), ended.err());
        }
    }

    @Test
    void aTokenComesFromAFileOrTheEnvironment(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "sallyport_abc\n");
        assertEquals("sallyport_abc", Address.of(Optional.empty(), Optional.of("https://a.example/"), Optional.of(file), Map.of()).token());
        assertEquals("x", Address.of(Optional.empty(), Optional.of("http://127.0.0.1:8080"), Optional.empty(), Map.of("SALLYPORT_TOKEN", "x")).token());
        assertThrows(Failure.class, () -> Address.of(Optional.empty(), Optional.of("https://a.example"), Optional.empty(), Map.of()));
        for (String wrong : List.of("", "sallyport_abc\n# help desk\n", "Authorization: Bearer sallyport_abc", "sällyport_abc")) {
            Files.writeString(file, wrong);
            Ended ended = run("status", "--url", "https://a.example", "--token-file", file.toString());
            assertEquals(new Ended(2, "sallyport: option --token-file: in " + file + " there is more or less than a token"), ended);
        }
    }

    @Test
    void tablesAreAsWideAsWhatIsInThemAndMoveNoCursor() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Table("A", "LONGER").row("wide\u001b[2J", "x").row("Zoë", null).print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertEquals(List.of("A         LONGER", "wide?[2J  x", "Zoë"), out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void csvIsReadWithQuotesAndRefusedByTheRecord() {
        List<Map<String, String>> lines = Csv.read("\uFEFFname,displayName,groups\r\nada,\"Lovelace, \"\"Ada\"\"\",A;B\r\n\r\nzoë,,\n");
        assertEquals(Map.of("name", "ada", "displayName", "Lovelace, \"Ada\"", "groups", "A;B"), lines.get(0));
        assertEquals(2, lines.size());
        assertThrows(Failure.class, () -> Csv.read("login\nada"));
        assertTrue(assertThrows(Failure.class, () -> Csv.read("name,password\nada")).getMessage().contains("record 2"));
        assertEquals("a,\"b,\"\"c\"", Csv.line("a", "b,\"c"));
    }

    @Test
    void timesAreWrittenOrCountedBack() {
        Instant now = Instant.parse("2026-11-24T08:00:00Z");
        assertEquals(Instant.parse("2026-11-24T07:30:00Z"), LogCommand.instant("30m", now));
        assertEquals(Instant.parse("2026-11-17T08:00:00Z"), LogCommand.instant("7d", now));
        assertEquals(Instant.EPOCH, LogCommand.instant("1970-01-01T00:00:00Z", now));
        assertThrows(Failure.class, () -> LogCommand.instant("yesterday", now));
    }

    @Test
    void generatedPasswordsAreLongAndEachAnother() {
        assertTrue(Passwords.generated().matches("([a-z0-9]{5}-){4}[a-z0-9]{5}"));
        assertFalse(Passwords.generated().equals(Passwords.generated()));
    }
}
