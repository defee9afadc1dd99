package org.sallyport.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

class AdmissionTest {

    private final Doors doors = new Doors();
    private final FakeAdministration administration = new FakeAdministration(new Town());
    private final Browser browser = new Browser(new ConsoleServlet().with(doors, administration, null, null, null, null));

    @BeforeEach
    void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, Doors.TOKEN);
    }

    @Test
    void whoeverIsNotSignedInGoesToTheSignInAndComesBackToThePath() throws Exception {
        browser.cookies().clear();
        browser.get("/console/members?q=secret");
        assertEquals(303, browser.status());
        assertEquals("/signin?next=%2Fconsole%2Fmembers", browser.headers().get("Location"));
        browser.cookies().put(SessionCookies.SESSION, "x".repeat(43));
        assertEquals("/signin?next=%2Fconsole%2F", browser.get("/console/").headers().get("Location"));
    }

    @ParameterizedTest
    @CsvSource({"totp, answer, /signin/code", "totp, enrol, /signin/enrol", "password, confirm, /signin/confirm"})
    void aChallengeIsMetInThePortal(String kind, String purpose, String page) throws Exception {
        doors.outcome = Doors.challenge(kind, purpose);
        assertEquals(page + "?next=%2Fconsole%2Flog", browser.get("/console/log").headers().get("Location"));
        assertEquals(303, browser.status());
        assertEquals(Doors.SIGN_IN, browser.cookies().get(SessionCookies.SIGN_IN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/members", "/console/members/add", "/console/reset", "/console/accounts",
        "/console/accounts/new-user", "/console/log", "/console/settings", "/console/settings/administrators", "/console/switch"})
    void onlyAdministratorsAreLetIn(String path) throws Exception {
        doors.outcome = Refused.because(Reason.NOT_ADMINISTRATOR);
        browser.get(path);
        assertEquals(403, browser.status());
        assertTrue(browser.page().contains("For administrators") && browser.page().contains("href=\"/\""));
        assertFalse(browser.page().contains("<nav"));
        doors.outcome = Refused.because(Reason.UNAVAILABLE);
        assertEquals(503, browser.get(path).status());
    }

    @Test
    void nothingIsShownOrDoneWhileAServiceIsAway() throws Exception {
        Browser lonely = new Browser(new ConsoleServlet());
        lonely.cookies().put(SessionCookies.SESSION, Doors.TOKEN);
        assertEquals(503, lonely.get("/console/").status());
        Browser half = new Browser(new ConsoleServlet().with(doors, null, null, null, null, null));
        half.cookies().put(SessionCookies.SESSION, Doors.TOKEN);
        for (String path : List.of("/console/", "/console/members", "/console/accounts", "/console/log", "/console/settings")) {
            assertEquals(503, half.get(path).status(), path);
        }
        assertTrue(half.page().contains("href=\"/console/members\""), "the navigation is there to go on when it is back");
        assertFalse(half.page().contains("href=\"/console/accounts\""));
    }

    @Test
    void aFormOfSomebodyWhoIsNoAdministratorAnyMoreChangesNothing() throws Exception {
        browser.get("/console/switch?to=on");
        doors.outcome = Refused.because(Reason.NOT_ADMINISTRATOR);
        assertEquals(403, browser.submit("/console/switch").status());
        doors.outcome = Doors.challenge("totp", "answer");
        browser.show("<form action=\"/console/switch\"></form>");
        assertEquals(403, browser.submit("/console/switch").status(), "without a token");
        assertEquals(List.of(), administration.done);
    }

    @Test
    void theConsoleWithoutItsSlashIsFound() throws Exception {
        assertEquals("/console/", browser.get("/console").headers().get("Location"));
        assertEquals(404, browser.get("/console/nowhere").status());
    }
}
