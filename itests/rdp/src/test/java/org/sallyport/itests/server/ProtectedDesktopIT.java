package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.itests.rdp.Desktop;
import org.sallyport.itests.rdp.Desktop.Verdict;
import org.sallyport.itests.rdp.Office;
import org.sallyport.itests.rdp.TestHost;

/**
 * Proves with the product, the real server of Remote Desktop and a real client that whoever needs two factors comes in through the
 * portal only, and everybody else as before.
 */
class ProtectedDesktopIT {

    private static final String PASSWORD = "horse";
    private static final String SESSION_COOKIE = "__Host-sallyport";
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);

    private Office office;
    private Server server;
    private Administrator administrator;
    private Person alan;
    private Browser portal;
    private String application;
    private Desktop desktop;

    @BeforeEach
    void start() {
        TestHost.reset();
        for (String login : List.of("alan", "betty", "annie", "stranger", "rescue")) {
            TestHost.useradd(login, PASSWORD);
        }
        Home home = Home.fresh("protected-desktop");
        office = new Office(home.path());
        server = Server.start(home, "--demo");
        administrator = Administrator.enrol(server, server.people().get("ada"));
        administrator.protect("alan");
        administrator.switchTwoFactor(true);
        alan = server.people().get("alan");
        portal = new Browser(server);
        alan.enrol(portal);
        TestHost.configure(office.addGate("terminal server", "rdp,ssh"), "url = " + server.url(), "timeout = 3", "break_glass = rescue");
        application = office.publishDesktop("Desktop", "terminal server");
        TestHost.install("xrdp-sesman").well();
        desktop = new Desktop();
    }

    @AfterEach
    void stop() {
        if (desktop != null) {
            desktop.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private String ticket() {
        String ticket = office.ticket(portal.cookies().get(SESSION_COOKIE), application);
        assertFalse(ticket.isEmpty());
        return ticket;
    }

    /** Takes somebody off the list of those who need two factors. */
    private void takeOff(String name) {
        String path = "/console/members/remove";
        Page question = administrator.browser().get(path + "?id=" + Browser.encode(administrator.id(name)));
        assertEquals(303, administrator.browser().submit(question, path, Map.of()).status());
    }

    private void assertRefused(String login, String typed, String why) {
        assertEquals(Verdict.REFUSED, desktop.knock(login, typed));
        String last = TestHost.log().lines().reduce("", (before, line) -> line);
        assertTrue(last.contains(login + " at rdp: ") && last.endsWith(why), TestHost::log);
    }

    @Test
    void whoeverNeedsTwoFactorsComesInThroughThePortalOnly() {
        assertRefused("alan", PASSWORD, "refused: needs-two-factors");
        assertFalse(Desktop.hasScreen("alan"));
        assertRefused("stranger", PASSWORD, "refused: unknown");
        administrator.set("ticket.seconds", Long.toString(SHORTEST_LIFE.toSeconds()));
        String late = ticket();
        Instant given = Instant.now();
        administrator.set("ticket.seconds", "300");

        String used = ticket();
        assertEquals(Verdict.SESSION, desktop.knock("alan", used));
        Desktop.awaitScreen("alan");
        assertRefused("alan", used, "refused: needs-two-factors");
        assertTrue(TestHost.log().contains("refused: wrong-ticket"), TestHost::log);

        // Coming back is coming in.
        assertRefused("alan", PASSWORD, "refused: needs-two-factors");
        assertEquals(Verdict.RECONNECTED, desktop.knock("alan", ticket()));

        Awaitility.await("the ticket ran out").atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(given.plus(SHORTEST_LIFE)));
        assertRefused("alan", late, "refused: needs-two-factors");

        // Another person's ticket is no password, and is good for nothing afterwards.
        String foreign = ticket();
        assertRefused("betty", foreign, "let in: not-protected");
        assertFalse(Desktop.hasScreen("betty"));
        assertRefused("alan", foreign, "refused: needs-two-factors");

        office.addGate("another server", "rdp");
        String elsewhere = office.ticket(portal.cookies().get(SESSION_COOKIE), office.publishDesktop("Elsewhere", "another server"));
        assertRefused("alan", elsewhere, "refused: needs-two-factors");

        String orphan = ticket();
        assertEquals(303, portal.submit(portal.get("/"), "/signout", Map.of()).status());
        assertRefused("alan", orphan, "refused: needs-two-factors");
    }

    @Test
    void everybodyElseComesInAsBefore() {
        assertRefused("betty", "wrong", "let in: not-protected");
        assertEquals(Verdict.SESSION, desktop.knock("betty", PASSWORD));
        administrator.protect("betty");
        assertRefused("betty", PASSWORD, "refused: needs-two-factors");
        takeOff("betty");
        assertEquals(Verdict.RECONNECTED, desktop.knock("betty", PASSWORD));
        assertRefused("alan", PASSWORD, "refused: needs-two-factors");
        administrator.switchTwoFactor(false);
        assertEquals(Verdict.SESSION, desktop.knock("alan", PASSWORD));
        administrator.switchTwoFactor(true);
        assertRefused("alan", PASSWORD, "refused: needs-two-factors");
    }

    @Test
    void withoutSallyportNobodyComesInButBreakGlassAccounts() {
        String ticket = ticket();
        assertRefused("rescue", PASSWORD, "refused: unknown");
        office.removeGate("terminal server");
        assertRefused("betty", PASSWORD, "refused: Sallyport does not know this gate's key");
        server.stop();
        String away = "refused: nobody listens at port " + server.port();
        assertRefused("alan", PASSWORD, away);
        assertRefused("alan", ticket, away);
        assertRefused("betty", PASSWORD, away);
        assertRefused("rescue", "wrong", "let in as a break-glass account: nobody listens at port " + server.port());
        assertEquals(Verdict.SESSION, desktop.knock("rescue", PASSWORD));
    }
}
