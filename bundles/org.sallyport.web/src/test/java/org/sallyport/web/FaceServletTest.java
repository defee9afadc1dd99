package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.sallyport.testkit.face.Exchange;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.signin.UnavailableException;

class FaceServletTest {

    private static final String SESSION = "s".repeat(43);
    private static final String VISIT = "v".repeat(43);

    private static final class Face extends FaceServlet {

        private static final long serialVersionUID = 1L;
        private int posts;
        private Exception failure;

        @Override
        protected void routes(Routes table) {
            table.get("/", visit -> visit.view("test-page").title("gallery.title").with("name", visit.query().name("name")))
                    .get("/item/{id}", visit -> visit.view("test-page").with("name", visit.variable("id")))
                    .get("/old", visit -> Reply.seeOther("/"))
                    .get("/open", visit -> {
                        visit.openSession(SESSION);
                        return Reply.seeOther("/");
                    })
                    .post("/do", visit -> {
                        posts++;
                        if (failure != null) {
                            throw failure;
                        }
                        return visit.view("test-page").with("name", visit.form().name("name"));
                    });
        }

        @Override
        protected Optional<Reply> before(Visit visit) {
            return visit.path().equals("/item/secret") ? Optional.of(visit.problem(401)) : Optional.empty();
        }
    }

    private Face face;

    @BeforeEach
    void face() {
        face = new Face();
    }

    private Exchange post(String fields) throws Exception {
        return new Exchange("POST", "/do").cookie(SessionCookies.SESSION, SESSION)
                .form("csrf=" + Csrf.token(SESSION, "/do") + fields).sentTo(face);
    }

    @Test
    void everythingOnAPageIsEscaped() throws Exception {
        String page = new Exchange("GET", "/?name=%3Cscript%3E%22%27%26").sentTo(face).text();
        assertTrue(page.contains("value=\"&lt;script&gt;&quot;&#39;&amp;\""), page);
        assertTrue(page.startsWith("<!doctype html>\n<html lang=\"en-GB\">"), page);
        assertTrue(page.contains("<title>Gallery · Sallyport</title>"), page);
    }

    @Test
    void everyAnswerCarriesTheHeaders() throws Exception {
        for (String path : new String[] {"/", "/nowhere", "/old"}) {
            Exchange exchange = new Exchange("GET", path).sentTo(face);
            assertTrue(exchange.headers().get("Content-Security-Policy").startsWith("default-src 'none'; style-src 'self'"), path);
            assertEquals("nosniff", exchange.headers().get("X-Content-Type-Options"), path);
            assertEquals("no-referrer", exchange.headers().get("Referrer-Policy"), path);
            assertEquals("no-store", exchange.headers().get("Cache-Control"), path);
            assertNull(exchange.headers().get("Strict-Transport-Security"), path);
        }
    }

    @Test
    void strictTransportIsAskedForWhereTheServerSpeaksTls() throws Exception {
        System.setProperty("sallyport.tls", "true");
        try {
            assertEquals("max-age=31536000",
                    new Exchange("GET", "/").sentTo(new Face()).headers().get("Strict-Transport-Security"));
        } finally {
            System.clearProperty("sallyport.tls");
        }
    }

    @Test
    void headHasEverythingButTheBody() throws Exception {
        Exchange get = new Exchange("GET", "/").cookie(SessionCookies.SESSION, SESSION).sentTo(face);
        Exchange head = new Exchange("HEAD", "/").cookie(SessionCookies.SESSION, SESSION).sentTo(face);
        assertEquals(get.headers(), head.headers());
        assertEquals("", head.text());
    }

    @ParameterizedTest
    @CsvSource({"POST,/,'GET, HEAD'", "GET,/do,POST", "DELETE,/,'GET, HEAD'", "TRACE,/do,POST", "OPTIONS,/item/1,'GET, HEAD'"})
    void wrongVerbIsToldWhichAreRight(String verb, String path, String allowed) throws Exception {
        Exchange exchange = new Exchange(verb, path).sentTo(face);
        assertEquals(405, exchange.status());
        assertEquals(allowed, exchange.headers().get("Allow"));
    }

    @Test
    void formTokenOfTheCookieOpens() throws Exception {
        Exchange exchange = post("&name=ada");
        assertEquals(200, exchange.status());
        assertEquals(1, face.posts);
    }

    @Test
    void formTokenOfTheVisitBeforeSignInOpensBesideAStaleSession() throws Exception {
        assertEquals(200, new Exchange("POST", "/do").cookie(SessionCookies.SESSION, SESSION)
                .cookie(SessionCookies.SIGN_IN, VISIT).form("csrf=" + Csrf.token(VISIT, "/do")).sentTo(face).status());
    }

    @Test
    void missingForgedAndForeignTokensAreRefused() throws Exception {
        String right = Csrf.token(SESSION, "/do");
        for (String token : new String[] {"", "x", right + "x", right.toUpperCase(java.util.Locale.ROOT),
            Csrf.token(SESSION, "/other"), Csrf.token(VISIT, "/do")}) {
            Exchange exchange = new Exchange("POST", "/do").cookie(SessionCookies.SESSION, SESSION)
                    .form("csrf=" + token).sentTo(face);
            assertEquals(403, exchange.status(), token);
            assertTrue(exchange.text().contains("This page is out of date. Go back and try again."), exchange::text);
        }
        assertEquals(403, new Exchange("POST", "/do").form("csrf=" + right).sentTo(face).status());
        assertEquals(0, face.posts);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"cross-site,-,403", "same-site,-,403", "same-origin,null,200", "none,-,200",
        "-,null,200", "-,https://door.example,200", "-,https://evil.example,403", "-,https://door.example:8443,403", "-,garbage,403"})
    void postsFromElsewhereAreRefused(String site, String origin, int status) throws Exception {
        Exchange exchange = new Exchange("POST", "/do").cookie(SessionCookies.SESSION, SESSION)
                .header("Host", "door.example").form("csrf=" + Csrf.token(SESSION, "/do"));
        if (site != null) {
            exchange.header("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            exchange.header("Origin", origin);
        }
        assertEquals(status, exchange.sentTo(face).status());
    }

    @Test
    void formOnAPageBindsToAFreshVisitAndOpens() throws Exception {
        Exchange page = new Exchange("GET", "/").sentTo(face);
        assertEquals(1, page.setCookies().size());
        String cookie = page.setCookies().get(0);
        assertTrue(cookie.matches("__Host-sallyport-signin=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax"), cookie);
        String value = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
        assertTrue(page.text().contains("name=\"csrf\" value=\"" + Csrf.token(value, "/do") + "\""), page::text);
    }

    @Test
    void openingASessionForgetsTheVisitBeforeIt() throws Exception {
        Exchange exchange = new Exchange("GET", "/open").cookie(SessionCookies.SIGN_IN, VISIT).sentTo(face);
        assertEquals(303, exchange.status());
        assertEquals("/", exchange.headers().get("Location"));
        assertTrue(exchange.setCookies().contains("__Host-sallyport=" + SESSION + "; Path=/; Secure; HttpOnly; SameSite=Lax"));
        assertTrue(exchange.setCookies().stream().anyMatch(c -> c.startsWith("__Host-sallyport-signin=; Max-Age=0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a b", "/a\r\nSet-Cookie: x", ""})
    void redirectsStayHere(String path) {
        assertThrows(IllegalArgumentException.class, () -> Reply.seeOther(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=%ff", "name=%c0%af", "name=%", "name=%4", "name=%zz", "name=%ed%a0%80"})
    void whatIsNotUtf8IsRefused(String encoded) throws Exception {
        assertEquals(400, post("&" + encoded).status());
        assertEquals(400, new Exchange("GET", "/?" + encoded).sentTo(face).status());
        assertEquals(0, face.posts);
    }

    @Test
    void wrongFieldIsNamed() throws Exception {
        Exchange exchange = post("&name=a%00b");
        assertEquals(400, exchange.status());
        assertTrue(exchange.text().contains("Name: This holds characters that a name cannot have."), exchange::text);
        assertTrue(post("&name=" + "x".repeat(201)).text().contains("Name: This is too long."));
    }

    @Test
    void theConnectionEndsAfterABodyThatIsTooLongToRead() throws Exception {
        assertNull(post("&name=" + "x".repeat(17_000)).headers().get("Connection"));
        assertEquals("close", post("&name=" + "x".repeat(300_000)).headers().get("Connection"));
        assertEquals("close", new Exchange("POST", "/nowhere").body(null, new byte[300_000]).sentTo(face).headers().get("Connection"));
    }

    @Test
    void hugeAndForeignBodiesAreRefused() throws Exception {
        assertEquals(413, post("&name=" + "x".repeat(17_000)).status());
        for (String type : new String[] {null, "multipart/form-data; boundary=x", "text/plain", "application/json",
            "application/x-www-form-urlencoded; charset=iso-8859-1"}) {
            assertEquals(415, new Exchange("POST", "/do").cookie(SessionCookies.SESSION, SESSION)
                    .body(type, "csrf=x".getBytes(StandardCharsets.UTF_8)).sentTo(face).status(), type);
        }
        assertEquals(400, new Exchange("GET", "/?name=" + "x".repeat(5_000)).sentTo(face).status());
        assertEquals(0, face.posts);
    }

    @Test
    void whatIsAwayIsToldPlainly() throws Exception {
        for (Exception away : new Exception[] {new UnavailableException("store: secret detail"), new DirectoryException("secret detail")}) {
            face.failure = away;
            Exchange exchange = post("");
            assertEquals(503, exchange.status());
            assertEquals("5", exchange.headers().get("Retry-After"));
            assertTrue(exchange.text().contains("This part of Sallyport is away for a moment. Try again shortly."));
            assertFalse(exchange.text().contains("secret detail"));
        }
    }

    @Test
    void whatBreaksShowsNoStackTrace() throws Exception {
        face.failure = new IllegalStateException("secret detail");
        Exchange exchange = post("");
        assertEquals(500, exchange.status());
        assertFalse(exchange.text().contains("secret") || exchange.text().contains("Exception"), exchange::text);
    }

    @Test
    void variablesAndGuardsWork() throws Exception {
        assertTrue(new Exchange("GET", "/item/a%20b").sentTo(face).text().contains("a%20b"));
        assertEquals(401, new Exchange("GET", "/item/secret").sentTo(face).status());
        assertEquals(404, new Exchange("GET", "/item/").sentTo(face).status());
        assertEquals(404, new Exchange("GET", "/item/a/b").sentTo(face).status());
    }

    @Test
    void implausibleCookiesCountAsNone() throws Exception {
        Exchange exchange = new Exchange("GET", "/").cookie(SessionCookies.SESSION, "short").sentTo(face);
        assertTrue(exchange.setCookies().get(0).startsWith(SessionCookies.SIGN_IN));
    }

    @Test
    void pagesSpeakTheVisitorsLanguage() throws Exception {
        String page = new Exchange("GET", "/nowhere").header("Accept-Language", "de-AT,de").sentTo(face).text();
        assertTrue(page.contains("<html lang=\"de-AT\">") && page.contains("Hier ist nichts"), page);
    }
}
