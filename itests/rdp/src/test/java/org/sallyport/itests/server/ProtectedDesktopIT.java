package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.sallyport.itests.rdp.Desktop;
import org.sallyport.itests.rdp.Desktop.Verdict;
import org.sallyport.itests.rdp.TestHost;

/**
 * Proves with the product, the real server of Remote Desktop and a real client that whoever needs two factors comes in through the
 * portal only, and everybody else as before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProtectedDesktopIT {

    private static final String PASSWORD = "horse";
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);
    private static final String GATE = "terminal server";

    private static Server server;
    private static Administrator administrator;
    private static Doorkeeper doorkeeper;
    private static Person alan;
    private static Browser portal;
    private static String application;
    private static Desktop desktop;

    @BeforeAll
    static void start() {
        TestHost.reset();
        for (String login : List.of("alan", "betty", "annie", "stranger", "rescue")) {
            TestHost.useradd(login, PASSWORD);
        }
        server = Server.start(Home.fresh("protected-desktop"), "--demo");
        administrator = Administrator.enrol(server, server.people().get("ada"));
        administrator.protect("alan", "annie");
        administrator.switchTwoFactor(true);
        alan = server.people().get("alan");
        portal = new Browser(server);
        alan.enrol(portal);
        doorkeeper = new Doorkeeper(administrator);
        TestHost.configure(doorkeeper.addGate(GATE, "rdp", "ssh"), "url = " + server.url(), "timeout = 30", "break_glass = rescue");
        TestHost.install("xrdp-sesman").well();
        desktop = new Desktop();
        application = doorkeeper.publishDesktop("Desktop", desktop.host(), GATE);
    }

    @AfterAll
    static void stop() {
        if (desktop != null) {
            desktop.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static String ticket() {
        return Doorkeeper.ticket(portal, application);
    }

    /** Takes somebody off the list of those who need two factors. */
    private static void takeOff(String name) {
        String path = "/console/members/remove";
        Page question = administrator.browser().get(path + "?id=" + Browser.encode(administrator.id(name)));
        assertEquals(303, administrator.browser().submit(question, path, Map.of()).status());
    }

    private static void assertRefused(String login, String typed, String why) {
        assertEquals(Verdict.REFUSED, desktop.knock(login, typed));
        String last = TestHost.log().lines().reduce("", (before, line) -> line);
        assertTrue(last.contains(login + " at rdp: ") && last.endsWith(why), TestHost::log);
    }

    @Test
    @Order(1)
    void whoeverNeedsTwoFactorsComesInThroughThePortalOnly() {
        assertRefused("alan", PASSWORD, "refused: needs-two-factors");
        assertFalse(Desktop.hasScreen("alan"));
        assertRefused("stranger", PASSWORD, "refused: unknown");
        assertTrue(portal.get("/").text().contains("Desktop"));
        String file = portal.get("/desktop/" + application + "/file").body();
        administrator.set("ticket.seconds", Long.toString(SHORTEST_LIFE.toSeconds()));
        String late = ticket();
        Instant given = Instant.now();
        administrator.set("ticket.seconds", "300");

        String used = ticket();
        assertEquals(Verdict.SESSION, desktop.open(file, "alan", used));
        Desktop.awaitScreen("alan");
        assertRefused("alan", used, "refused: needs-two-factors");
        assertTrue(TestHost.log().contains("refused: wrong-ticket"), TestHost::log);

        // Coming back is coming in.
        assertRefused("alan", PASSWORD, "refused: needs-two-factors");
        assertEquals(Verdict.RECONNECTED, desktop.knock("alan", ticket()));

        Awaitility.await("the ticket ran out").atMost(Patience.LIMIT).until(() -> Instant.now().isAfter(given.plus(SHORTEST_LIFE)));
        assertRefused("alan", late, "refused: needs-two-factors");

        // Another person's ticket is no password, and is good for nothing afterwards.
        String foreign = ticket();
        assertRefused("betty", foreign, "let in: not-protected");
        assertFalse(Desktop.hasScreen("betty"));
        assertRefused("alan", foreign, "refused: needs-two-factors");

        doorkeeper.addGate("another server", "rdp");
        String elsewhere = Doorkeeper.ticket(portal, doorkeeper.publishDesktop("Elsewhere", "127.0.0.2", "another server"));
        assertRefused("alan", elsewhere, "refused: needs-two-factors");

        String orphan = ticket();
        assertEquals(303, portal.submit(portal.get("/"), "/signout", Map.of()).status());
        assertRefused("alan", orphan, "refused: needs-two-factors");
    }

    @Test
    @Order(2)
    void everybodyElseComesInAsBefore() {
        assertRefused("betty", "wrong", "let in: not-protected");
        assertEquals(Verdict.SESSION, desktop.knock("betty", PASSWORD));
        Desktop.awaitScreen("betty");
        administrator.protect("betty");
        assertRefused("betty", PASSWORD, "refused: needs-two-factors");
        takeOff("betty");
        assertEquals(Verdict.RECONNECTED, desktop.knock("betty", PASSWORD));
        assertRefused("annie", PASSWORD, "refused: needs-two-factors");
        administrator.switchTwoFactor(false);
        assertEquals(Verdict.SESSION, desktop.knock("annie", PASSWORD));
        administrator.switchTwoFactor(true);
        assertRefused("annie", PASSWORD, "refused: needs-two-factors");
    }

    @Test
    @Order(3)
    void withoutSallyportNobodyComesInButBreakGlassAccounts() {
        alan.signIn(portal);
        String ticket = ticket();
        assertRefused("rescue", PASSWORD, "refused: unknown");
        doorkeeper.removeGate(GATE);
        assertRefused("betty", PASSWORD, "refused: Sallyport does not know this gate's key");
        server.stop();
        String away = "nobody listens at port " + server.port();
        assertRefused("alan", PASSWORD, "refused: " + away);
        assertRefused("alan", ticket, "refused: " + away);
        assertRefused("betty", PASSWORD, "refused: " + away);
        assertRefused("rescue", "wrong", "let in as a break-glass account: " + away);
        assertEquals(Verdict.SESSION, desktop.knock("rescue", PASSWORD));
    }
}
