package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Keys that are lost, changed or open to others, and a database that is damaged: closed, with the reason, and nothing lost. */
class SecretsIT {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private Home home;
    private Server server;
    private Map<String, Person> people;

    @BeforeEach
    void start(TestInfo test) {
        home = Home.fresh("secrets-" + test.getTestMethod().orElseThrow().getName());
        server = Server.start(home, "--demo");
        people = server.people();
        Administrator administrator = Administrator.enrol(server, people.get("ada"));
        administrator.protect("alan", "betty");
        administrator.switchTwoFactor(true);
        people.get("alan").enrol(new Browser(server));
        people.get("betty").enrol(new Browser(server));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertOpen() {
        awaitHealth(200);
        for (String name : Set.of("alan", "betty")) {
            Page home2 = people.get(name).signIn(new Browser(server));
            assertEquals("/", home2.location(), home2::text);
        }
        assertEquals("/", people.get("grace").givePassword(new Browser(server)).location());
    }

    /** Nobody gets in, protected or not; people read a plain page, machines what is missing. */
    private void assertClosed(String reason) {
        Browser browser = new Browser(server);
        await("closed: " + reason).atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
            Page health = browser.get("/health");
            return health.status() == 503 && health.body().contains(reason);
        });
        Page closed = browser.get("/");
        assertEquals(503, closed.status());
        assertTrue(closed.text().contains("Nobody can sign in right now"), closed::text);
        assertFalse(closed.body().contains(home.path().toString()), "details are not for everybody");
        assertFalse(closed.body().contains("xception"), closed::body);
    }

    private void awaitHealth(int status) {
        Browser machine = new Browser(server);
        await("/health " + status).atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(50))
                .until(() -> machine.get("/health").status() == status);
    }

    private void replaceKeyFile(byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        Path draft = home.keyFile().resolveSibling("draft");
        Files.write(draft, content);
        Files.setPosixFilePermissions(draft, permissions);
        Files.move(draft, home.keyFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void anotherKeyFileClosesUntilTheRightOneIsBack() throws IOException {
        assertEquals(OWNER_ONLY, Files.getPosixFilePermissions(home.keyFile()));
        byte[] right = Files.readAllBytes(home.keyFile());
        byte[] key = new byte[32];
        new Random(1).nextBytes(key);
        String other = Base64.getEncoder().encodeToString(key);

        Browser before = new Browser(server);
        Page form = before.get("/");
        Browser signedIn = new Browser(server);
        people.get("alan").signIn(signedIn);
        assertEquals(200, signedIn.get("/").status());

        replaceKeyFile(("stranger = " + other + "\n").getBytes(), OWNER_ONLY);
        assertClosed(home.keyFile().toString());
        assertEquals(503, before.submit(form, "/signin", Map.of("username", "alan", "password", people.get("alan").password())).status());
        assertEquals(503, signedIn.get("/").status());
        home.awaitLogged(home.keyFile().toString());
        assertFalse(home.log().contains(other), "no key in the log");

        replaceKeyFile(right, OWNER_ONLY);
        assertOpen();
        assertEquals(200, signedIn.get("/").status(), "the session outlived it");
    }

    @Test
    void aKeyOfTheSameNameButOtherBytesClosesToo() throws IOException {
        byte[] right = Files.readAllBytes(home.keyFile());
        byte[] key = new byte[32];
        new Random(2).nextBytes(key);
        String same = new String(right).replaceAll("(?m)^(k-\\S+ = ).*$", "$1" + Base64.getEncoder().encodeToString(key));
        replaceKeyFile(same.getBytes(), OWNER_ONLY);
        assertClosed(home.keyFile().toString());
        replaceKeyFile(right, OWNER_ONLY);
        assertOpen();
    }

    @Test
    void aKeyFileThatIsGoneOrUnreadableClosesAndIsNotMadeAnew() throws IOException {
        byte[] right = Files.readAllBytes(home.keyFile());
        Files.delete(home.keyFile());
        assertClosed("vanished");
        assertFalse(Files.exists(home.keyFile()));
        replaceKeyFile("garbage\n".getBytes(), OWNER_ONLY);
        assertClosed(home.keyFile().toString());
        replaceKeyFile(new byte[0], OWNER_ONLY);
        assertClosed("empty");
        replaceKeyFile(right, OWNER_ONLY);
        assertOpen();
    }

    /** A start makes a key file where there is none; with the database of another that must not open a door. */
    @Test
    void aStartWithoutItsKeyFileStaysClosed() throws IOException {
        server.stop();
        byte[] right = Files.readAllBytes(home.keyFile());
        Files.delete(home.keyFile());
        server = Server.startClosed(home);
        assertClosed(home.keyFile().toString());
        replaceKeyFile(right, OWNER_ONLY);
        assertOpen();
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(home.keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
        assertClosed("open to others");
        home.awaitLogged("open to others");
        Files.setPosixFilePermissions(home.keyFile(), OWNER_ONLY);
        assertOpen();
    }

    @Test
    void aDamagedDatabaseClosesAndIsLeftAsItIs() throws IOException {
        server.stop();
        byte[] right = Files.readAllBytes(home.database());
        byte[] damaged = right.clone();
        byte[] noise = new byte[damaged.length - 100];
        new Random(3).nextBytes(noise);
        // The first hundred bytes stay: it still says that it is a database.
        System.arraycopy(noise, 0, damaged, 100, noise.length);
        for (byte[] content : new byte[][] {damaged, "no database at all\n".repeat(500).getBytes(), Arrays.copyOf(right, right.length / 2)}) {
            Files.write(home.database(), content);
            server = Server.startClosed(home);
            awaitHealth(503);
            Page closed = new Browser(server).get("/");
            assertEquals(503, closed.status());
            assertFalse(closed.body().contains("xception"), closed::body);
            server.stop();
            assertTrue(home.log().contains("sallyport.db"), "the log names the file");
            assertArrayEquals(content, Files.readAllBytes(home.database()), "it was not touched");
        }
        Files.write(home.database(), right);
        server = Server.start(home);
        assertOpen();
    }

    /** A folder that was not mounted, for example: an empty list would let everybody in on one factor. */
    @Test
    void aDatabaseThatIsGoneIsNotReplacedByAnEmptyOne() throws IOException {
        server.stop();
        Path aside = home.path().resolve("aside.db");
        Files.move(home.database(), aside);
        Sallyport.Ended refused = Sallyport.run("run", "--home", home.path().toString(), "--port", "0");
        assertEquals(1, refused.code(), refused::toString);
        assertTrue(refused.err().toString().contains("sallyport.db is gone"), refused::toString);
        assertFalse(Files.exists(home.database()));
        Files.move(aside, home.database());
        server = Server.start(home);
        assertOpen();
    }

    @Test
    void aDamagedSecretClosesForItsOwnerOnly() throws SQLException {
        server.stop();
        try (Connection database = home.sql();
                PreparedStatement spoil = database.prepareStatement("UPDATE enrolment SET secret = upper(secret) WHERE owner ="
                        + " (SELECT 'local:user:' || id FROM local_entry WHERE kind = 'USER' AND name = 'alan')")) {
            assertEquals(1, spoil.executeUpdate());
        }
        server = Server.start(home);
        Browser browser = new Browser(server);
        Page challenge = people.get("alan").givePassword(browser);
        assertEquals("/signin/code", challenge.location());
        Page closed = people.get("alan").giveCode(browser, people.get("alan").nextCode());
        assertEquals(503, closed.status(), closed::text);
        assertFalse(browser.get("/").text().contains("Alan Turing"));
        home.awaitLogged("cannot be opened");

        Page home2 = people.get("betty").signIn(new Browser(server));
        assertEquals("/", home2.location(), home2::text);
        assertEquals("/", people.get("grace").givePassword(new Browser(server)).location());
        assertEquals(200, new Browser(server).get("/health").status());
    }

    /** A sealed secret is bound to its owner: somebody else's does not fit, however it got there. */
    @Test
    void aSecretMovedToSomebodyElseOpensNothing() throws SQLException {
        server.stop();
        try (Connection database = home.sql();
                PreparedStatement move = database.prepareStatement("UPDATE enrolment SET secret = (SELECT secret FROM enrolment WHERE owner ="
                        + " (SELECT 'local:user:' || id FROM local_entry WHERE kind = 'USER' AND name = 'betty')) WHERE owner ="
                        + " (SELECT 'local:user:' || id FROM local_entry WHERE kind = 'USER' AND name = 'alan')")) {
            assertEquals(1, move.executeUpdate());
        }
        server = Server.start(home);
        Browser browser = new Browser(server);
        people.get("alan").givePassword(browser);
        assertEquals(503, people.get("alan").giveCode(browser, people.get("betty").nextCode()).status());
    }
}
