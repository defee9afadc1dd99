package org.sallyport.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.FirstAdministrator;
import org.sallyport.api.administration.FirstAdministrator.Invitation;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Client;
import org.sallyport.testkit.face.Browser;

class SetupPagesTest {

    private static final String LINK = "/setup/" + "L".repeat(43);

    private Invitation invitation = Invitation.CREATE;
    private String created = "";

    private final FirstAdministrator first = new FirstAdministrator() {

        @Override
        public Invitation invitation(String token, Client client) {
            return SetupPagesTest.this.invitation;
        }

        @Override
        public int shortestPassword() {
            return 15;
        }

        @Override
        public Principal create(String token, String login, String displayName, char[] password, Client client) throws InvalidEntryException {
            if (password.length < 15) {
                throw new InvalidEntryException("password", Rule.TOO_SHORT, "too short");
            }
            created = login + "/" + displayName + "/" + new String(password);
            return new Principal(PrincipalId.user("local", "1"), login, displayName, false);
        }

        @Override
        public Principal appoint(String token, String login, char[] password, Client client) {
            throw new InvalidInputException("password", "wrong");
        }
    };

    private final Browser browser = new Browser(new PortalServlet().with(null, null, first));

    @Test
    void theLinkCreatesTheAdministrator() throws Exception {
        browser.get(LINK);
        assertTrue(browser.page().contains("At least 15 characters") && browser.page().contains("new-password"));
        browser.submit(LINK, "username", "ada", "displayName", "", "password", "correct horse battery", "repeated", "correct horse battery");
        assertEquals("ada/ada/correct horse battery", created);
        assertTrue(browser.follow().page().contains("href=\"/console/\""));
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsLostButThePasswords() throws Exception {
        browser.get(LINK).submit(LINK, "username", "ada", "displayName", "Ada", "password", "one", "repeated", "two");
        assertEquals(400, browser.status());
        assertTrue(browser.page().contains("not the same") && browser.page().contains("value=\"Ada\""));
        browser.submit(LINK, "username", "ada", "displayName", "Ada", "password", "short", "repeated", "short");
        assertEquals(400, browser.status());
        assertTrue(browser.page().contains("at least 15 characters"));
        assertFalse(browser.page().contains("value=\"short\""));
        assertEquals("", created);
    }

    @Test
    void anExistingAccountNeedsItsPassword() throws Exception {
        invitation = Invitation.APPOINT;
        browser.get(LINK).submit(LINK, "username", "ada", "password", "wrong");
        assertEquals(401, browser.status());
    }

    @Test
    void anOldLinkIsNotThere() throws Exception {
        browser.get(LINK);
        invitation = Invitation.NONE;
        assertEquals(404, browser.submit(LINK, "username", "ada", "password", "x", "repeated", "x").status());
        assertEquals(404, browser.get(LINK).status());
        assertTrue(browser.page().contains("This link is not valid"));
        assertEquals(404, browser.get("/setup/\r\n").status());
    }
}
