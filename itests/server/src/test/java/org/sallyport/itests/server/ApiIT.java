package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The interface for programs does what its description says, for every operation and every kind of token. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiIT {

    private static final Home HOME = Home.fresh("api");
    /** Values that nobody means. */
    private static final List<String> ODD = List.of("", " ", "0", "-1", "99999999999999999999", "true", "null", "a", "\u0000", "\u202e", "%",
            "%zz", "../..", "..%2f..", "'; DROP TABLE setting; --", "<script>", "\ud83d\ude00", "x".repeat(3000), "local:user:", "local:user:nobody",
            "local:group:nobody", "nowhere:user:x", "local:user:a b/c?d", "MA", "0:MA", "\u00e9");
    private static final List<String> ODD_BODIES = List.of("", "{", "[]", "null", "1", "\"a\"", "{}", "{\"a\":1,\"a\":2}", "{\"nobody\":\"knows\"}",
            "{\"ids\":null}", "{\"ids\":{}}", "{\"ids\":[1]}", "{\"ids\":[\"\"]}", "{\"ids\":[null]}", "[".repeat(2000), "{\"a\":".repeat(500),
            "{\"ids\":\"local:user:x\"}", "\u0000", "{\"name\":\"\\ud800\"}");

    private static final Map<String, String> ANY = Map.of("If-Match", "*");

    private static Server server;
    private static Api api;
    private static String host;
    private static String application = "none";
    private static final Map<String, String> TOKENS = new HashMap<>();

    @BeforeAll
    static void start() {
        server = Server.start(HOME, "--demo");
        api = new Api(server);
        host = Api.hostToken(HOME);
        for (String scope : List.of("read", "operate", "admin")) {
            TOKENS.put(scope, good("createToken", "/tokens", "{\"name\":\"" + scope + "\",\"scope\":\"" + scope + "\",\"days\":1}")
                    .json().get("secret").asText());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Api.Answer good(String operation, String path, String body) {
        return good(operation, path, Map.of(), body);
    }

    private static Api.Answer good(String operation, String path, Map<String, String> headers, String body) {
        Api.Answer answer = api.call(api.operation(operation), path, host, headers, body);
        assertTrue(answer.status() < 400, () -> operation + " " + path + " " + body + " -> " + answer);
        return answer;
    }

    private static String id(String name) {
        for (JsonNode found : good("listAccounts", "/accounts?search=" + Browser.encode(name), null).json().get("items")) {
            if (found.get("name").asText().equals(name)) {
                return found.get("id").asText();
            }
        }
        throw new AssertionError("nobody is called " + name);
    }

    private static String encoded(String id) {
        return Browser.encode(id).replace("+", "%20");
    }

    /** A request that makes sense. */
    private record Wish(String operation, String path, Map<String, String> headers, String body) {
        Wish(String operation, String path, String body) {
            this(operation, path, Map.of(), body);
        }

        Wish(String operation, String path) {
            this(operation, path, Map.of(), null);
        }
    }

    /** One for every operation there is, in an order in which all of them can be carried out. */
    private static List<Wish> wishes() {
        String user = good("createUser", "/users", "{\"name\":\"probe\",\"displayName\":\"Probe\",\"password\":\"a corporal of horse\"}").json().get("id").asText();
        String group = good("createGroup", "/groups", "{\"name\":\"Probes\"}").json().get("id").asText();
        String u = encoded(user);
        String g = encoded(group);
        String ids = "{\"ids\":[\"" + user + "\"]}";
        String token = good("createToken", "/tokens", "{\"name\":\"short\",\"scope\":\"read\",\"days\":1}").json().get("id").asText();
        String administrators = "{\"ids\":[\"" + id("Administrators") + "\"]}";
        String gate = good("createGate", "/gates", "{\"name\":\"first\",\"channels\":[\"rdp\",\"ssh\"]}").json().get("id").asText();
        good("createChannel", "/channels", "{\"name\":\"probe\",\"rule\":\"ticket-only\"}");
        String wiki = "{\"kind\":\"web\",\"name\":\"Wiki\",\"icon\":\"book\",\"address\":\"https://wiki.example.org/\",\"audience\":[\"" + user
                + "\"],\"stepUpMinutes\":30}";
        String application = "/applications/" + good("createApplication", "/applications", wiki).json().get("id").asText();
        String fingerprint = good("listDirectories", "/directories", null).json().get("items").get(0).get("fingerprint").asText();
        return List.of(
                new Wish("describe", "/openapi.json"), new Wish("getStatus", "/status"), new Wish("getTwoFactor", "/two-factor"),
                new Wish("getImpact", "/two-factor/impact?enabled=true"),
                new Wish("switchTwoFactor", "/two-factor", ANY, "{\"enabled\":false}"),
                new Wish("addMember", "/members/" + g), new Wish("addMembers", "/members", ids),
                new Wish("listMembers", "/members?search=prob&limit=1"),
                new Wish("listCandidates", "/candidates?search=pro&kind=user"), new Wish("listPeople", "/people?search=probe"),
                new Wish("joinGroup", "/accounts/" + g + "/members/" + u), new Wish("listMembersOf", "/accounts/" + g + "/members"),
                new Wish("listGroupsOf", "/accounts/" + u + "/groups"),
                new Wish("getPerson", "/people/" + u), new Wish("explain", "/people/" + u + "/why?door=console"),
                new Wish("removeMember", "/members/" + u), new Wish("removeMembers", "/members/removals", "{\"ids\":[\"" + group + "\"]}"),
                new Wish("resetPerson", "/people/" + u + "/second-factor"), new Wish("unlockPerson", "/people/" + u + "/failures"),
                new Wish("reset", "/resets", ids), new Wish("unlock", "/unlocks", "{\"matching\":\"prob\"}"),
                new Wish("listLeftBehind", "/left-behind"), new Wish("discardLeftBehind", "/left-behind/discards", ids),
                new Wish("listSessions", "/sessions?limit=5"), new Wish("listSessionsOf", "/people/" + u + "/sessions"),
                new Wish("endSession", "/people/" + u + "/sessions/none"), new Wish("endSessions", "/people/" + u + "/sessions"),
                new Wish("listAccountRealms", "/account-realms"), new Wish("listAccounts", "/accounts?realm=local&kind=group"),
                new Wish("createUser", "/users", "{\"name\":\"probe2\",\"password\":\"a corporal of horse\"}"),
                new Wish("createGroup", "/groups", "{\"realm\":\"local\",\"name\":\"Probes2\",\"displayName\":\"More\"}"),
                new Wish("getAccount", "/accounts/" + u),
                new Wish("changeAccount", "/accounts/" + u, ANY, "{\"name\":\"probe\",\"displayName\":\"Another\",\"disabled\":true}"),
                new Wish("setPassword", "/accounts/" + u + "/password", "{\"password\":\"another long password\"}"),
                new Wish("getDeletion", "/accounts/" + u + "/deletion"), new Wish("leaveGroup", "/accounts/" + g + "/members/" + u),
                new Wish("listSettings", "/settings"), new Wish("changeSettings", "/settings", ANY, "{\"issuer\":\"Probe\",\"totp.window\":\"2\"}"),
                new Wish("getSetting", "/settings/issuer"), new Wish("changeSetting", "/settings/issuer", ANY, "{\"value\":\"Sallyport\"}"),
                new Wish("listAdministrators", "/administrators"), new Wish("appointAdministrators", "/administrators", ANY, administrators),
                new Wish("listEvents", "/log?search=probe&about=" + u + "&show=changes&since=2020-01-01T00:00:00Z&after=0&limit=3"),
                new Wish("listDirectories", "/directories"), new Wish("examineDirectory", "/directories/local/examinations"),
                new Wish("confirmDirectory", "/directories/local/confirmations", "{\"fingerprint\":\"" + fingerprint + "\"}"),
                new Wish("listDoors", "/doors"), new Wish("testDoor", "/doors/portal/tests"), new Wish("listChannels", "/channels"),
                new Wish("createChannel", "/channels", "{\"name\":\"another\",\"rule\":\"refuse-protected\"}"),
                new Wish("getChannel", "/channels/probe"), new Wish("changeChannel", "/channels/probe", ANY, "{\"rule\":\"allow\"}"),
                new Wish("deleteChannel", "/channels/probe"), new Wish("listGates", "/gates"), new Wish("getGate", "/gates/" + gate),
                new Wish("createGate", "/gates", "{\"name\":\"second\",\"channels\":[\"ssh\"]}"), new Wish("listApplications", "/applications"),
                new Wish("createApplication", "/applications", "{\"kind\":\"remote-desktop\",\"name\":\"Desk\",\"address\":\"rdp://desk\",\"gate\":\""
                        + gate + "\"}"),
                new Wish("getApplication", application), new Wish("changeApplication", application, ANY, wiki.replace("Wiki", "Wissen")),
                new Wish("deleteApplication", application), new Wish("deleteGate", "/gates/" + gate),
                new Wish("listTokens", "/tokens"), new Wish("createToken", "/tokens", "{\"name\":\"another\",\"scope\":\"read\",\"days\":730}"),
                new Wish("revokeToken", "/tokens/" + token), new Wish("recover", "/recoveries", "{\"id\":\"" + user + "\"}"),
                new Wish("deleteAccount", "/accounts/" + g));
    }

    private static boolean covers(String scope, String needed) {
        List<String> scopes = List.of("read", "operate", "admin");
        return scopes.indexOf(scope) >= scopes.indexOf(needed);
    }

    @Test
    @Order(1)
    void everyOperationIsDoneForTheScopesThatItNeedsAndForNoOther() {
        Set<String> done = new TreeSet<>();
        for (Wish wish : wishes()) {
            Api.Operation operation = api.operation(wish.operation());
            String needed = operation.scope();
            if (!needed.isEmpty()) {
                assertEquals(401, api.call(operation, wish.path(), "", wish.headers(), wish.body()).status(), wish.operation());
                assertEquals(401, api.call(operation, wish.path(), "sallyport_" + "A".repeat(43), wish.headers(), wish.body()).status());
                for (String scope : TOKENS.keySet()) {
                    if (!covers(scope, needed)) {
                        assertEquals(403, api.call(operation, wish.path(), TOKENS.get(scope), wish.headers(), wish.body()).status(),
                                wish.operation() + " by " + scope);
                    }
                }
            }
            // Whoever holds the host, for the one that needs them; else exactly the scope that is needed.
            boolean onHost = wish.operation().equals("recover");
            if (onHost) {
                assertEquals(403, api.call(operation, wish.path(), TOKENS.get("admin"), wish.headers(), wish.body()).status());
            }
            Api.Answer answer = api.call(operation, wish.path(), onHost ? host : TOKENS.getOrDefault(needed, ""), wish.headers(), wish.body());
            assertTrue(answer.status() < 300, () -> wish + " -> " + answer);
            done.add(wish.operation());
        }
        assertEquals(new TreeSet<>(api.operations().keySet()), done);
    }

    @Test
    @Order(2)
    void nothingThatIsSentMakesItFail() {
        int sent = 0;
        String user = id("grace");
        application = good("createApplication", "/applications",
                "{\"kind\":\"web\",\"name\":\"Odd\",\"address\":\"https://odd.example.org/\"}").json().get("id").asText();
        for (Api.Operation operation : api.operations().values()) {
            if (operation.scope().isEmpty()) {
                continue;
            }
            for (JsonNode parameter : api.parameters(operation)) {
                for (String odd : ODD) {
                    String name = parameter.get("name").asText();
                    String path = filled(operation.path(), user);
                    Map<String, String> headers = new HashMap<>();
                    switch (parameter.get("in").asText()) {
                        case "path" -> path = filled(operation.path().replace("{" + name + "}", odd.isEmpty() ? "x" : encoded(odd)), user);
                        case "query" -> path += "?" + name + "=" + encoded(odd);
                        default -> headers.put(name, odd.replaceAll("[^ -~]", "?"));
                    }
                    calm(operation, path, headers, operation.hasBody() ? "{}" : null);
                    sent++;
                }
            }
            if (operation.hasBody()) {
                for (String odd : bodies(operation)) {
                    calm(operation, filled(operation.path(), user), Map.of("If-Match", "\"0\""), odd);
                    sent++;
                }
                assertEquals(415, calm(operation, filled(operation.path(), user), Map.of("If-Match", "*", "Content-Type", "text/plain"), "{}").status());
                assertEquals(413, calm(operation, filled(operation.path(), user), Map.of("If-Match", "*"), " ".repeat(300_000)).status());
            }
            assertEquals(400, calm(operation, filled(operation.path(), user) + "?nobody=knows", Map.of("If-Match", "*"),
                    operation.hasBody() ? "{}" : null).status(), operation.id());
        }
        assertTrue(sent > 1000, "only " + sent);
        assertFalse(HOME.log().contains("ERROR"), HOME::log);
    }

    /** The odd ones, and the operation's own fields with odd values. */
    private static List<String> bodies(Api.Operation operation) {
        List<String> bodies = new ArrayList<>(ODD_BODIES);
        JsonNode schema = operation.description().at("/requestBody/content/application~1json/schema");
        schema.path("properties").fieldNames().forEachRemaining(name -> {
            for (String value : List.of("null", "1", "-1", "1.5", "1e400", "true", "\"\"", "\"\\u0000\"", "\"a\\u202eb\"", "[]", "{}",
                    "\"" + "x".repeat(5000) + "\"", "\"\\ud800\"", "9999999999999999999")) {
                bodies.add("{\"" + name + "\":" + value + "}");
            }
        });
        return bodies;
    }

    private static String filled(String path, String user) {
        return path.replace("{id}", encoded(user)).replace("{member}", encoded(user)).replace("{session}", "none").replace("{key}", "issuer")
                .replace("{realm}", "local").replace("{door}", "portal").replace("{channel}", "rdp")
                .replace("{gate}", "none").replace("{application}", application);
    }

    private static Api.Answer calm(Api.Operation operation, String path, Map<String, String> headers, String body) {
        // What cannot be a path at all is answered before any servlet sees it.
        Api.Answer answer = api.send(operation.method(), path, host, headers, body);
        if (answer.status() == 400 && !answer.header("Content-Type").equals("application/problem+json")) {
            return answer;
        }
        assertTrue(answer.status() < 500, () -> operation.method() + " " + path + " " + body + " -> " + answer);
        if (answer.status() == 404 || answer.status() == 405) {
            assertEquals("application/problem+json", answer.header("Content-Type"), () -> path + " -> " + answer);
            return answer;
        }
        return api.call(operation, path, host, headers, body);
    }

    @Test
    @Order(3)
    void askingTwiceIsAskingOnce() {
        String person = encoded(id("grace"));
        for (String operation : List.of("addMember", "addMember")) {
            assertEquals(204, good(operation, "/members/" + person, null).status());
        }
        assertEquals(1, good("listMembers", "/members?search=grace", null).json().get("items").size());
        long added = events("add-to-list");
        good("addMember", "/members/" + person, null);
        assertEquals(added, events("add-to-list"));
        good("removeMember", "/members/" + person, null);
        good("removeMember", "/members/" + person, null);
        String tag = good("switchTwoFactor", "/two-factor", ANY, "{\"enabled\":true}").header("ETag");
        assertEquals(tag, good("switchTwoFactor", "/two-factor", ANY, "{\"enabled\":true}").header("ETag"));
        good("switchTwoFactor", "/two-factor", ANY, "{\"enabled\":false}");
        String wish = "{\"name\":\"twice\",\"password\":\"a corporal of horse\"}";
        good("createUser", "/users", wish);
        assertEquals(409, api.call(api.operation("createUser"), "/users", host, Map.of(), wish).status());
    }

    private static long events(String action) {
        long found = 0;
        for (JsonNode event : good("listEvents", "/log?limit=1000", null).json().get("items")) {
            found += event.get("action").asText().equals(action) ? 1 : 0;
        }
        return found;
    }

    @Test
    @Order(4)
    void ofManyWhoSawTheSameOneSwitches() throws Exception {
        for (boolean on : List.of(true, false, true, false)) {
            String tag = good("getTwoFactor", "/two-factor", null).header("ETag");
            List<Integer> statuses = together(8, i -> api.call(api.operation("switchTwoFactor"), "/two-factor", host, Map.of("If-Match", tag),
                    "{\"enabled\":" + on + "}").status());
            assertEquals(1, Collections.frequency(statuses, 200), statuses::toString);
            assertEquals(7, Collections.frequency(statuses, 412), statuses::toString);
            assertEquals(on, good("getStatus", "/status", null).json().get("enabled").asBoolean());
        }
        Api.Operation change = api.operation("switchTwoFactor");
        assertEquals(428, api.call(change, "/two-factor", host, Map.of(), "{\"enabled\":true}").status());
        assertEquals(412, api.call(change, "/two-factor", host, Map.of("If-Match", "\"1\""), "{\"enabled\":true}").status());
        String tag = good("getTwoFactor", "/two-factor", null).header("ETag");
        assertEquals(304, api.call(api.operation("getTwoFactor"), "/two-factor", host, Map.of("If-None-Match", tag), null).status());
    }

    /** What can be changed, where it is read, and what to make of it. */
    private record Guarded(String read, String change, String path, Function<Integer, String> body) {
    }

    @Test
    @Order(4)
    void whateverIsChangedAsAWholeIsChangedByOneOfThoseWhoSawTheSame() throws Exception {
        String application = "/applications/" + good("createApplication", "/applications",
                "{\"kind\":\"web\",\"name\":\"Guarded\",\"address\":\"https://guarded.example.org/\"}").json().get("id").asText();
        String administrators = id("Administrators");
        List<String> people = List.of("ada", "alan", "betty", "grace").stream().map(ApiIT::id).toList();
        for (Guarded guarded : List.of(
                new Guarded("getSetting", "changeSetting", "/settings/issuer", i -> "{\"value\":\"Issuer " + i + "\"}"),
                new Guarded("listSettings", "changeSettings", "/settings", i -> "{\"totp.window\":\"" + i % 5 + "\",\"issuer\":\"All " + i + "\"}"),
                new Guarded("listAdministrators", "appointAdministrators", "/administrators",
                        i -> "{\"ids\":[\"" + administrators + "\",\"" + people.get(i % 4) + "\"]}"),
                new Guarded("getApplication", "changeApplication", application,
                        i -> "{\"kind\":\"web\",\"name\":\"Guarded " + i + "\",\"address\":\"https://guarded.example.org/\"}"))) {
            String tag = good(guarded.read(), guarded.path(), null).header("ETag");
            assertEquals(304, api.call(api.operation(guarded.read()), guarded.path(), host, Map.of("If-None-Match", "\"x\", " + tag), null).status());
            Api.Operation change = api.operation(guarded.change());
            assertEquals(428, api.call(change, guarded.path(), host, Map.of(), guarded.body().apply(0)).status());
            assertEquals(412, api.call(change, guarded.path(), host, Map.of("If-Match", "\"x\""), guarded.body().apply(0)).status());
            List<Integer> statuses = together(8, i -> api.call(change, guarded.path(), host, Map.of("If-Match", tag), guarded.body().apply(i)).status());
            assertEquals(1, Collections.frequency(statuses, 200), guarded + " " + statuses);
            assertEquals(7, Collections.frequency(statuses, 412), guarded + " " + statuses);
        }
        good("appointAdministrators", "/administrators", ANY, "{\"ids\":[\"" + administrators + "\"]}");
        good("changeSettings", "/settings", ANY, "{\"totp.window\":\"1\"}");
        good("deleteApplication", application, null);
    }

    private static List<Integer> together(int many, Function<Integer, Integer> deed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Callable<Integer>> deeds = IntStream.range(0, many).<Callable<Integer>>mapToObj(i -> () -> deed.apply(i)).toList();
            List<Integer> done = new ArrayList<>();
            for (Future<Integer> one : threads.invokeAll(deeds)) {
                done.add(one.get());
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Order(5)
    void pagesFollowEachOtherAndTheLogIsFollowedByItsPlace() {
        Set<String> names = new TreeSet<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = good("listPeople", "/people?limit=3" + cursor, null).json();
            page.get("items").forEach(person -> assertTrue(names.add(person.get("id").asText()), person::toString));
            cursor = page.get("next").isNull() ? "" : "&cursor=" + Browser.encode(page.get("next").asText());
            pages++;
        } while (!cursor.isEmpty());
        assertTrue(pages > 3 && names.size() >= 12, names::toString);
        long last = good("listEvents", "/log?limit=1", null).json().get("items").get(0).get("sequence").asLong();
        assertEquals(0, good("listEvents", "/log?after=" + last, null).json().get("items").size());
        good("changeSetting", "/settings/issuer", ANY, "{\"value\":\"Followed\"}");
        JsonNode news = good("listEvents", "/log?after=" + last, null).json().get("items");
        assertEquals(1, news.size());
        assertEquals("change-setting", news.get(0).get("action").asText());
        assertEquals("host", news.get(0).get("actor").asText());
    }

    @Test
    @Order(6)
    void aSessionIsSeenAndEnded() {
        Person person = server.people().get("betty");
        Browser browser = new Browser(server);
        browser.submit(browser.get("/signin"), "/signin", Map.of("username", person.login(), "password", person.password()));
        assertTrue(browser.get("/").text().contains("Betty"));
        String betty = encoded(id("betty"));
        JsonNode sessions = good("listSessionsOf", "/people/" + betty + "/sessions", null).json().get("items");
        assertEquals(1, sessions.size());
        assertEquals(204, good("endSession", "/people/" + betty + "/sessions/" + sessions.get(0).get("id").asText(), null).status());
        assertFalse(browser.get("/").text().contains("Betty"));
        assertEquals("end-session", good("listEvents", "/log?limit=1", null).json().get("items").get(0).get("action").asText());
    }

    @Test
    @Order(7)
    void whyIsAnswered() {
        String alan = encoded(id("alan"));
        String engineering = id("Engineering");
        good("addMember", "/members/" + encoded(engineering), null);
        good("switchTwoFactor", "/two-factor", Map.of("If-Match", "*"), "{\"enabled\":true}");
        Browser stranger = new Browser(server);
        stranger.submit(stranger.get("/signin"), "/signin", Map.of("username", "alan", "password", "wrong"));
        JsonNode why = good("explain", "/people/" + alan + "/why", null).json();
        assertTrue(why.get("codeNeeded").asBoolean());
        assertEquals("in-group", why.get("cause").asText());
        assertEquals(engineering, why.get("through").get("id").asText());
        assertEquals("wrong-password", why.get("lastRefusal").get("reason").asText());
        good("switchTwoFactor", "/two-factor", Map.of("If-Match", "*"), "{\"enabled\":false}");
        assertEquals("two-factor-off", good("explain", "/people/" + alan + "/why", null).json().get("cause").asText());
    }

    @Test
    @Order(8)
    void strangersLearnNothingAndWaitWhenTheyInsist() {
        assertEquals(401, api.send("GET", "/nowhere", "", Map.of(), null).status());
        assertEquals(404, api.send("GET", "/nowhere", host, Map.of(), null).status());
        Api.Answer wrongMethod = api.send("PATCH", "/two-factor", host, Map.of(), "{}");
        assertEquals(405, wrongMethod.status());
        assertEquals("GET, HEAD, PUT", wrongMethod.header("Allow"));
        Api.Answer refused = api.send("GET", "/status", "", Map.of("Authorization", "Basic YTpi"), null);
        assertEquals(401, refused.status());
        assertTrue(refused.header("WWW-Authenticate").startsWith("Bearer"), refused.header("WWW-Authenticate"));
        int status = 0;
        for (int i = 0; i < 150 && status != 429; i++) {
            status = api.call(api.operation("getStatus"), "/status", "wrong" + i, Map.of(), null).status();
        }
        assertEquals(429, status);
        assertFalse(api.send("GET", "/status", "wrong", Map.of(), null).header("Retry-After").isEmpty());
        assertEquals(200, api.send("GET", "/status", TOKENS.get("read"), Map.of(), null).status());
    }

    @Test
    @Order(9)
    void tokensAreInNoLogAndTheHostsIsPrivateAndNewAtEveryStart() throws Exception {
        String log = HOME.log();
        List<String> secrets = new ArrayList<>(TOKENS.values());
        secrets.add(host);
        for (String secret : secrets) {
            assertFalse(log.contains(secret.substring(10)));
            assertFalse(String.join("\n", server.out()).contains(secret));
        }
        assertTrue(log.contains("ADMINISTRATOR RECOVERED ON THE HOST"), log);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.path().resolve("data/api.token"))));
        server.stop();
        assertFalse(Files.exists(HOME.path().resolve("data/api.token")));
        String database = new String(Files.readAllBytes(HOME.database()), StandardCharsets.ISO_8859_1);
        secrets.forEach(secret -> assertFalse(database.contains(secret.substring(10))));
        server = Server.start(HOME);
        api = new Api(server);
        String renewed = Api.hostToken(HOME);
        // That too many wrong ones came from here is remembered.
        assertEquals(429, api.send("GET", "/status", host, Map.of(), null).status());
        assertEquals(200, api.send("GET", "/status", renewed, Map.of(), null).status());
        assertEquals(200, api.send("GET", "/status", TOKENS.get("read"), Map.of(), null).status());
    }
}
