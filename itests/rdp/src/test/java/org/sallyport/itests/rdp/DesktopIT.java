package org.sallyport.itests.rdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.itests.rdp.Desktop.Verdict;

/** Proves at the real server of Remote Desktop that the gate's word is what counts, and what happens where there is none. */
class DesktopIT {

    private static final String PASSWORD = "horse";
    private static final String TICKET = "K7MPA-4T9XC-HHQ3A-93RWD";

    private Oracle oracle;
    private Desktop desktop;

    @BeforeEach
    void start() {
        TestHost.reset();
        oracle = new Oracle();
        configure(30);
        TestHost.useradd("alice", PASSWORD);
        TestHost.useradd("rescue", PASSWORD);
        TestHost.install("xrdp-sesman").well();
        desktop = new Desktop();
    }

    @AfterEach
    void stop() {
        if (desktop != null) {
            desktop.close();
        }
        if (oracle != null) {
            oracle.close();
        }
    }

    private void configure(int timeoutSeconds) {
        TestHost.configure("key", "url = " + oracle.url(), "timeout = " + timeoutSeconds, "break_glass = rescue");
    }

    @Test
    void asksBeforeThePassword() {
        oracle.saying(asked -> Oracle.refuse(asked, "needs-two-factors"));
        assertEquals(Verdict.REFUSED, desktop.knock("alice", PASSWORD));
        assertFalse(Desktop.hasScreen("alice"));
        oracle.saying(asked -> asked.path().equals("/access/decide") ? Oracle.allow(asked, "not-protected") : Oracle.refuse(asked, "wrong-ticket"));
        assertEquals(Verdict.REFUSED, desktop.knock("alice", "wrong"));
        assertEquals(Verdict.REFUSED, desktop.knock("alice", TICKET));
        assertEquals(Verdict.SESSION, desktop.knock("alice", PASSWORD));
        Desktop.awaitScreen("alice");
        oracle.saying(asked -> Oracle.refuse(asked, "needs-two-factors"));
        assertEquals(Verdict.REFUSED, desktop.knock("alice", PASSWORD), "coming back is coming in");
        oracle.saying(asked -> asked.path().equals("/access/redeem") ? Oracle.allow(asked, "ticket") : Oracle.refuse(asked, "needs-two-factors"));
        assertEquals(Verdict.RECONNECTED, desktop.knock("alice", TICKET));
    }

    @Test
    void isClosedWithoutAnAnswer() {
        oracle.saying(asked -> null);
        configure(1);
        assertEquals(Verdict.REFUSED, desktop.knock("alice", PASSWORD));
        configure(30);
        oracle.saying(asked -> Oracle.http("200 OK", "<html>allow</html>"));
        assertEquals(Verdict.REFUSED, desktop.knock("alice", PASSWORD));
        assertEquals(Verdict.REFUSED, desktop.knock("alice", TICKET));
        oracle.close();
        assertEquals(Verdict.REFUSED, desktop.knock("alice", PASSWORD));
        assertEquals(Verdict.REFUSED, desktop.knock("rescue", "wrong"));
        assertEquals(Verdict.SESSION, desktop.knock("rescue", PASSWORD));
    }
}
