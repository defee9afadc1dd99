package org.sallyport.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.sallyport.api.administration.Ownerless;
import org.sallyport.api.administration.RealmView;
import org.sallyport.api.administration.RealmView.State;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.licence.Licence;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

/** Directories, and what several of them change on other pages. */
class DirectoryWalkTest {

    private final Town town = new Town();
    private final FakeAdministration administration = new FakeAdministration(town);
    private final FakeDirectories directories = new FakeDirectories(town);
    private final Browser browser = new Browser(new ConsoleServlet().with(new Doors(), administration, directories, new FakeAccounts(town),
            query -> new Page<>(List.of(new AuditEvent(1, Town.NOW, Action.SIGN_IN, AuditEvent.Outcome.SUCCEEDED, "password-only",
                    Optional.of(Town.ADA.id()), "ada", Optional.empty(), "", "", "portal")), Optional.empty(), Count.exactly(1)),
            () -> new Licence(true, "Apache-2.0", Licence.Kind.OPEN_SOURCE)).with(new FakeAccess()));
    private final PrincipalId gone = PrincipalId.user("old", "e7");

    @BeforeEach
    void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, Doors.TOKEN);
    }

    private void hides(String text) {
        assertFalse(browser.page().contains(text), "there: " + text + "\n" + browser.page());
    }

    @Test
    void theOnlyDirectoryLeadsToConnectingAnother() throws Exception {
        browser.get("/console/directories");
        browser.shows("badge good", "ready", "can be changed here", "2 entries on the list", "Connect a company directory", "docs/directories.md",
                "org.sallyport.core.cfg");
        hides("asked in this order");
        directories.is("corp", State.READY, "", false);
        browser.get("/console/directories");
        browser.shows("asked in this order", "OpenLDAP at ldaps://ldap.example.org", "changed in the directory itself");
        hides("Connect a company directory");
    }

    @Test
    void aTestOfTheConnectionSaysWhatItFound() throws Exception {
        directories.is("corp", State.AWAY, "realm 'corp': ldap.example.org refused the connection", false);
        browser.get("/console/directories");
        browser.shows("badge bad", "away", "ldap.example.org refused the connection", "temporarily unavailable");
        browser.submit("/console/directories/test", "realm", "corp");
        assertEquals(200, browser.status());
        browser.shows("Reached corp.", "The certificate ends soon.", "&lt;b&gt;No&lt;/b&gt; users found.", "What the test found");
        browser.submit("/console/directories/test", "realm", "nowhere");
        assertEquals(404, browser.status());
    }

    @Test
    void anotherDirectoryIsConfirmedAfterItsConsequencesWereRead() throws Exception {
        directories.is("corp", State.DIFFERENT, "realm 'corp' has another directory than before", false);
        browser.get("/console/directories");
        browser.shows("a different directory", "/console/directories/confirm?realm=corp");
        browser.get("/console/directories/confirm?realm=corp");
        browser.shows("old-corp", "new-corp", "2 entries of the list", "same people");
        assertEquals(List.of(), directories.done);
        browser.submit("/console/directories/confirm");
        assertEquals(303, browser.status());
        browser.follow();
        browser.shows("The directory is confirmed.");
        assertEquals(List.of("ada confirms corp new-corp"), directories.done);
        browser.get("/console/directories/confirm?realm=corp");
        assertEquals(303, browser.status());
    }

    @Test
    void yetAnotherDirectoryIsAskedAboutAgain() throws Exception {
        directories.is("corp", State.DIFFERENT, "another", false);
        browser.get("/console/directories/confirm?realm=corp");
        directories.realms.computeIfPresent("corp", (name, old) -> new RealmView(name, State.DIFFERENT, "", "another",
                Optional.of("third"), old.known(), false, 2));
        browser.submit("/console/directories/confirm");
        assertEquals(409, browser.status());
        browser.shows("Yet another directory", "third");
        assertEquals(List.of(), directories.done);
    }

    @Test
    void theEntriesOfARealmThatIsGoneGoTogetherByName() throws Exception {
        directories.is("old", State.GONE, "", false);
        administration.list.add(gone);
        administration.list.add(Town.ADA.id());
        browser.get("/console/directories");
        browser.shows("not configured any more", "keeps protecting", "/console/directories/unlist?realm=old");
        browser.get("/console/directories/unlist?realm=old");
        browser.shows("was here");
        hides("Grace Hopper");
        hides(Town.id(Town.ADA));
        browser.submit("/console/members/remove");
        assertEquals(List.of("remove [" + gone + "]"), administration.done);
        assertEquals(Set.of(Town.ADA.id()), administration.list);
        browser.get("/console/directories/unlist?realm=local");
        assertEquals(404, browser.status());
    }

    @Test
    void whoIsLeftBehindIsDiscardedByName() throws Exception {
        browser.get("/console/directories/left");
        browser.shows("Nobody is left behind");
        directories.left.add(new Ownerless(gone, "<i>eve</i>", Town.NOW, Optional.empty()));
        directories.left.add(new Ownerless(PrincipalId.user("old", "e8"), "", Town.NOW, Optional.of(Town.NOW)));
        browser.get("/console/directories/left");
        browser.shows("&lt;i&gt;eve&lt;/i&gt;", "e7 · old", "e8", "Never");
        browser.submit("/console/directories/left", "do", "discard");
        assertEquals(422, browser.status());
        browser.submit("/console/directories/left", "do", "discard", "id", gone.toString());
        browser.shows("Discard the second factor of 1 person?", "eve", "old", "cannot be undone");
        assertEquals(List.of(), directories.done);
        browser.submit("/console/directories/left/discard");
        browser.follow();
        browser.shows("The second factor of 1 person was discarded.");
        assertEquals(List.of("discard [" + gone + "]"), directories.done);
    }

    @Test
    void nothingIsDiscardedWhileNobodyCanSay() throws Exception {
        directories.left.add(new Ownerless(gone, "eve", Town.NOW, Optional.empty()));
        browser.get("/console/directories/left");
        browser.submit("/console/directories/left", "do", "discard", "id", gone.toString());
        directories.away = true;
        browser.submit("/console/directories/left/discard");
        assertEquals(503, browser.status());
        browser.shows("Nothing was discarded.");
    }

    @Test
    void theRealmIsNamedWhereThereAreSeveralOnly() throws Exception {
        for (String path : List.of("/console/members/add", "/console/reset", "/console/settings", "/console/accounts")) {
            browser.get(path);
            hides(" · local");
        }
        directories.is("corp", State.READY, "", false);
        for (String path : List.of("/console/members/add", "/console/reset", "/console/settings", "/console/accounts")) {
            browser.get(path);
            browser.shows(" · local");
        }
        browser.get("/console/log");
        browser.shows(">local</span>");
        browser.get("/console/reset/confirm?id=" + Town.id(Town.ADA));
        browser.shows("ada · local");
    }

    @Test
    void aRealmThatIsAwayIsNamedAndTheOthersAreShown() throws Exception {
        administration.away = List.of("corp");
        administration.list.add(Town.ADA.id());
        browser.get("/console/members/add");
        browser.shows("Ada Lovelace", "The directory of realm corp is away");
        browser.get("/console/reset");
        browser.shows("Grace Hopper", "The directory of realm corp is away");
        hides("reset-all");
        browser.get("/console/");
        browser.shows("The directory of realm corp is away");
        town.away = true;
        browser.get("/console/members/remove?id=" + Town.id(Town.ADA));
        assertEquals(200, browser.status());
    }

    @Test
    void aListThatNamesARealmThatIsGoneIsToldOnTheFirstPage() throws Exception {
        administration.list.add(gone);
        administration.gone = Set.of("old");
        administration.enabled = true;
        browser.get("/console/");
        browser.shows("The list names the realm old", "nobody whom no other entry covers");
    }

    @Test
    void peopleAreToldApartByTheirRealm() {
        People several = new People(() -> true);
        assertEquals("ada · local", several.detail(Town.ADA));
        assertEquals("local", several.detail(new Principal(Town.ADA.id(), "ada", "ada", false)));
        assertEquals("ada", new People(() -> false).detail(Town.ADA));
    }
}
