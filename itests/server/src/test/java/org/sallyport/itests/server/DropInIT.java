package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A directory that somebody else wrote: laid into a running Sallyport, selected, used, and taken away again. */
class DropInIT {

    private static final Path EXAMPLES = Path.of(System.getProperty("sallyport.examples"));
    private static final Path EXAMPLE = EXAMPLES.resolve("org.example.directory.csv");
    private static final String CONFIGURATION = "org.example.directory.csv-people.cfg";
    private static final Person ALICE = new Person("alice", "nine slow rivers bend");
    private static final String PEOPLE = """
            group;Travellers;People on the road;;
            user;alice;Alice Archer;$2y$06$taE1qccT3dtgpjBNuPL0x.EcA/ExHAZAs7DsDio06bqXfAqQa9lq6;Travellers
            """;

    static void lay(Path source, Path folder) throws IOException {
        // As a whole or not at all: who watches the folder must not meet half a jar.
        Path beside = Files.copy(source, folder.resolveSibling("being-copied"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, folder.resolve(source.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** As the launcher makes it: nobody else may write there. */
    static Path bundles(Home home) throws IOException {
        Path bundles = Files.createDirectories(home.path().resolve("bundles"));
        return Files.setPosixFilePermissions(bundles, PosixFilePermissions.fromString("rwx------"));
    }

    private static void layBundle(Home home) throws IOException {
        lay(EXAMPLE.resolve("target/org.example.directory.csv-1.0.0.jar"), bundles(home));
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    private static boolean isFound(Administrator administrator) {
        return administrator.browser().get("/console/members/add?q=alice").text().contains("Alice Archer");
    }

    @Test
    void signsInTheUsersOfABundleThatWasLaidIntoItWhileItRan() throws Exception {
        Home home = Home.fresh("drop-in");
        try (Server server = Server.start(home, "--demo")) {
            Administrator administrator = Administrator.enrol(server, server.people().get("ada"));
            assertEquals(401, ALICE.givePassword(new Browser(server)).status(), "nobody knows her yet");

            Files.writeString(home.path().resolve("conf/people.csv"), PEOPLE);
            lay(EXAMPLE.resolve("src/main/conf").resolve(CONFIGURATION), home.path().resolve("conf"));
            layBundle(home);
            home.configure("org.sallyport.core.cfg", "realms", "local, csv");
            // Looked for in the console: sign-ins that fail would be throttled.
            await("found by the new directory", () -> isFound(administrator));
            assertEquals("/", ALICE.givePassword(new Browser(server)).location());

            administrator.protectAll(List.of("csv:group:Travellers"));
            administrator.switchTwoFactor(true);
            ALICE.enrol(new Browser(server));
            Browser signedIn = new Browser(server);
            assertEquals("/", ALICE.signIn(signedIn).location());
            assertTrue(signedIn.get("/").text().contains("Alice Archer"));

            Files.delete(home.path().resolve("bundles/org.example.directory.csv-1.0.0.jar"));
            await("unavailable, not unknown", () -> ALICE.givePassword(new Browser(server)).status() == 503);
            assertEquals(503, signedIn.get("/").status());
            assertTrue(new Browser(server).get("/health").body().contains("realm 'csv'"), "and says which");

            layBundle(home);
            await("back again", () -> isFound(administrator));
            assertEquals("/", ALICE.signIn(new Browser(server)).location(), "with the same phone as before");
            server.stop();
        }
        try (Server server = Server.start(home, "--demo")) {
            await("there after a start", () -> "/signin/code".equals(ALICE.givePassword(new Browser(server)).location()));
            assertEquals("/", ALICE.signIn(new Browser(server)).location());
        }
    }

    @Test
    void runsOnAStoreThatSomebodyElseWrote() throws Exception {
        Home home = Home.fresh("drop-in-store");
        Path store = EXAMPLES.resolve("org.example.store.memory");
        lay(store.resolve("target/org.example.store.memory-1.0.0.jar"), bundles(home));
        home.configure("org.sallyport.core.cfg", "store.target", "(sallyport.name=forgetful)");
        home.configure("org.sallyport.directory.local-local.cfg", "store.target", "(sallyport.name=forgetful)");
        lay(store.resolve("src/main/conf/org.example.store.memory-forgetful.cfg"), home.path().resolve("conf"));
        try (Server server = Server.start(home, "--demo")) {
            assertEquals("/", server.people().get("alan").givePassword(new Browser(server)).location());
            server.stop();
        }
    }

    @Test
    void refusesAValueThatABundleOfOnesOwnDoesNotUnderstand() throws Exception {
        Home home = Home.fresh("drop-in-refused");
        layBundle(home);
        home.configure(CONFIGURATION, "sallyport.realm", "csv");
        home.configure(CONFIGURATION, "flie", "people.csv");
        Sallyport.Ended ended = Sallyport.run("run", "--home", home.path().toString(), "--port", "0");
        assertEquals(2, ended.code());
        assertEquals("sallyport: conf/" + CONFIGURATION + ": key 'flie' is unknown; allowed: file, sallyport.realm",
                String.join("\n", ended.err()));
    }
}
