package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Whoever holds the host does with commands what the console does in a browser, and finds it done there. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {

    private static final Home HOME = Home.fresh("commands");
    private static final Path FILES = HOME.path().resolveSibling("commands-files");

    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(FILES);
        server = Server.start(HOME, "--demo");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Sallyport.Ended run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", HOME.path().toString()));
        return Sallyport.run(all.toArray(String[]::new));
    }

    private static List<String> done(String... arguments) {
        Sallyport.Ended ended = run(arguments);
        assertEquals(0, ended.code(), () -> List.of(arguments) + " -> " + ended);
        assertEquals(List.of(), ended.err());
        return ended.out();
    }

    private static JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return Api.read(String.join("\n", done(all.toArray(String[]::new))));
    }

    @Test
    @Order(1)
    void theFirstWalk() throws IOException {
        assertTrue(done("status").get(0).contains("disabled"));
        Path password = Files.writeString(FILES.resolve("password"), "a corporal of horse\n");
        done("users", "create", "eve", "--display-name", "Eve Smith", "--password-file", password.toString());
        done("groups", "create", "Visitors");
        done("groups", "add", "Visitors", "eve");
        done("members", "add", "--group", "Visitors");
        assertEquals("Two-factor is enabled.", done("enable").get(0));
        assertTrue(json("status").get("enabled").asBoolean());
        JsonNode why = json("why", "eve");
        assertTrue(why.get("codeNeeded").asBoolean());
        assertEquals("Visitors", why.get("through").get("name").asText());
        // The same in a browser: a code is asked for, and the console shows who is on the list.
        Browser eve = new Browser(server);
        Page challenge = eve.submit(eve.get("/signin"), "/signin", Map.of("username", "eve", "password", "a corporal of horse"));
        assertTrue(challenge.location().startsWith("/signin/enrol"), challenge::text);
        Administrator ada = Administrator.enrol(server, server.people().get("ada"));
        assertTrue(ada.browser().get("/console/members").text().contains("Visitors"));
        assertTrue(ada.browser().get("/console/log").text().contains("host"));
    }

    @Test
    @Order(2)
    void peopleAreHelped() {
        assertEquals("no", done("users", "list", "eve").get(1).split("\\s{2,}")[4]);
        assertTrue(done("users", "show", "ada").toString().contains("Administrators"));
        assertTrue(done("sessions", "list").toString().contains("ada"));
        done("sessions", "end", "ada");
        assertEquals(0, json("sessions", "list").get("items").size());
        assertEquals(List.of("Reset: Ada Lovelace (ada)", "Reset: Eve Smith (eve)"), done("reset", "ada", "eve"));
        done("unlock", "eve");
        assertTrue(done("recover-admin", "eve").get(0).contains("eve"));
        assertTrue(json("users", "show", "eve").get("name").asText().equals("eve"));
        done("users", "disable", "eve");
        assertTrue(done("users", "list", "eve").get(1).endsWith("disabled"));
        done("users", "enable", "eve");
        done("members", "remove", "--group", "Visitors");
        assertEquals(0, json("members", "list").get("items").size());
        done("groups", "delete", "Visitors");
        assertEquals(2, json("administrators", "list").get("items").size());
        done("users", "delete", "eve");
        assertEquals(1, json("administrators", "list").get("items").size());
        done("disable");
    }

    @Test
    @Order(3)
    void settingsAndTheLog() {
        done("settings", "set", "issuer=Example", "totp.window=2");
        assertEquals(List.of("Example"), done("settings", "get", "issuer"));
        List<String> log = done("log", "--since", "1h", "--json");
        JsonNode last = Api.read(log.get(log.size() - 1));
        assertEquals("change-setting", last.get("action").asText());
        assertEquals("host", last.get("actor").asText());
        assertTrue(done("log", "--search", "two-factor").toString().contains("two-factor-on"));
    }

    @Test
    @Order(3)
    void doorsAndWhatStandsBehindThem() {
        assertTrue(done("doors", "list").get(1).startsWith("portal "), () -> done("doors", "list").toString());
        assertEquals("good", json("doors", "test", "portal").at("/items/0/findings/0/level").asText());
        done("channels", "add", "vpn");
        done("channels", "set", "vpn", "ticket-only");
        assertEquals("ticket-only", json("channels", "list").at("/items/2/rule").asText());
        assertTrue(done("gates", "add", "desk", "--channel", "rdp").get(0).matches("[A-Za-z0-9_-]{43}"));
        done("applications", "add", "Wiki", "--address", "https://wiki.example.org/", "--group", "Accounting", "--step-up", "30");
        done("applications", "add", "Desk", "--address", "rdp://desk", "--gate", "desk");
        done("applications", "change", "wiki", "--name", "Handbook", "--everybody");
        JsonNode applications = json("applications", "list").get("items");
        assertEquals(List.of("Desk", "Handbook"), applications.findValuesAsText("name"));
        assertEquals(30, applications.get(1).get("stepUpMinutes").asInt());
        assertEquals(0, applications.get(1).get("audience").size());
        assertEquals(1, run("applications", "change", "wiki").code());
        assertEquals(2, run("applications", "add", "nowhere").code());
        assertEquals("[]", json("status").get("open").toString());
        done("channels", "set", "ssh", "allow");
        assertEquals("[\"ssh\"]", json("status").get("open").toString());
        assertTrue(done("status").toString().contains("open on one factor"));
        done("channels", "remove", "ssh");
        done("applications", "remove", "Desk", "handbook");
        done("gates", "remove", "desk");
        done("channels", "remove", "vpn");
        assertEquals(1, run("channels", "set", "vpn", "allow").code());
    }

    @Test
    @Order(3)
    void administratorsAndDirectories() {
        done("administrators", "add", "--user", "alan");
        done("administrators", "add", "--user", "alan");
        assertEquals(2, json("administrators", "list").get("items").size());
        // She stays one by her group, and nobody is told otherwise.
        assertEquals(List.of("No administrator, unless by a group: Ada Lovelace (ada)"), done("administrators", "remove", "--user", "ada"));
        assertEquals(2, json("administrators", "list").get("items").size());
        done("administrators", "remove", "--user", "alan");
        assertEquals(1, run("administrators", "remove", "--group", "Administrators").code());
        assertTrue(done("directories", "list").get(1).startsWith("local  ready"));
        assertTrue(done("directories", "test", "local").size() > 1);
        done("directories", "confirm", "local");
        assertEquals(1, run("directories", "confirm", "local", "--fingerprint", "another").code());
    }

    @Test
    @Order(4)
    void aTokenTravelsAndMayWhatItsScopeSays() throws IOException {
        String secret = done("token", "create", "report", "--scope", "read", "--days", "2").get(0);
        Path file = Files.writeString(FILES.resolve("token"), secret + "\n");
        String[] elsewhere = {"--url", server.url().toString(), "--token-file", file.toString()};
        assertEquals(0, Sallyport.run("users", "list", elsewhere[0], elsewhere[1], elsewhere[2], elsewhere[3]).code());
        Sallyport.Ended refused = Sallyport.run("reset", "grace", elsewhere[0], elsewhere[1], elsewhere[2], elsewhere[3]);
        assertEquals(1, refused.code());
        assertEquals(1, refused.err().size());
        assertTrue(refused.err().get(0).contains("operate"), refused.err()::toString);
        done("token", "revoke", json("token", "list").get("items").get(0).get("id").asText());
        assertEquals(1, Sallyport.run("users", "list", elsewhere[0], elsewhere[1], elsewhere[2], elsewhere[3]).code());
    }

    @Test
    @Order(5)
    void onTheHostTheServersOwnCertificateIsTrustedAndNoOther() {
        Home home = Home.fresh("commands-tls");
        assertEquals(3, Sallyport.run("status", "--home", home.path().toString()).code());
        try (Server tls = Server.start(home, "--tls", "--demo")) {
            assertEquals(0, Sallyport.run("status", "--home", home.path().toString()).code());
            Path file = FILES.resolve("token");
            Sallyport.Ended stranger = Sallyport.run("status", "--url", tls.url().toString(), "--token-file", file.toString());
            assertEquals(3, stranger.code());
            assertTrue(stranger.err().get(0).contains("not trusted"), stranger.err()::toString);
        }
    }

    @Test
    @Order(6)
    void aDepartmentIsImported() throws IOException {
        StringBuilder csv = new StringBuilder("name,displayName,groups\n");
        for (int i = 0; i < 25; i++) {
            csv.append("import").append(i).append(",\"Import, ").append(i).append("\",Accounting\n");
        }
        Path file = Files.writeString(FILES.resolve("people.csv"), csv);
        List<String> passwords = done("users", "import", file.toString());
        assertEquals(25, passwords.size());
        assertTrue(passwords.get(0).matches("import0,([a-z0-9]{5}-){4}[a-z0-9]{5}"), passwords.get(0));
        assertTrue(json("groups", "show", "Accounting").get("items").size() >= 25);
        Sallyport.Ended again = run("users", "import", file.toString());
        assertEquals(1, again.code());
        assertEquals(26, again.err().size());
    }

    @Test
    @Order(6)
    void aBarIsDrawnWhereStandardErrorIsATerminalAndNowhereElse() throws Exception {
        assertTrue(onATerminal("bar", "> " + FILES.resolve("made")).contains("[####################] 25/25"));
        assertEquals(25, Files.readAllLines(FILES.resolve("made")).size());
        String shown = onATerminal("nobar", "2> " + FILES.resolve("complaints"));
        assertTrue(shown.contains("nobar24,"), shown);
        assertFalse(shown.contains("##"), shown);
        assertEquals("", Files.readString(FILES.resolve("complaints")));
    }

    /** Imports people of such names on a terminal of its own. @return what stands on that */
    private static String onATerminal(String names, String elsewhere) throws Exception {
        StringBuilder csv = new StringBuilder("name\n");
        for (int i = 0; i < 25; i++) {
            csv.append(names).append(i).append('\n');
        }
        Path file = Files.writeString(FILES.resolve(names + ".csv"), csv);
        Path shown = FILES.resolve(names + ".shown");
        String command = Home.DISTRIBUTION.resolve("bin/sallyport") + " users import " + file + " --home " + HOME.path() + " " + elsewhere;
        Process script = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true).redirectOutput(shown.toFile()).start();
        assertTrue(script.waitFor(2, TimeUnit.MINUTES), "it hangs");
        assertEquals(0, script.exitValue(), () -> names);
        return Files.readString(shown);
    }

    @Test
    @Order(6)
    void whoIsToJoinAGroupThatThereIsNotIsNotCreated() throws IOException {
        Path file = Files.writeString(FILES.resolve("groups.csv"), "name,groups\nwanderer,Nowhere\n");
        Sallyport.Ended ended = run("users", "import", file.toString());
        assertEquals(1, ended.code());
        assertTrue(ended.err().get(0).contains("wanderer"), ended.err()::toString);
        assertEquals(1, run("users", "show", "wanderer").code());
    }

    @Test
    @Order(7)
    void trouble() {
        assertEquals(2, run("users").code());
        assertEquals(2, run("users", "list", "--frob").code());
        assertEquals(1, run("reset", "nobody-of-that-name").code());
        assertEquals(1, run("settings", "set", "totp.window=99").code());
        assertEquals(1, run("users", "create", "weak", "--password-file", "/dev/null").code());
        assertTrue(done("help", "members", "add").toString().contains("--group"));
        assertTrue(Sallyport.run("help").out().toString().contains("recover-admin"));
        assertEquals(2, Sallyport.run("help", "walk").code());
        Sallyport.Ended unknown = Sallyport.run("walk");
        assertEquals(2, unknown.code());
        assertEquals(List.of("sallyport: unknown command 'walk'; see 'sallyport help'"), unknown.err());
    }

    @Test
    @Order(8)
    void shellsComplete() throws Exception {
        Path script = Files.write(FILES.resolve("completion"), done("completion", "bash"));
        Process bash = new ProcessBuilder("bash", "-c", "source " + script + " && COMP_WORDS=(sallyport members re) COMP_CWORD=2"
                + " && _complete_sallyport && echo ${COMPREPLY[@]}").redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes());
        assertEquals(0, bash.waitFor(), said);
        assertTrue(said.contains("remove"), said);
        assertTrue(done("completion", "zsh").get(0).contains("bashcompinit"));
    }

    @Test
    @Order(9)
    void noTokenIsInTheLogAndAStoppedServerIsNotReachable() {
        String secret = Api.hostToken(HOME);
        assertFalse(HOME.log().contains(secret.substring(10)));
        server.stop();
        Sallyport.Ended ended = run("status");
        assertEquals(3, ended.code());
        assertEquals(1, ended.err().size(), ended.err()::toString);
    }
}
