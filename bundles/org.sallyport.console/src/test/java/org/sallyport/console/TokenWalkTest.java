package org.sallyport.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.ApiToken;
import org.sallyport.api.administration.ApiToken.Scope;
import org.sallyport.api.administration.ApiTokens;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.licence.Licence;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.Client;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

/** Tokens for programs: shown once, listed, taken back. */
class TokenWalkTest {

    /** Keeps tokens in a list. */
    private static final class FakeTokens implements ApiTokens {
        final List<ApiToken> tokens = new ArrayList<>();

        @Override
        public Admission admit(String secret, Client client) {
            throw new UnsupportedOperationException("the console does not ask this");
        }

        @Override
        public List<ApiToken> list() {
            return List.copyOf(tokens);
        }

        @Override
        public Issued create(Actor actor, String name, Scope scope, int days) {
            if (days < 1) {
                throw new InvalidInputException("days", "more");
            }
            tokens.add(new ApiToken("0123456789abcdef", name, scope, actor.id(), actor.name(), Town.NOW,
                    Town.NOW.plus(Duration.ofDays(days)), Optional.empty()));
            return new Issued(tokens.get(tokens.size() - 1), "sallyport_SECRET");
        }

        @Override
        public boolean revoke(Actor actor, String id) {
            return tokens.removeIf(token -> token.id().equals(id));
        }
    }

    private final Town town = new Town();
    private final FakeTokens tokens = new FakeTokens();
    private final Browser browser = new Browser(new ConsoleServlet().with(new Doors(), new FakeAdministration(town),
            new FakeDirectories(town), new FakeAccounts(town), query -> Page.empty(),
            () -> new Licence(true, "Apache-2.0", Licence.Kind.OPEN_SOURCE)).with(tokens));

    @BeforeEach
    void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, Doors.TOKEN);
    }

    private boolean shown(String text) {
        return browser.page().contains(text);
    }

    @Test
    void aTokenIsShownOnceAndListedWithoutItsSecret() throws Exception {
        browser.get("/console/settings/tokens");
        assertTrue(shown("There are no tokens."), browser.page());
        browser.submit("/console/settings/tokens", "name", "help desk", "scope", "operate", "days", "30");
        assertEquals(200, browser.status());
        assertTrue(shown("sallyport_SECRET") && shown("help desk") && shown("help people"), browser.page());
        assertEquals(Scope.OPERATE, tokens.tokens.get(0).scope());
        browser.get("/console/settings/tokens");
        assertTrue(shown("help desk") && shown("never"), browser.page());
        assertFalse(shown("SECRET"));
    }

    @Test
    void whatMakesNoSenseIsSaid() throws Exception {
        browser.get("/console/settings/tokens");
        browser.submit("/console/settings/tokens", "name", "help desk", "scope", "read", "days", "soon");
        assertEquals(422, browser.status());
        assertTrue(shown("from 1 to 730") && shown("value=\"help desk\""), browser.page());
        browser.submit("/console/settings/tokens", "name", "a", "scope", "all", "days", "1");
        assertEquals(400, browser.status());
    }

    @Test
    void aTokenIsTakenBackAfterAQuestion() throws Exception {
        browser.get("/console/settings/tokens");
        browser.submit("/console/settings/tokens", "name", "help desk", "scope", "read", "days", "1");
        browser.get("/console/settings/tokens/revoke?id=0123456789abcdef");
        assertTrue(shown("help desk") && shown("Revoke this token?"), browser.page());
        assertEquals(1, tokens.tokens.size());
        browser.submit("/console/settings/tokens/revoke");
        browser.follow();
        assertTrue(shown("The token is revoked.") && tokens.tokens.isEmpty(), browser.page());
        browser.get("/console/settings/tokens/revoke?id=0123456789abcdef");
        assertEquals(303, browser.status());
    }
}
