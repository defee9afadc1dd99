package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.sallyport.itests.directories.OpenLdapTown;
import org.sallyport.itests.directories.Slapd;

/** What a shell says of people whose directory is away, and of those whom it knows no longer. */
class LeftBehindIT {

    private static final Home HOME = Home.fresh("left-behind");
    private static final String PASSWORD = "four quiet horses graze";

    private static Sallyport.Ended run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", HOME.path().toString()));
        return Sallyport.run(all.toArray(String[]::new));
    }

    private static JsonNode json(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        Sallyport.Ended ended = run(all.toArray(String[]::new));
        assertEquals(0, ended.code(), ended::toString);
        return Api.read(String.join("\n", ended.out()));
    }

    @Test
    void isListedAndDiscardedOnceTheDirectorySaysSo() throws Exception {
        HOME.configure("org.sallyport.core.cfg", "realms", "local, corp");
        try (Slapd slapd = new Slapd().start(); OpenLdapTown town = new OpenLdapTown(slapd)) {
            town.addUser("bob", "Bob Baker", PASSWORD);
            Files.write(HOME.path().resolve("conf/org.sallyport.directory.ldap-corp.cfg"), town.configuration());
            try (Server server = Server.start(HOME)) {
                assertEquals(0, run("members", "add", "--user", "corp\\bob").code());
                assertEquals(0, run("enable").code());
                enrol(new Browser(server), new Person("bob", PASSWORD));
                assertEquals(0, json("left-behind", "list").get("items").size());

                slapd.stop();
                Sallyport.Ended away = run("why", "bob");
                assertEquals(3, away.code(), away::toString);
                assertTrue(away.err().toString().contains("corp"), away::toString);
                assertEquals(0, json("left-behind", "list").get("items").size(), "nobody is gone because their directory is away");
                slapd.start();

                town.removeUser("bob");
                // A directory that was away is not asked again at once.
                Awaitility.await().atMost(Patience.LIMIT).until(() -> json("left-behind", "list").findValuesAsText("name"),
                        List.of("bob")::equals);
                assertEquals(2, run("left-behind", "discard").code());
                assertEquals(1, json("left-behind", "discard", "--all").get("people").asInt());
                assertEquals(0, json("left-behind", "list").get("items").size());
            }
        }
    }

    private static void enrol(Browser browser, Person person) {
        Page activation = browser.get(person.givePassword(browser).location());
        person.scan(activation);
        assertEquals("/", browser.submit(activation, "/signin/enrol", Map.of("code", person.currentCode())).location());
    }
}
