package org.sallyport.itests.directories;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Finding.Level;
import org.sallyport.directory.ldap.LdapDirectory;
import org.sallyport.directory.ldap.LdapSettings;
import org.sallyport.itests.server.Patience;

/**
 * Proves that a server which is down, slow, breaking off or talking nonsense never looks like one that says no, never leaves
 * anybody waiting for an answer that does not come, and is taken up again by itself when it is well.
 */
class FaultsIT {

    /** Where an answer is missing at once or not at all. */
    private static final int PATIENT = 5_000;
    /** Where many answers are waited for in vain. A busy machine may take for silent what is not: everything is asked until it is answered. */
    private static final int HASTY = 300;

    private static Slapd slapd;
    private static OpenLdapTown town;
    private static Questions questions;

    private Relay relay;
    private LdapDirectory directory;

    @BeforeAll
    static void fill() throws Exception {
        slapd = new Slapd().start();
        town = new OpenLdapTown(slapd);
        town.addUser("alice", "Alice Archer", Questions.PASSWORD);
        town.addGroup("Staff");
        town.addGroup("Managers");
        town.addMember("Managers", town.userDn("alice"));
        town.addMember("Staff", town.groupDn("Managers"));
        for (int i = 0; i < 8; i++) {
            town.addUser("person" + i, "Person " + i, Questions.PASSWORD);
            town.addMember("Staff", town.userDn("person" + i));
        }
        try (LdapDirectory healthy = new LdapDirectory(town.settings(), Clock.systemUTC())) {
            questions = new Questions(healthy);
        }
    }

    @AfterAll
    static void stop() {
        town.close();
        slapd.close();
    }

    @BeforeEach
    void connect() {
        relay = new Relay(slapd.port());
        directory = new LdapDirectory(settings(PATIENT, relay), Clock.systemUTC());
    }

    @AfterEach
    void hangUp() {
        directory.close();
        relay.close();
    }

    private void askAnew(LdapSettings settings) {
        directory.close();
        directory = new LdapDirectory(settings, Clock.systemUTC());
        questions.awaitRight(directory);
    }

    /** No question is answered, and none is tried on more than a connection that was open and a new one. */
    private void assertNobodyIsHeldUp() {
        int before = relay.taken();
        questions.unavailable(directory);
        assertTrue(relay.taken() - before <= 2 * questions.number(), () -> relay.taken() - before + " connections");
    }

    private static LdapSettings settings(int timeoutMillis, Relay... servers) {
        return town.settings().with(LdapSettings.SERVERS, Stream.of(servers).map(server -> "ldap://127.0.0.1:" + server.port())
                .collect(Collectors.joining(", "))).with(LdapSettings.CONNECT_TIMEOUT, Integer.toString(timeoutMillis))
                .with(LdapSettings.RESPONSE_TIMEOUT, Integer.toString(timeoutMillis));
    }

    /** The examination says which server is in trouble. */
    private void assertNamed(String server) {
        List<Finding> findings = directory.examine();
        assertTrue(findings.stream().anyMatch(finding -> finding.level() == Level.BAD && finding.text().contains(server)), findings::toString);
    }

    @Test
    void standsBeforeItsServerDoes() {
        relay.cut();
        List<String> excuses = questions.unavailable(directory);
        assertTrue(excuses.stream().allMatch(excuse -> excuse.contains("127.0.0.1:" + relay.port())), excuses::toString);
        assertNamed("127.0.0.1:" + relay.port());
        relay.restore();
        questions.awaitRight(directory);
    }

    @Test
    void aServerThatEndedIsUnavailableAndThenWellAgain() {
        questions.awaitRight(directory);
        relay.cut();
        questions.unavailable(directory);
        relay.restore();
        questions.awaitRight(directory);
    }

    @Test
    void aServerThatWasKilledIsUnavailableAndThenWellAgain() {
        questions.awaitRight(directory);
        slapd.kill();
        questions.unavailable(directory);
        slapd.start();
        questions.awaitRight(directory);
    }

    @Test
    void aServerThatTakesConnectionsAndNeverAnswersHoldsNobodyUp() {
        askAnew(settings(HASTY, relay));
        slapd.freeze();
        try {
            assertNobodyIsHeldUp();
            assertNamed("127.0.0.1:" + relay.port());
        } finally {
            slapd.thaw();
        }
        questions.awaitRight(directory);
    }

    @Test
    void aCrowdBeforeASilentServerIsNotHeldUpEither() throws Exception {
        askAnew(settings(HASTY, relay));
        ExecutorService crowd = Executors.newFixedThreadPool(40);
        slapd.freeze();
        try {
            List<Callable<List<String>>> visits = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                visits.add(() -> questions.unavailable(directory));
            }
            for (Future<List<String>> visit : crowd.invokeAll(visits)) {
                visit.get();
            }
        } finally {
            slapd.thaw();
            crowd.shutdownNow();
        }
        questions.awaitRight(directory);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 14, 150, 2500})
    void aServerThatBreaksOffInTheMiddleNeverSaysNo(long bytes) {
        disturbed(PATIENT, "required", () -> relay.hangUpAfter(bytes));
        disturbed(PATIENT, "off", () -> relay.hangUpAfter(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, required", "800, required", "40, off", "2500, off"})
    void aServerThatFallsSilentInTheMiddleNeverSaysNo(long bytes, String starttls) {
        disturbed(HASTY, starttls, () -> relay.fallSilentAfter(bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 14, 150, 2500})
    void aServerThatTalksNonsenseNeverSaysNo(long bytes) {
        disturbed(HASTY, "required", () -> relay.talkNonsenseAfter(bytes));
        disturbed(HASTY, "off", () -> relay.talkNonsenseAfter(bytes));
    }

    /** Asks a directory that has connections, and one that has none. */
    private void disturbed(int timeoutMillis, String starttls, Runnable disturb) {
        LdapSettings settings = settings(timeoutMillis, relay).with(LdapSettings.STARTTLS, starttls);
        askAnew(settings);
        disturb.run();
        questions.rightOrUnavailable(directory);
        try (LdapDirectory cold = new LdapDirectory(settings, Clock.systemUTC())) {
            questions.rightOrUnavailable(cold);
        }
        relay.restore();
        questions.awaitRight(directory);
    }

    @Test
    void anotherServerStandsInAndTheFirstComesBack() {
        try (Relay second = new Relay(slapd.port()); LdapDirectory both = new LdapDirectory(settings(PATIENT, relay, second), new HeldClock())) {
            questions.awaitRight(both);
            assertEquals(0, second.taken(), "the first one is asked first");
            relay.cut();
            questions.rightOrUnavailable(both);
            assertTrue(questions.right(both), "the second one answers");
            assertFinding(both, Level.BAD, relay);
            assertFinding(both, Level.GOOD, second);

            second.cut();
            List<String> excuses = questions.unavailable(both);
            assertTrue(excuses.stream().allMatch(excuse -> excuse.contains("127.0.0.1:")), excuses::toString);
            relay.restore();
            questions.awaitRight(both);
            assertFinding(both, Level.GOOD, relay);
            assertFinding(both, Level.BAD, second);
        }
    }

    @Test
    void goesBackToTheFirstServerWhenThatIsWell() {
        HeldClock clock = new HeldClock();
        try (Relay second = new Relay(slapd.port()); LdapDirectory both = new LdapDirectory(settings(PATIENT, relay, second), clock)) {
            relay.cut();
            assertTrue(questions.right(both));
            relay.restore();
            int before = relay.taken();
            assertTrue(questions.right(both));
            assertEquals(before, relay.taken(), "it is left alone for a while, so that not everybody waits for it");
            clock.advance(Duration.ofHours(1));
            await("back").atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
                assertTrue(questions.right(both), "nobody notices");
                return relay.taken() > before;
            });
        }
    }

    @Test
    void aSilentFirstServerDoesNotHoldUpEverySignIn() throws Exception {
        try (Relay second = new Relay(slapd.port()); LdapDirectory both = new LdapDirectory(settings(PATIENT, relay, second), new HeldClock())) {
            questions.awaitRight(both);
            relay.fallSilentAfter(0);
            questions.rightOrUnavailable(both);
            assertTrue(questions.right(both), "the second one answers");
            int before = relay.taken();
            for (int i = 0; i < 10; i++) {
                both.authenticate("alice", Questions.PASSWORD.toCharArray());
            }
            assertEquals(before, relay.taken(), "nobody waits for the first one any more");
        }
    }

    /** What the clock on the wall said when it was taken up, until it is put forward. */
    private static final class HeldClock extends Clock {

        private volatile Instant now = Instant.now();

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }

    private static void assertFinding(LdapDirectory directory, Level level, Relay relay) {
        List<Finding> findings = directory.examine();
        assertTrue(findings.stream().anyMatch(finding -> finding.level() == level && finding.text().contains("127.0.0.1:" + relay.port())),
                findings::toString);
    }

    @Test
    void aReferralIsNoAnswer() throws Exception {
        String elsewhere = "ou=elsewhere," + town.base();
        town.connection().add(new Entry(elsewhere, new Attribute("objectClass", "referral", "extensibleObject"), new Attribute("ou", "elsewhere"),
                new Attribute("ref", "ldap://127.0.0.1:1/ou=elsewhere,dc=example,dc=net")));
        try {
            questions.rightOrUnavailable(directory);
            try (LdapDirectory away = new LdapDirectory(settings(PATIENT, relay).with(LdapSettings.BASE_DN, "ou=people," + elsewhere),
                    Clock.systemUTC())) {
                questions.unavailable(away);
            }
        } finally {
            DeleteRequest delete = new DeleteRequest(elsewhere);
            delete.addControl(new ManageDsaITRequestControl());
            town.connection().delete(delete);
        }
    }

    /** The server stops after a few entries: what it has not shown is not missing. */
    @ParameterizedTest
    @ValueSource(strings = {"sizelimit 1", "sizelimit 4", "limits * size.pr=2", "limits * size.prtotal=3", "limits * size.prtotal=disabled"})
    void aLimitOfTheServerNeverMakesPeopleUnknown(String limit) {
        slapd.stop();
        try {
            slapd.limited(limit).start();
            questions.rightOrUnavailable(directory);
        } finally {
            slapd.stop();
            slapd.limited("").start();
        }
        questions.awaitRight(directory);
    }
}
