package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sallyport.itests.directories.OpenLdapTown;
import org.sallyport.itests.directories.Slapd;

/** The link that the first start prints, where people are in a company's directory: alone, and beside the embedded one. */
class FirstAdministratorIT {

    private static final String PASSWORD = "four quiet horses graze";
    private static final Person ALICE = new Person("alice", PASSWORD);
    private static final Person BOB = new Person("bob", PASSWORD);

    private static Slapd slapd;
    private static OpenLdapTown town;

    @BeforeAll
    static void found() throws Exception {
        slapd = new Slapd().start();
        town = new OpenLdapTown(slapd);
        town.addUser("alice", "Alice Archer", PASSWORD);
        town.addUser("bob", "Bob Baker", PASSWORD);
    }

    @AfterAll
    static void leave() {
        town.close();
        slapd.close();
    }

    private static Home home(String name, String realms) throws IOException {
        Home home = Home.fresh(name);
        home.configure("org.sallyport.core.cfg", "realms", realms);
        Files.write(home.path().resolve("conf/org.sallyport.directory.ldap-corp.cfg"), town.configuration());
        return home;
    }

    /** Enters the console for the first time, and sees there that each realm is ready. */
    private static void enterConsole(Server server, Person person, String... realms) {
        Browser browser = Administrator.enrol(server, person).browser();
        Page directories = browser.get("/console/directories");
        for (String realm : realms) {
            assertTrue(directories.html().select("#realm-" + realm + " .badge").text().contains("ready"), directories::text);
        }
    }

    @Test
    void makesSomebodyOfTheCompanyAdministratorWhereThereIsNoOtherRealm() throws Exception {
        Home home = home("first-of-company", "corp");
        try (Server server = Server.start(home)) {
            String link = server.setupPath().orElseThrow();
            Browser browser = new Browser(server);
            Page form = browser.get(link);
            assertTrue(form.html().select("[name=displayName]").isEmpty(), "nobody can be created in this directory");
            assertEquals(401, browser.submit(form, link, Map.of("username", "alice", "password", "wrong")).status());
            Map<String, String> right = Map.of("username", "alice", "password", PASSWORD);
            slapd.stop();
            try {
                assertEquals(503, browser.submit(form, link, right).status(), "and the link stays good");
            } finally {
                slapd.start();
            }
            assertEquals("/setup/done", browser.submit(form, link, right).location());

            assertEquals(404, browser.get(link).status(), "the link is used up");
            assertEquals(404, browser.submit(form, link, Map.of("username", "bob", "password", PASSWORD)).status(), "the form, too");
            enterConsole(server, ALICE, "corp");
            Browser bobs = new Browser(server);
            assertEquals("/", BOB.givePassword(bobs).location());
            assertEquals(403, bobs.get("/console/").status());
            server.stop();
        }
        try (Server server = Server.start(home)) {
            assertTrue(server.setupPath().isEmpty(), "there is one now");
        }
    }

    @Test
    void createsTheAdministratorInTheEmbeddedDirectoryWhereItStandsBesideTheCompanys() throws Exception {
        try (Server server = Server.start(home("first-beside-company", "local, corp"))) {
            String link = server.setupPath().orElseThrow();
            Browser browser = new Browser(server);
            Page created = browser.submit(browser.get(link), link,
                    Map.of("username", "root", "displayName", "", "password", PASSWORD, "repeated", PASSWORD));
            assertEquals("/setup/done", created.location(), created::text);
            enterConsole(server, new Person("root", PASSWORD), "local", "corp");
            Browser alices = new Browser(server);
            assertEquals("/", ALICE.givePassword(alices).location());
            assertEquals(403, alices.get("/console/").status(), "who is in the company is no administrator for that");
        }
    }
}
