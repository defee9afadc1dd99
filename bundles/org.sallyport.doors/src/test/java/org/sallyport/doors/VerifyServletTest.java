package org.sallyport.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.access.Passage;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

class VerifyServletTest {

    private final FakeApplications applications = new FakeApplications();
    private final Browser proxy = new Browser(new VerifyServlet().with(applications, Settings.with(Settings.PORTAL)));

    private Browser ask(String host, String uri) throws Exception {
        return proxy.sending("X-Forwarded-Host", host).sending("X-Forwarded-Uri", uri).get("/auth/verify");
    }

    private Browser redirected(String host, String uri) throws Exception {
        return proxy.sending("X-Forwarded-Host", host).sending("X-Forwarded-Uri", uri).get("/auth/verify?redirect");
    }

    private void signedIn() {
        proxy.cookies().put(SessionCookies.SESSION, FakeApplications.TOKEN);
    }

    @Test
    void tellsWhoIsThereInHeadersThatNobodyCanBreakOutOf() throws Exception {
        signedIn();
        applications.enter = FakeApplications.open(FakeApplications.WIKI);
        assertEquals(200, ask("portal.example.com", "/wiki/a?b=c").status());
        assertEquals("j%C3%B6rg", proxy.headers().get("X-Auth-User"));
        String name = proxy.headers().get("X-Auth-Name");
        assertEquals("J%C3%B6rg%2C the%0D%0AX-Auth-Groups: Administrators", name);
        assertEquals("Jörg, the\r\nX-Auth-Groups: Administrators", URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
        assertEquals("", proxy.headers().get("X-Auth-Mail"), "there, so that it takes the place of what a client sent");
        assertEquals(List.of("Ops", "Staff%2C all"), Arrays.asList(proxy.headers().get("X-Auth-Groups").split(",")));
        assertEquals(List.of("enter " + FakeApplications.TOKEN + " wiki"), applications.asked);
    }

    @Test
    void asksNobodyAboutAStranger() throws Exception {
        assertEquals(401, ask("portal.example.com", "/wiki/").status());
        assertEquals(302, redirected("portal.example.com", "/wiki/a?b=c&d").status());
        assertEquals("https://portal.example.com/auth/go?application=wiki&return=%2Fwiki%2Fa%3Fb%3Dc%26d", proxy.headers().get("Location"));
        assertEquals(302, redirected("shop.example.com", "/cart").status());
        assertEquals("https://shop.example.com/.sallyport/start?return=%2Fcart", proxy.headers().get("Location"));
        assertEquals("no-referrer", proxy.headers().get("Referrer-Policy"));
        assertEquals(List.of(), applications.asked);
    }

    @Test
    void saysThatThePortalsAddressIsMissingInsteadOfGoingRoundInCircles() throws Exception {
        Browser lost = new Browser(new VerifyServlet().with(applications, Settings.with("")));
        lost.sending("X-Forwarded-Host", "shop.example.com").sending("X-Forwarded-Uri", "/cart");
        assertEquals("https://shop.example.com/auth/go?application=shop&return=%2Fcart", lost.get("/auth/verify?redirect").headers().get("Location"));
        lost.sending("X-Forwarded-Uri", "/auth/go?application=shop&return=%2Fcart");
        assertEquals(403, lost.get("/auth/verify?redirect").status());
        assertTrue(lost.page().contains("whose address is not set"));
    }

    @Test
    void redirectsOnlyWhoGoesSomewhere() throws Exception {
        assertEquals(401, proxy.sending("X-Forwarded-Method", "POST").sending("X-Forwarded-Host", "shop.example.com")
                .sending("X-Forwarded-Uri", "/").get("/auth/verify?redirect").status());
        proxy.sending("X-Forwarded-Method", "GET").sending("Sec-Fetch-Mode", "cors");
        assertEquals(401, proxy.get("/auth/verify?redirect").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/x", "/\\evil.example", "/x\r\nSet-Cookie: a=b", "/%0d%0aa", "/a/../../b", "/.sallyport/start", "/ü", "/.sallyport%2fstart"})
    void neverSendsAnybodyToAnotherPlace(String uri) throws Exception {
        redirected("shop.example.com", uri);
        if (proxy.status() == 302) {
            String location = proxy.headers().get("Location");
            assertTrue(location.matches("https://shop\\.example\\.com/\\.sallyport/start\\?return=%2F(%250d%250aa)?"), location);
        } else {
            assertEquals(400, proxy.status());
        }
    }

    @Test
    void takesTheChildSessionOfThisApplicationAlone() throws Exception {
        proxy.cookies().put("__Host-sallyport-app-wiki", FakeApplications.CHILD);
        assertEquals(401, ask("shop.example.com", "/").status());
        assertEquals(List.of(), applications.asked);
        proxy.cookies().put("__Host-sallyport-app-shop", FakeApplications.CHILD);
        applications.go = FakeApplications.open(FakeApplications.SHOP);
        assertEquals(200, ask("shop.example.com", "/").status());
        assertEquals(List.of("go " + FakeApplications.CHILD + " shop"), applications.asked);
    }

    @Test
    void saysWhoIsNotAllowedAndWhenNobodyCanSay() throws Exception {
        signedIn();
        applications.enter = new Passage.Forbidden(FakeApplications.WIKI);
        assertEquals(403, ask("portal.example.com", "/wiki/").status());
        applications.enter = new Passage.Unknown();
        assertEquals(403, ask("portal.example.com", "/wiki/").status());
        applications.enter = new Passage.First(Refused.because(Reason.UNAVAILABLE));
        assertEquals(503, redirected("portal.example.com", "/wiki/").status());
        assertEquals(403, ask("portal.example.com", "/elsewhere").status());
        assertEquals(403, ask("unknown.example.com", "/").status());
        assertEquals(503, new Browser(new VerifyServlet()).sending("X-Forwarded-Host", "a").sending("X-Forwarded-Uri", "/").get("/auth/verify").status());
    }

    @Test
    void givesBackTheCookiesThatAreTheApplications() throws Exception {
        signedIn();
        applications.enter = FakeApplications.open(FakeApplications.WIKI);
        proxy.sending("Cookie", "__Host-sallyport=abc;theme=dark;  __Host-sallyport-signin=x", "id=a=b; __HOST-sallyport-app-wiki=y; \u00fc=1");
        assertEquals(200, ask("portal.example.com", "/wiki/").status());
        assertEquals("theme=dark; id=a=b", proxy.headers().get("Cookie"));
        proxy.sending("Cookie", "a=" + "b".repeat(7000));
        assertEquals(400, ask("portal.example.com", "/wiki/").status());
        proxy.sending("Cookie");
        assertEquals("", ask("portal.example.com", "/wiki/").headers().get("Cookie"), "there, so that it takes the place of the client's");
    }

    @Test
    void believesOnlyWhatCanOnlyBeTheProxys() throws Exception {
        signedIn();
        applications.enter = FakeApplications.open(FakeApplications.WIKI);
        for (String host : List.of("", "portal.example.com, shop.example.com", "a b", "portal.example.com@evil.example", "evil/..")) {
            assertEquals(400, ask(host, "/wiki/").status(), host);
        }
        proxy.sending("X-Forwarded-Host", "portal.example.com", "shop.example.com");
        assertEquals(400, proxy.get("/auth/verify").status());
        proxy.sending("X-Forwarded-Host", "portal.example.com").sending("X-Forwarded-Uri");
        assertEquals(400, proxy.sending("X-Original-URL", "https://portal.example.com/wiki/").get("/auth/verify").status());
        assertFalse(proxy.headers().containsKey("X-Auth-User"));
    }
}
