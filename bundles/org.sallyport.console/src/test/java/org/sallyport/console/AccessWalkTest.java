package org.sallyport.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

/** Doors, gates and applications as an administrator meets them. */
class AccessWalkTest {

    private final Town town = new Town();
    private final FakeAccess access = new FakeAccess();
    private final FakeAdministration administration = new FakeAdministration(town);
    private final Browser browser = new Browser(new ConsoleServlet().with(new Doors(), administration,
            new FakeDirectories(town), new FakeAccounts(town), null, null).with(access));

    @BeforeEach
    void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, Doors.TOKEN);
    }

    private void wiki() {
        access.applications.put("a1", new Application("a1", Application.Kind.WEB, "Wiki", "", URI.create("https://wiki.example/"),
                Set.of(Town.GRACE.id()), Optional.of(Duration.ofMinutes(15)), Optional.empty(), 7));
    }

    @Test
    void everyDoorSaysWhatItAsks() throws Exception {
        browser.get("/console/doors");
        browser.shows("id=\"door-portal\"", "Both factors", "Remote Desktop", "A ticket from the portal", "Never");
        assertFalse(browser.page().contains("One factor only"));
    }

    @Test
    void openingADoorAsksFirstAndIsRed() throws Exception {
        browser.get("/console/doors").submit("/console/doors/rule", "rule", "ALLOW");
        browser.shows("Open Remote Desktop to everybody?", "with their password alone");
        assertEquals(List.of(), access.done);
        browser.submit("/console/doors/rule");
        browser.follows("The rule is saved.");
        browser.shows("One factor only", "A door is open on one factor");
        assertEquals(List.of("rdp ALLOW"), access.done);
        administration.enabled = true;
        browser.get("/console/");
        browser.shows("Open on one factor, also to people who need two: Remote Desktop.");
        browser.get("/console/doors/remove?channel=rdp");
        browser.shows("Take back the rule of Remote Desktop?");
        browser.submit("/console/doors/remove");
        browser.follows("The rule is saved.");
    }

    @Test
    void aRuleThatSomebodyElseChangedIsShownAgain() throws Exception {
        browser.get("/console/doors");
        access.outdated = true;
        browser.submit("/console/doors/rule", "rule", "TICKET_ONLY");
        assertEquals(409, browser.status());
        browser.shows("Somebody else changed this meanwhile");
    }

    @Test
    void aDoorIsTried() throws Exception {
        browser.get("/console/doors").submit("/console/doors/test", "door", "rdp");
        browser.shows("&lt;b&gt;Let in.&lt;/b&gt;", "Asked for a code.");
        browser.get("/console/doors").submit("/console/doors/test", "door", "cellar");
        assertEquals(404, browser.status());
    }

    @Test
    void aChannelIsAddedClosedAndRemoved() throws Exception {
        browser.get("/console/doors").submit("/console/doors/add", "channel", "vpn", "rule", "ALLOW");
        assertEquals(422, browser.status());
        browser.shows("then open it", "value=\"vpn\"");
        browser.get("/console/doors").submit("/console/doors/add", "channel", "vpn", "rule", "TICKET_ONLY");
        browser.follows("The channel is added.");
        assertEquals(Channel.Rule.TICKET_ONLY, access.channels.get("vpn").rule());
        access.wrong = "name";
        browser.get("/console/doors").submit("/console/doors/add", "channel", "portal", "rule", "TICKET_ONLY");
        assertEquals(422, browser.status());
        browser.shows("not the name of another door");
        browser.get("/console/doors/remove?channel=vpn");
        browser.shows("Remove the channel vpn?");
        browser.submit("/console/doors/remove");
        browser.follows("The channel is removed.");
    }

    @Test
    void aGatesKeyIsShownOnceWithTheWayToPutItInPlace() throws Exception {
        browser.get("/console/doors/gates");
        browser.shows("No gates yet");
        browser.get("/console/doors/gates/new").submit("/console/doors/gates/new", "name", "desk-7", "channels", "rdp");
        browser.shows("The key of desk-7", FakeAccess.KEY, "sudo install -D -m 600 /dev/stdin /etc/sallyport/gate.key");
        assertEquals(Set.of("rdp"), access.gates.get("g1").channels());
        browser.get("/console/doors/gates");
        browser.shows("desk-7", "Remote Desktop");
        assertFalse(browser.page().contains(FakeAccess.KEY));
        browser.get("/console/doors/gates/remove?gate=g1");
        browser.shows("Remove the gate desk-7?");
        browser.submit("/console/doors/gates/remove");
        browser.follows("The gate is removed.");
        access.wrong = "channels";
        browser.get("/console/doors/gates/new").submit("/console/doors/gates/new", "name", "desk-7");
        assertEquals(422, browser.status());
        browser.shows("Choose at least one.");
    }

    @Test
    void anApplicationForChosenPeopleIsNeverForEverybodyInBetween() throws Exception {
        browser.get("/console/applications");
        browser.shows("No applications yet");
        browser.get("/console/applications/new?kind=web").submit("/console/applications/new", "name", "Wiki", "address", "wiki.example/",
                "for", "chosen");
        assertEquals(Set.of(Town.ADA.id()), access.applications.get("a1").audience());
        assertEquals(URI.create("https://wiki.example/"), access.applications.get("a1").address());
        browser.follow();
        browser.shows("Select users and groups who may see and use it.", "Ada Lovelace");
        browser.submit("/console/applications/audience", "id", Town.id(Town.NIGHT), "do", "add");
        browser.follows("It is now for: Night shift.");
        assertEquals(Set.of(Town.ADA.id(), Town.NIGHT.id()), access.applications.get("a1").audience());
        browser.get("/console/applications");
        browser.shows("Wiki", "Web application", "Night shift and Ada Lovelace");
    }

    @Test
    void anApplicationIsChangedAndRemovedByName() throws Exception {
        wiki();
        browser.get("/console/applications/application?application=a1");
        browser.shows("value=\"Wiki\"", "value=\"https://wiki.example/\"", "value=\"15\"", "Grace Hopper");
        browser.submit("/console/applications/application", "name", "Handbook", "address", "https://wiki.example/",
                "stepUp", "");
        browser.follows("The application is saved.");
        assertEquals(Optional.empty(), access.applications.get("a1").stepUp());
        assertEquals(Set.of(Town.GRACE.id()), access.applications.get("a1").audience());
        access.outdated = true;
        browser.submit("/console/applications/application", "name", "Again", "address", "https://wiki.example/");
        assertEquals(409, browser.status());
        browser.get("/console/applications/remove?application=a1");
        browser.shows("Remove Handbook?");
        browser.submit("/console/applications/remove");
        browser.follows("The application is removed.");
        assertEquals(404, browser.get("/console/applications/application?application=a1").status());
    }

    @Test
    void whatIsWrongIsSaidBesideTheField() throws Exception {
        for (String typed : new String[] {"0", "1441", "x"}) {
            browser.get("/console/applications/new?kind=web").submit("/console/applications/new", "name", "Wiki", "address",
                    "https://wiki.example", "stepUp", typed);
            assertEquals(422, browser.status(), typed);
            browser.shows("1 to 1,440 minutes", "value=\"Wiki\"");
        }
        browser.get("/console/applications/new?kind=web").submit("/console/applications/new", "name", "Wiki", "address", "https://wiki example");
        browser.shows("without a query");
        access.wrong = "gate";
        browser.get("/console/applications/new?kind=desktop");
        browser.shows("A remote desktop needs a gate");
        browser.submit("/console/applications/new", "name", "Desk", "address", "desk:3390");
        assertEquals(422, browser.status());
        browser.shows("Choose a gate");
    }

    @Test
    void takingTheLastOneAwaySaysThatItOpensToEverybody() throws Exception {
        wiki();
        browser.get("/console/applications/audience/remove?application=a1&id=" + Words.encoded(Town.id(Town.GRACE)));
        browser.shows("Open Wiki to everybody?", "the only entry");
        browser.submit("/console/applications/audience/remove");
        browser.follows("Everybody who may sign in");
    }
}
