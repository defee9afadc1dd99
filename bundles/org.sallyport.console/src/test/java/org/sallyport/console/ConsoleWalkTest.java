package org.sallyport.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.licence.Licence;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

/** What an administrator does, over services that remember. */
class ConsoleWalkTest {

    private final Town town = new Town();
    private final FakeAdministration administration = new FakeAdministration(town);
    private final FakeAccounts accounts = new FakeAccounts(town);
    private AuditQuery asked;
    private final Browser browser = new Browser(new ConsoleServlet().with(new Doors(), administration, new FakeDirectories(town), accounts, this::search,
            () -> new Licence(true, "Apache-2.0", Licence.Kind.OPEN_SOURCE)).with(new FakeAccess()));

    private Page<AuditEvent> search(AuditQuery query) {
        asked = query;
        AuditEvent reset = new AuditEvent(2, Town.NOW, Action.RESET, Outcome.SUCCEEDED, "", Optional.of(Town.ADA.id()), "ada",
                Optional.of(Town.GRACE.id()), "grace", "192.0.2.7", "console");
        return new Page<>(List.of(reset), Optional.of("next one"), Count.exactly(2));
    }

    @BeforeEach
    void signedIn() {
        browser.cookies().put(SessionCookies.SESSION, Doors.TOKEN);
    }

    @Test
    void theSwitchAsksFirstAndSaysWhomItMeets() throws Exception {
        browser.get("/console/");
        browser.shows("toggle off", "<strong>disabled</strong>", "Open source · Apache-2.0", "valid", "applies to nobody yet");
        browser.get("/console/switch?to=on");
        browser.shows("12 people will need a code", "5 of them are not enrolled", "3 open sessions");
        assertEquals(List.of(), administration.done);
        browser.submit("/console/switch");
        browser.follows("toggle on");
        browser.shows("Two-factor is enabled.");
        browser.get("/console/switch?to=off");
        browser.shows("Enrolments and the list are kept", "Administrators still need their code");
    }

    @Test
    void aSwitchThatSomebodyElseMovedIsShownAgain() throws Exception {
        browser.get("/console/switch?to=on");
        administration.revision++;
        browser.submit("/console/switch");
        assertEquals(409, browser.status());
        browser.shows("Somebody else changed two-factor", "12 people will need a code");
        browser.submit("/console/switch");
        assertEquals(List.of("ada switches true"), administration.done);
    }

    @Test
    void membersAreAddedAndRemovedByName() throws Exception {
        browser.get("/console/members");
        browser.shows("Nobody is on the list yet", "href=\"/console/members/add\"");
        browser.get("/console/members/add");
        browser.shows("Ada Lovelace", "Night shift", "&lt;b&gt;Mallory&lt;/b&gt;");
        browser.submit("/console/members/add", "id", Town.id(Town.GRACE), "id", Town.id(Town.NIGHT), "do", "add");
        browser.follows("Added to the list: Grace Hopper and Night shift.");
        browser.shows("12 people", "5 enrolled", "/console/members/group?id=local%3Agroup%3A9");
        browser.get("/console/members/add");
        browser.shows("on the list", "value=\"local:user:2\" disabled");
        browser.get("/console/members").submit("/console/members", "id", Town.id(Town.GRACE), "do", "remove");
        browser.shows("Remove Grace Hopper (grace) from the list?", "kept for when you add them again");
        browser.submit("/console/members/remove");
        browser.follows("Removed from the list: Grace Hopper.");
    }

    @Test
    void whatIsTickedSurvivesSearchingAndPagingWithoutAScript() throws Exception {
        town.pageSize = 2;
        browser.get("/console/members/add").submit("/console/members/add", "id", Town.id(Town.ADA), "page", "3:2");
        browser.shows("Mallory", "3–4 of 4", "<ul class=\"choices\" data-kept aria-label=\"Also selected\"><li>", "value=\"local:user:1\" checked");
        browser.submit("/console/members/add", "id", Town.id(Town.ADA), "q", "grace", "do", "search");
        browser.shows("1–1 of 1", "value=\"local:user:1\" checked", "value=\"grace\"");
        browser.submit("/console/members/add", "q", "nobody at all", "do", "search");
        browser.shows("Nobody matches “nobody at all”");
    }

    @Test
    void anEmptySelectionAndOneThatIsGoneAreSaid() throws Exception {
        assertEquals(422, browser.get("/console/members/add").submit("/console/members/add", "do", "add").status());
        browser.shows("Select at least one name first.");
        assertEquals(422, browser.submit("/console/members/add", "id", "local:user:77", "do", "add").status());
        browser.shows("no longer in the directory");
        assertEquals(400, browser.submit("/console/members/add", "id", "nonsense", "do", "add").status());
        administration.list.add(PrincipalId.user("local", "77"));
        browser.get("/console/members");
        browser.shows("was here", "no longer in the directory");
        browser.get("/console/members/remove?id=local%3Auser%3A77");
        browser.shows("Remove was here from the list?");
        assertEquals(List.of(), administration.done);
    }

    @Test
    void aGroupShowsItsPeople() throws Exception {
        administration.standings.put(Town.GRACE.id(), Town.ENROLLED);
        browser.get("/console/members/group?id=local%3Agroup%3A9");
        browser.shows("3 people", "Grace Hopper", "enrolled since");
        assertEquals(404, browser.get("/console/members/group?id=local%3Auser%3A1").status());
    }

    @Test
    void peopleAreResetAndUnlocked() throws Exception {
        administration.standings.put(Town.GRACE.id(), Town.LOCKED);
        browser.get("/console/reset");
        browser.shows("locked", "waiting until", "100 wrong codes", "/console/reset/unlock?id=local%3Auser%3A2", "Reset all 3 people…");
        browser.submit("/console/reset", "id", Town.id(Town.GRACE), "do", "reset");
        browser.shows("Reset Grace Hopper (grace)?", "The next sign-in shows a new QR code.");
        browser.submit("/console/reset/confirm");
        browser.follows("Reset: Grace Hopper.");
        browser.get("/console/reset/unlock?id=local%3Auser%3A2").submit("/console/reset/unlock");
        browser.follows("Unlocked: Grace Hopper.");
        assertEquals(List.of("reset [local:user:2]", "unlock [local:user:2]"), administration.done);
    }

    @Test
    void allWhoMatchAreResetUnlessTheyChangeMeanwhile() throws Exception {
        browser.get("/console/reset").submit("/console/reset", "q", "a", "do", "reset-all");
        browser.shows("Reset 3 people?", "Ada Lovelace", "Grace Hopper");
        town.all.remove(Town.EVIL.id());
        browser.submit("/console/reset/confirm");
        assertEquals(409, browser.status());
        browser.shows("have changed meanwhile", "Reset 2 people?");
        browser.submit("/console/reset/confirm");
        assertEquals(List.of("reset [local:user:1, local:user:2]"), administration.done);
    }

    @Test
    void accountsAreHiddenWhereNothingCanBeEdited() throws Exception {
        accounts.realms = List.of();
        assertFalse(browser.get("/console/").page().contains("/console/accounts"));
        assertEquals(404, browser.get("/console/accounts").status());
        assertEquals(404, browser.get("/console/accounts/new-user").status());
        assertEquals(404, browser.get("/console/accounts/account?account=local%3Auser%3A2").status());
    }

    @Test
    void aUserIsCreatedOnceEverythingIsRight() throws Exception {
        browser.get("/console/accounts/new-user");
        browser.shows("At least 15 characters");
        browser.submit("/console/accounts/new-user", "login", "grace", "displayName", "Other Grace", "password", "correct horse battery",
                "again", "correct horse battery");
        assertEquals(422, browser.status());
        browser.shows("This name is taken.", "value=\"Other Grace\"", "aria-invalid=\"true\"");
        assertFalse(browser.page().contains("correct horse"));
        browser.submit("/console/accounts/new-user", "login", "mary", "password", "short", "again", "short");
        browser.shows("too short: at least 15 characters");
        browser.submit("/console/accounts/new-user", "login", "mary", "password", "correct horse battery", "again", "other");
        browser.shows("The two passwords are not the same.");
        browser.submit("/console/accounts/new-user", "login", "mary", "password", "correct horse battery", "again",
                "correct horse battery");
        browser.follows("Created: mary.");
        assertEquals(List.of("create user mary mary"), accounts.done);
    }

    @Test
    void anAccountIsChangedAndDeleted() throws Exception {
        String grace = "/console/accounts/account?account=local%3Auser%3A2";
        browser.get(grace).submit("/console/accounts/rename", "login", "grace.h", "displayName", "Grace B. Hopper");
        browser.follows("Saved: Grace B. Hopper.");
        browser.submit("/console/accounts/password", "password", "correct horse battery", "again", "correct horse battery");
        browser.follows("has a new password");
        browser.submit("/console/accounts/access", "to", "disabled");
        browser.follows("This person cannot sign in.");
        browser.submit("/console/accounts/leave");
        browser.follows("No longer in: Night shift.");
        browser.get("/console/accounts/groups?account=local%3Auser%3A2");
        browser.shows("already in it");
        browser.get("/console/accounts/delete?account=local%3Auser%3A2");
        browser.shows("Delete Grace B. Hopper (grace.h)?", "The second factor is discarded.", "2 open sessions end.", "cannot be undone");
        browser.submit("/console/accounts/delete");
        browser.follows("The user was deleted.");
        assertEquals(List.of("rename local:user:2 grace.h Grace B. Hopper", "password local:user:2", "disabled local:user:2 true",
                "local:user:2 leaves local:group:9", "delete local:user:2"), accounts.done);
    }

    @Test
    void refusalsAreSentences() throws Exception {
        browser.get("/console/accounts/account?account=local%3Auser%3A1").submit("/console/accounts/leave");
        assertEquals(422, browser.status());
        browser.shows("You cannot end the membership that makes you an administrator.");
        assertFalse(browser.page().contains("action=\"/console/accounts/access\""), "nobody disables themselves");
        browser.get("/console/accounts/members?account=local%3Agroup%3A9")
                .submit("/console/accounts/members", "id", Town.id(Town.ADA), "id", Town.id(Town.NIGHT), "do", "add");
        assertEquals(422, browser.status());
        browser.shows("Night shift: A group cannot contain itself");
        browser.submit("/console/accounts/members", "id", Town.id(Town.ADA), "do", "add");
        browser.follows("Added to this group: Ada Lovelace.");
    }

    @Test
    void theLogIsSearchedFilteredAndPaged() throws Exception {
        browser.get("/console/log?q=grace&show=changes&cursor=c1&from=51");
        browser.shows("Reset grace", "ada", "192.0.2.7", "Console", "51–51 of 2", "cursor&#x3D;next+one");
        assertEquals(new AuditQuery("grace", Optional.of(false), Optional.empty(), Optional.of("c1"), 50), asked);
    }

    @Test
    void settingsAreCheckedAndSaved() throws Exception {
        browser.get("/console/settings");
        browser.shows("Name in the authenticator app", "Night shift");
        assertFalse(browser.page().contains("Microsoft Authenticator"));
        browser.submit("/console/settings", "administrators.code", "true", "totp.digits", "9");
        assertEquals(422, browser.status());
        browser.shows("This must be a whole number from 1 to 64.", "value=\"9\"", "Microsoft Authenticator");
        browser.submit("/console/settings", "administrators.code", "true", "totp.digits", "8");
        browser.follows("The settings are saved.");
        browser.shows("Microsoft Authenticator");
        assertEquals(List.of("settings " + Map.of("totp.digits", "8")), administration.done);
    }

    @Test
    void administratorsAreAppointedAndDismissed() throws Exception {
        browser.get("/console/settings/administrators");
        browser.shows("value=\"local:group:9\" disabled");
        browser.submit("/console/settings/administrators", "id", Town.id(Town.ADA), "do", "add");
        browser.follows("Now administrators: Ada Lovelace.");
        browser.get("/console/settings/administrators/remove?id=local%3Agroup%3A9").submit("/console/settings/administrators/remove");
        browser.follows("No longer among the administrators: Night shift.");
        browser.get("/console/settings/administrators/remove?id=local%3Auser%3A1").submit("/console/settings/administrators/remove");
        assertEquals(422, browser.status());
        browser.shows("You must stay among the administrators yourself.");
    }
}
