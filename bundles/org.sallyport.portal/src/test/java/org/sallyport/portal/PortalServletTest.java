package org.sallyport.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Way;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

class PortalServletTest {

    private final ScriptedCore core = new ScriptedCore();
    private final Browser browser = new Browser(new PortalServlet(Clock.fixed(ScriptedCore.NOW, ZoneOffset.UTC)).with(core, core, null));

    private void halfWay(Way... ways) throws Exception {
        core.begin = core.resume = ScriptedCore.challenge(ways);
        browser.get("/").submit("/signin", "username", "ada", "password", "right");
    }

    private void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, ScriptedCore.TOKEN);
    }

    @Test
    void aStrangerIsShownTheForm() throws Exception {
        browser.get("/");
        assertEquals(200, browser.status());
        assertTrue(browser.page().contains("autocomplete=\"username\"") && browser.page().contains("autocomplete=\"current-password\""));
    }

    @Test
    void nobodyIsLetTryWhileThereIsNoService() throws Exception {
        Browser lonely = new Browser(new PortalServlet());
        assertEquals(503, lonely.get("/").status());
        assertEquals(503, lonely.get("/signin/code").status());
        core.ready = false;
        assertEquals(503, browser.get("/").status());
        assertFalse(browser.page().contains("the store is away"), "the reason is the administrator's business");
    }

    @ParameterizedTest
    @CsvSource({"WRONG_CREDENTIALS, 401", "ACCOUNT_DISABLED, 401", "ACCOUNT_EXPIRED, 401", "PASSWORD_EXPIRED, 401", "ACCOUNT_LOCKED, 401", "NOT_NOW, 401", "LOCKED, 403", "UNAVAILABLE, 503"})
    void aRefusalKeepsTheNameAndForgetsThePassword(Reason reason, int status) throws Exception {
        core.begin = Refused.because(reason);
        browser.get("/").submit("/signin", "username", "ada", "password", "hunter2");
        assertEquals(status, browser.status());
        assertTrue(browser.page().contains("value=\"ada\""));
        assertFalse(browser.page().contains("hunter2"));
        assertTrue(browser.page().contains("role=\"alert\""));
    }

    @Test
    void whoeverIsThrottledHearsForHowLong() throws Exception {
        core.begin = Refused.until(Reason.THROTTLED, ScriptedCore.NOW.plusSeconds(150));
        browser.get("/").submit("/signin", "username", "ada", "password", "x");
        assertEquals(429, browser.status());
        assertEquals("150", browser.headers().get("Retry-After"));
        assertTrue(browser.page().contains("3 minutes"), browser.page());
    }

    @Test
    void thePasswordAloneLetsInWhereItSuffices() throws Exception {
        core.begin = ScriptedCore.signedIn(0, false);
        browser.get("/signin?next=/console/log").submit("/signin", "username", " ada ", "password", " pass word ");
        assertEquals("begin ada  pass word  console false", core.asked.get(0));
        assertEquals("/console/log", browser.headers().get("Location"));
        assertEquals(Map.of(SessionCookies.SESSION, ScriptedCore.TOKEN), browser.cookies());
    }

    @Test
    void onTheWayToAnApplicationItIsThePortalsDoor() throws Exception {
        core.begin = ScriptedCore.signedIn(0, false);
        String next = "/auth/go?via=signin&application=a-1&return=%2Fwiki%2F%3Fa%3Db";
        browser.get("/signin?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                .submit("/signin", "username", "ada", "password", "x");
        assertEquals("begin ada x portal false", core.asked.get(0));
        assertEquals(next, browser.headers().get("Location"));
    }

    @ParameterizedTest
    @CsvSource({"//evil.example/", "https://evil.example/", "/signout", "/console/../signout", "/console//evil.example", "/\\evil.example",
            "/auth/go", "/auth/go?a=/", "/auth/go/?a", "/auth/verify?redirect"})
    void nobodyIsSentAnywhereElse(String next) throws Exception {
        core.begin = ScriptedCore.signedIn(0, false);
        browser.get("/signin?next=" + next.replace("\\", "%5C")).submit("/signin", "username", "ada", "password", "x");
        assertEquals("/", browser.headers().get("Location"));
    }

    @Test
    void aCodeIsAskedForAndTakenAsTyped() throws Exception {
        halfWay(ScriptedCore.CODE);
        assertEquals("/signin/code", browser.headers().get("Location"));
        assertEquals(ScriptedCore.ID.value(), browser.cookies().get(SessionCookies.SIGN_IN));
        browser.follow();
        assertTrue(browser.page().contains("Ada Lovelace") && browser.page().contains("one-time-code"));
        core.answer = ScriptedCore.signedIn(0, false);
        browser.submit("/signin/code", "code", "123 456");
        assertTrue(core.asked.contains("answer totp/answer 123456"));
        assertEquals(303, browser.status());
        assertEquals("/", browser.headers().get("Location"));
        assertEquals(Map.of(SessionCookies.SESSION, ScriptedCore.TOKEN), browser.cookies());
    }

    @ParameterizedTest
    @CsvSource({"WRONG_CODE, 401", "CODE_USED, 401"})
    void aRefusedCodeMayBeCorrected(Reason reason, int status) throws Exception {
        halfWay(ScriptedCore.CODE);
        core.answer = Refused.because(reason);
        browser.follow().submit("/signin/code", "code", "000000");
        assertEquals(status, browser.status());
        assertTrue(browser.page().contains("action=\"/signin/code\"") && browser.page().contains("aria-invalid"));
    }

    @Test
    void theSecondDoorClosesForGood() throws Exception {
        halfWay(ScriptedCore.CODE);
        core.answer = Refused.because(Reason.LOCKED);
        browser.follow().submit("/signin/code", "code", "000000");
        assertEquals(403, browser.status());
        assertTrue(browser.page().contains("An administrator must unlock"));
        assertFalse(browser.cookies().containsValue(ScriptedCore.ID.value()));
    }

    @Test
    void whoeverTakesTooLongStartsAgain() throws Exception {
        halfWay(ScriptedCore.CODE);
        core.answer = Refused.because(Reason.EXPIRED);
        browser.follow().submit("/signin/code", "code", "000000");
        assertEquals("/signin?why=expired", browser.headers().get("Location"));
        assertTrue(browser.follow().page().contains("took too long"));
    }

    @Test
    void theActivationPageHoldsPictureLinkAndKey() throws Exception {
        halfWay(ScriptedCore.ENROL);
        assertEquals("/signin/enrol", browser.headers().get("Location"));
        browser.follow();
        assertTrue(browser.page().contains("<svg role=\"img\""));
        assertTrue(browser.page().contains("href=\"otpauth://totp/"));
        assertTrue(browser.page().contains("<span>JBSW</span> <span>Y3DP</span>"));
        String before = browser.page();
        assertEquals(before, browser.get("/signin/enrol").page(), "a reload keeps the picture");
        browser.submit("/signin/enrol", "code", "000000");
        assertEquals(401, browser.status());
        assertTrue(browser.page().contains("<svg role=\"img\""));
    }

    @Test
    void aSessionThatNeedsMoreIsSentToTheSecondDoor() throws Exception {
        signedIn();
        core.admit = ScriptedCore.challenge(ScriptedCore.CONFIRM);
        assertEquals("/signin/confirm?next=%2Fconsole%2F", browser.get("/signin?next=/console/").headers().get("Location"));
        browser.follow();
        assertEquals("admit console", core.asked.get(core.asked.size() - 1));
        core.answer = Refused.because(Reason.WRONG_CREDENTIALS);
        browser.submit("/signin/confirm", "password", "p w");
        assertEquals(401, browser.status());
        assertTrue(browser.page().contains("That password is not right."));
        core.answer = ScriptedCore.challenge(ScriptedCore.ENROL);
        browser.submit("/signin/confirm", "password", "p w");
        assertEquals("/signin/enrol?next=%2Fconsole%2F", browser.headers().get("Location"));
    }

    @Test
    void startingAgainForgetsTheSignIn() throws Exception {
        halfWay(ScriptedCore.CODE);
        browser.follow().submit("/signin/again");
        assertTrue(core.asked.contains("abandon") && !core.asked.contains("end"));
        assertEquals("/signin", browser.headers().get("Location"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherAccountEndsTheSessionThatLacksAFactor(boolean consoleHandedTheSignInOver) throws Exception {
        signedIn();
        core.admit = core.resume = ScriptedCore.challenge(ScriptedCore.CODE);
        if (consoleHandedTheSignInOver) {
            browser.cookies().put(SessionCookies.SIGN_IN, ScriptedCore.ID.value());
        }
        assertTrue(browser.get("/").follow().page().contains("Use another account"));
        browser.submit("/signin/again");
        assertTrue(core.asked.contains("end"));
        assertFalse(browser.cookies().containsKey(SessionCookies.SESSION));
    }

    @Test
    void homeSaysWhoAndWhenAndWarns() throws Exception {
        signedIn();
        core.admit = ScriptedCore.signedIn(3, true);
        browser.get("/");
        assertEquals(200, browser.status());
        for (String expected : new String[] {"Ada Lovelace", "198.51.100.9", "3 wrong codes", "href=\"/console/\"", "No applications or desktops yet"}) {
            assertTrue(browser.page().contains(expected), expected);
        }
        browser.submit("/signout");
        assertTrue(core.asked.contains("end"));
        assertTrue(browser.cookies().isEmpty());
        assertTrue(browser.follow().page().contains("You are signed out."));
    }

    @Test
    void aSessionThatEndedIsTold() throws Exception {
        signedIn();
        assertTrue(browser.get("/").page().contains("Your session has ended."));
        assertFalse(browser.cookies().containsKey(SessionCookies.SESSION));
    }

    @Test
    void aWayThatIsNotKnownHereClosesTheDoor() throws Exception {
        halfWay(new Way("passkey", Way.ANSWER, Map.of()));
        assertEquals(503, browser.status());
    }
}
