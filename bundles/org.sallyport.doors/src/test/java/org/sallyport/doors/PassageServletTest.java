package org.sallyport.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.access.Passage;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.Way;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.FaceCheck;
import org.sallyport.web.SessionCookies;

class PassageServletTest {

    private static final String STATE = HostServlet.hash("whatever");
    private static final String STEP_UP = "the-step-up-0123456789";
    private static final Outcome CHALLENGE =
            new Challenge(new SignInId(STEP_UP), "ada", List.of(new Way(Way.TOTP, Way.ANSWER, Map.of("digits", "6"))), Instant.MAX);

    private final FakeApplications applications = new FakeApplications();
    private final Admission admission = new Admission();
    private final Browser browser = new Browser(new PassageServlet().with(applications, admission));

    private void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, FakeApplications.TOKEN);
    }

    private String location() {
        return browser.headers().getOrDefault("Location", "");
    }

    @Test
    void whoIsNotSignedInIsSentToTheSignInAndBackHere() throws Exception {
        browser.get("/auth/go?application=shop&state=" + STATE + "&return=%2Fcart%3Fa%3Db");
        assertEquals("/signin?next=%2Fauth%2Fgo%3Fvia%3Dsignin%26application%3Dshop%26state%3D" + STATE
                + "%26return%3D%252Fcart%253Fa%253Db", location());
        signedIn();
        browser.get("/auth/go?application=shop&state=" + STATE + "&return=%2Fcart");
        assertTrue(location().startsWith("/signin?next="), "the session has ended");
        assertFalse(browser.cookies().containsKey(SessionCookies.SESSION));
    }

    @Test
    void whoLacksACodeIsAskedForIt() throws Exception {
        signedIn();
        applications.code = new Passage.First(CHALLENGE);
        browser.get("/auth/go?application=shop&state=" + STATE + "&return=%2F");
        assertTrue(location().startsWith("/signin/code?next=%2Fauth%2Fgo"), location());
        assertEquals(STEP_UP, browser.cookies().get(SessionCookies.SIGN_IN));
        assertEquals(FakeApplications.TOKEN, browser.cookies().get(SessionCookies.SESSION));
    }

    @Test
    void goesToTheOtherHostWithACode() throws Exception {
        signedIn();
        applications.code = new Passage.Code(FakeApplications.SHOP, "c0de");
        browser.get("/auth/go?application=shop&state=" + STATE + "&return=%2Fcart");
        assertEquals("https://shop.example.com/.sallyport/return?application=shop&code=c0de&return=%2Fcart", location());
        assertEquals("no-referrer", browser.headers().get("Referrer-Policy"));
        assertEquals(List.of("code " + FakeApplications.TOKEN + " shop " + STATE), applications.asked);
    }

    @Test
    void fromAFormItGoesThereByAPage() throws Exception {
        signedIn();
        applications.code = new Passage.Code(FakeApplications.SHOP, "c0de");
        browser.get("/auth/go?via=signin&application=shop&state=" + STATE + "&return=%2Fcart");
        assertEquals(200, browser.status());
        String there = "https://shop.example.com/.sallyport/return?application=shop&code=c0de&return=%2Fcart";
        assertEquals("0;url=" + there, browser.headers().get("Refresh"));
        assertTrue(browser.page().replace("&amp;", "&").replace("&#x3D;", "=").contains("href=\"" + there + "\""), browser.page());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2F%2Fevil.example", "%2F%5Cevil", "https%3Aevil", "%2Fstaff%2F", "%2Fwiki%2F..%2Fstaff%2F", "%2Fwiki%2F%25%32%65%25%32%65%2Fstaff"})
    void stayWithinTheApplication(String wanted) throws Exception {
        signedIn();
        applications.enter = FakeApplications.open(FakeApplications.WIKI);
        browser.get("/auth/go?application=wiki&return=" + wanted);
        assertEquals("https://portal.example.com/wiki/", location());
    }

    @Test
    void saysNoInWords() throws Exception {
        signedIn();
        applications.enter = new Passage.Forbidden(FakeApplications.WIKI);
        assertEquals(403, browser.get("/auth/go?application=wiki&return=%2Fwiki%2F").status());
        assertTrue(browser.page().contains("The wiki is not open to your account"));
        applications.enter = new Passage.Unknown();
        assertEquals(404, browser.get("/auth/go?application=wiki&return=%2Fwiki%2F").status());
        applications.enter = new Passage.First(Refused.because(Reason.UNAVAILABLE));
        assertEquals(503, browser.get("/auth/go?application=wiki&return=%2Fwiki%2F").status());
    }

    @Test
    void letsIntoTheContainerWhomTheDoorAdmits() throws Exception {
        signedIn();
        admission.outcome = Admission.signedIn(FakeApplications.TOKEN);
        browser.get("/auth/go?return=%2Fhello%3Fa%3Db");
        assertEquals("/hello?a=b", location());
        browser.get("/auth/go?return=%2F%2Fevil.example");
        assertEquals("/", location());
        admission.outcome = Refused.because(Reason.NOT_ADMINISTRATOR);
        assertEquals(403, browser.get("/auth/go?door=console&return=%2Fsystem%2Fconsole%2Fbundles").status());
        assertEquals(List.of("container", "container", "console"), admission.doors);
        admission.outcome = CHALLENGE;
        browser.get("/auth/go?door=console&return=%2Fsystem%2Fconsole%2Fbundles");
        assertTrue(location().contains("door%3Dconsole"), location());
    }

    @Test
    void theEndOfAWayLeadsToItsBeginning() throws Exception {
        signedIn();
        assertEquals(403, browser.get("/auth/lost?application=shop").status());
        assertTrue(browser.page().contains("https://shop.example.com/"));
        assertEquals(200, browser.get("/auth/left?application=nothing").status());
    }

    @Test
    void textsAndTemplatesAreInOrder() throws Exception {
        assertEquals(List.of(), FaceCheck.problems(PassageServlet.class, Path.of("src/main/resources/templates")));
    }
}
