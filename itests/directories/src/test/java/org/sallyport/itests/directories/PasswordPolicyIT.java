package org.sallyport.itests.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.directory.ldap.LdapDirectory;

/** Proves that what OpenLDAP's password policy says of an account reaches the sign-in, and only behind the right password. */
class PasswordPolicyIT {

    private static Slapd slapd;
    private static LdapDirectory directory;

    @BeforeAll
    static void start() {
        slapd = new Slapd(Slapd.Overlay.PPOLICY).load(PasswordPolicyIT::write).start();
        directory = new LdapDirectory(slapd.settings(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        directory.close();
        slapd.close();
    }

    private static void write(Writer out) throws IOException {
        out.write("dn: cn=short,dc=example,dc=test\nobjectClass: organizationalRole\nobjectClass: pwdPolicy\ncn: short\npwdAttribute: userPassword\n"
                + "pwdMaxAge: 86400\n\n");
        user(out, "fine", "");
        user(out, "tried", "");
        user(out, "reset", "pwdReset: TRUE\n");
        user(out, "old", "pwdPolicySubentry: cn=short,dc=example,dc=test\npwdChangedTime: 20200101000000Z\n");
        user(out, "off", "pwdAccountLockedTime: 000001010000Z\n");
    }

    private static void user(Writer out, String login, String more) throws IOException {
        out.write("dn: uid=" + login + ",dc=example,dc=test\nobjectClass: inetOrgPerson\nuid: " + login + "\ncn: " + login + "\nsn: " + login
                + "\nuserPassword: " + Questions.PASSWORD + "\n" + more + "\n");
    }

    private static Verdict right(String login) throws Exception {
        return directory.authenticate(login, Questions.PASSWORD.toCharArray());
    }

    private static Verdict wrong(String login) throws Exception {
        return directory.authenticate(login, "wrong".toCharArray());
    }

    @Test
    void acceptsWhoeverNoPolicyBars() throws Exception {
        assertEquals(Outcome.ACCEPTED, right("fine").outcome());
        assertEquals(Verdict.rejected(), wrong("fine"));
    }

    @Test
    void aNewPasswordIsDueAfterAReset() throws Exception {
        Verdict verdict = right("reset");
        assertEquals(Outcome.MUST_CHANGE, verdict.outcome());
        assertEquals("reset", verdict.user().orElseThrow().name());
        assertEquals(Verdict.rejected(), wrong("reset"));
    }

    @Test
    void aNewPasswordIsDueWhereTheOldOneHasRunOut() throws Exception {
        Verdict verdict = right("old");
        assertEquals(Outcome.MUST_CHANGE, verdict.outcome());
        assertEquals("old", verdict.user().orElseThrow().name());
        assertEquals(Verdict.rejected(), wrong("old"));
    }

    /** A locked account's password is not looked at any more, so the person hears no more than that something was wrong. */
    @Test
    void anAccountThatIsLockedIsRejectedAndTheLogToldWhy() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertEquals(Outcome.REJECTED, wrong("tried").outcome());
        }
        assertEquals(Verdict.rejected(Verdict.LOCKED_UNSEEN), right("tried"));
        assertEquals(Verdict.rejected(Verdict.LOCKED_UNSEEN), wrong("tried"));
    }

    @Test
    void anAccountThatIsSwitchedOffIsRejectedAndShownAsSuch() throws Exception {
        assertEquals(Verdict.rejected(Verdict.LOCKED_UNSEEN), right("off"));
        assertTrue(directory.named("off").orElseThrow().disabled());
        assertFalse(directory.named("fine").orElseThrow().disabled());
    }
}
