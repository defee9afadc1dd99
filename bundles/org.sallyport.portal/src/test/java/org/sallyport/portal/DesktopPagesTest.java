package org.sallyport.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Ticket;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

/** What can be opened from the home page, and how a remote desktop is. */
class DesktopPagesTest {

    private static final Application WIKI = new Application("w", Application.Kind.WEB, "<Wiki>", "no-such-icon",
            URI.create("https://wiki.example/"), Set.of(), Optional.empty(), Optional.empty(), 1);
    private static final Application DESK = new Application("d", Application.Kind.REMOTE_DESKTOP, "Desk 7", "",
            URI.create("rdp://desk.example:3390"), Set.of(), Optional.empty(), Optional.of("g"), 1);

    private final ScriptedCore core = new ScriptedCore();
    private List<Application> mine = List.of(WIKI, DESK);
    private Optional<Ticket> ticket = Optional.of(new Ticket("ABCDE-FGHJK", ScriptedCore.NOW.plusSeconds(60)));
    private boolean away;
    private final Browser browser = new Browser(new PortalServlet(Clock.fixed(ScriptedCore.NOW, ZoneOffset.UTC)).with(core, core, null)
            .with((Applications) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Applications.class},
                    (proxy, method, arguments) -> {
                        if (away) {
                            throw new UnavailableException("the store is away");
                        }
                        assertEquals(ScriptedCore.TOKEN, arguments[0]);
                        return method.getName().equals("of") ? mine : ticket;
                    })));

    @BeforeEach
    void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, ScriptedCore.TOKEN);
        core.admit = ScriptedCore.signedIn(0, false);
    }

    @Test
    void homeLeadsToWhatIsForThem() throws Exception {
        browser.get("/");
        browser.shows("href=\"https://wiki.example/\"", "&lt;Wiki&gt;", "href=\"/desktop/d\"", "Desk 7");
        assertFalse(browser.page().contains("No applications or desktops yet"));
        mine = List.of();
        browser.get("/");
        browser.shows("No applications or desktops yet");
    }

    @Test
    void homeIsThereAlsoWhileNobodyCanSayWhatStandsBehindIt() throws Exception {
        away = true;
        assertEquals(200, browser.get("/").status());
        browser.shows("cannot be shown for the moment", "Ada Lovelace");
    }

    @Test
    void aTicketIsGivenByAButtonAndShownOnceWithItsLife() throws Exception {
        browser.get("/desktop/d");
        browser.shows("desk.example:3390", "Get a ticket");
        assertFalse(browser.page().contains("ABCDE"));
        browser.submit("/desktop/d");
        assertEquals(200, browser.status());
        browser.shows("ABCDE-FGHJK", "Good once, within 60 seconds, on Desk 7 only.", "Get another ticket");
        browser.get("/desktop/d");
        assertFalse(browser.page().contains("ABCDE"));
        ticket = Optional.empty();
        browser.submit("/desktop/d");
        assertEquals(409, browser.status());
        browser.shows("There is no ticket");
    }

    @Test
    void theFileHoldsAddressAndNameAndNoPassword() throws Exception {
        browser.get("/desktop/d/file");
        assertEquals("attachment; filename=\"Desk-7.rdp\"", browser.headers().get("Content-Disposition"));
        assertEquals("full address:s:desk.example:3390\r\nusername:s:ada\r\nprompt for credentials:i:1\r\nauthentication level:i:2\r\n",
                browser.page());
        assertFalse(DesktopPages.text(DESK, "a\r\npassword 51:b:x\u2028").contains("\r\npassword"));
    }

    @Test
    void whatIsNoDesktopOfTheirsIsNotThere() throws Exception {
        for (String path : new String[] {"/desktop/w", "/desktop/x", "/desktop/w/file", "/desktop/"}) {
            assertEquals(404, browser.get(path).status(), path);
        }
        core.admit = Refused.because(Reason.NO_SESSION);
        browser.get("/desktop/d");
        assertFalse(browser.page().contains("desk.example"));
        browser.shows("autocomplete=\"username\"");
    }
}
