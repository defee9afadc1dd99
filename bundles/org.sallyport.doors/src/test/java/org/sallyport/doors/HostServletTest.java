package org.sallyport.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.access.Passage;
import org.sallyport.testkit.face.Browser;

class HostServletTest {

    private static final String LOST = "https://portal.example.com/auth/lost?application=shop";

    private final FakeApplications applications = new FakeApplications();
    private final Browser browser = new Browser(new HostServlet().with(applications, Settings.with(Settings.PORTAL)))
            .sending("Host", "shop.example.com");

    private String state() {
        return browser.cookies().get(HostCookies.STATE);
    }

    @Test
    void setsOutWithAStateOfThisBrowserAndComesBackWithASession() throws Exception {
        assertEquals(303, browser.get("/.sallyport/start?return=%2Fcart%3Fa%3Db").status());
        assertEquals("https://portal.example.com/auth/go?application=shop&return=%2Fcart%3Fa%3Db&state=" + HostServlet.hash(state()),
                browser.headers().get("Location"));
        String first = state();
        browser.get("/.sallyport/start");
        assertEquals(first, state(), "the other tab's way back stays open");
        applications.exchange = FakeApplications.child(FakeApplications.SHOP);
        browser.get("/.sallyport/return?application=shop&code=abc&return=%2Fcart%3Fa%3Db");
        assertEquals("https://shop.example.com/cart?a=b", browser.headers().get("Location"));
        assertEquals("no-referrer", browser.headers().get("Referrer-Policy"));
        assertEquals(List.of("exchange abc shop " + first), applications.asked);
        assertEquals(FakeApplications.CHILD, browser.cookies().get("__Host-sallyport-app-shop"));
        assertFalse(browser.cookies().containsKey(HostCookies.STATE));
    }

    @Test
    void aCodeWithoutTheStateOrOfAnotherApplicationIsUsedUpAndOpensNothing() throws Exception {
        browser.get("/.sallyport/return?application=shop&code=abc&return=%2F");
        assertEquals(LOST, browser.headers().get("Location"));
        browser.get("/.sallyport/start");
        browser.get("/.sallyport/return?application=wiki&code=abc&return=%2F");
        assertEquals(LOST, browser.headers().get("Location"));
        assertEquals(List.of("exchange abc shop ", "exchange abc shop "), applications.asked);
        assertFalse(browser.cookies().containsKey("__Host-sallyport-app-shop"));
        applications.exchange = new Passage.First(Refused.because(Reason.UNAVAILABLE));
        assertEquals(503, browser.get("/.sallyport/return?application=shop&code=abc&return=%2F").status());
    }

    @Test
    void whoIsInAlreadyGoesOnWhenThePageIsLoadedAgain() throws Exception {
        browser.cookies().put("__Host-sallyport-app-shop", FakeApplications.CHILD);
        applications.go = FakeApplications.open(FakeApplications.SHOP);
        browser.get("/.sallyport/return?application=shop&code=abc&return=%2Fcart");
        assertEquals("https://shop.example.com/cart", browser.headers().get("Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2F%2Fevil.example", "%2F%5Cevil.example", "%5C%5Cevil.example", "https%3Aevil.example", "https%3A%2F%2Fevil.example",
            "%2Fx%0D%0ASet-Cookie%3A%20a%3Db", "https%3A%2F%2Fshop.example.com%40evil.example", "%2F%09%2Fevil.example", "%40evil.example",
            "%2F.sallyport%2Fleave", "%2Fa%2F..%2F.sallyport%2Fleave", ""})
    void aForgedWayBackLeadsToWhereTheApplicationBegins(String wanted) throws Exception {
        applications.exchange = FakeApplications.child(FakeApplications.SHOP);
        browser.get("/.sallyport/return?application=shop&code=abc&return=" + wanted);
        if (browser.status() == 303) {
            assertEquals("https://shop.example.com/", browser.headers().get("Location"));
        } else {
            assertEquals(400, browser.status());
        }
        browser.get("/.sallyport/start?return=" + wanted);
        assertTrue(browser.status() == 400 || browser.headers().get("Location").contains("&return=%2F&state="), () -> browser.headers().toString());
    }

    @Test
    void onThePortalsOwnHostItNeedsNoCode() throws Exception {
        browser.sending("Host", "portal.example.com").get("/.sallyport/start?return=%2Fwiki%2Fa");
        assertEquals("https://portal.example.com/auth/go?application=wiki&return=%2Fwiki%2Fa", browser.headers().get("Location"));
        assertTrue(browser.cookies().isEmpty());
    }

    @Test
    void leavesAtOnceButNotForAnotherSite() throws Exception {
        browser.cookies().put("__Host-sallyport-app-shop", FakeApplications.CHILD);
        assertEquals(403, browser.sending("Sec-Fetch-Site", "cross-site").get("/.sallyport/leave").status());
        assertEquals(List.of(), applications.asked);
        browser.sending("Sec-Fetch-Site", "same-origin").get("/.sallyport/leave");
        assertEquals(List.of("leave " + FakeApplications.CHILD), applications.asked);
        assertEquals("https://portal.example.com/auth/left?application=shop", browser.headers().get("Location"));
        assertTrue(browser.cookies().isEmpty());
    }

    @Test
    void aHostThatIsNoApplicationsHasNothingHere() throws Exception {
        assertEquals(404, browser.get("/.sallyport/").status());
        assertEquals(404, browser.sending("Host", "evil.example").get("/.sallyport/start").status());
        assertEquals(400, browser.get("/.sallyport/start?what=ever").status());
        assertEquals(503, new Browser(new HostServlet()).sending("Host", "a").get("/.sallyport/start").status());
    }
}
