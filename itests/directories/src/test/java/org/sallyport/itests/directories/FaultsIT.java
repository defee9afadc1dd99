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

/**
 * Proves that a server which is down, slow, breaking off or talking nonsense never looks like one that says no, never holds
 * anybody up for longer than the time-outs, and is taken up again by itself when it is well.
 */
class FaultsIT {

    private static final int TIMEOUT = 300;
    /** For one question: a time-out of a connection that was open, and of a new one, and what two busy cores need. */
    private static final Duration PATIENCE = Duration.ofMillis(12 * TIMEOUT);
    private static final Duration RECOVERY = Duration.ofSeconds(15);

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
        directory = new LdapDirectory(hasty("ldap://127.0.0.1:" + relay.port()), Clock.systemUTC());
    }

    @AfterEach
    void hangUp() {
        directory.close();
        relay.close();
    }

    private static LdapSettings hasty(String servers) {
        return town.settings().with(LdapSettings.SERVERS, servers).with(LdapSettings.CONNECT_TIMEOUT, Integer.toString(TIMEOUT))
                .with(LdapSettings.RESPONSE_TIMEOUT, Integer.toString(TIMEOUT));
    }

    private void assertRecovers() {
        await("well again").atMost(RECOVERY).pollInterval(Duration.ofMillis(50)).until(() -> questions.right(directory));
    }

    /** The examination says which server is in trouble. */
    private void assertNamed(String server) {
        List<Finding> findings = directory.examine();
        assertTrue(findings.stream().anyMatch(finding -> finding.level() == Level.BAD && finding.text().contains(server)), findings::toString);
    }

    @Test
    void standsBeforeItsServerDoes() {
        relay.cut();
        List<String> excuses = questions.unavailable(directory, PATIENCE);
        assertTrue(excuses.stream().allMatch(excuse -> excuse.contains("127.0.0.1:" + relay.port())), excuses::toString);
        assertNamed("127.0.0.1:" + relay.port());
        relay.restore();
        assertRecovers();
    }

    @Test
    void aServerThatEndedIsUnavailableAndThenWellAgain() {
        assertTrue(questions.right(directory));
        relay.cut();
        questions.unavailable(directory, PATIENCE);
        relay.restore();
        assertRecovers();
    }

    @Test
    void aServerThatWasKilledIsUnavailableAndThenWellAgain() {
        assertTrue(questions.right(directory));
        slapd.kill();
        questions.unavailable(directory, PATIENCE);
        slapd.start();
        assertRecovers();
    }

    @Test
    void aServerThatTakesConnectionsAndNeverAnswersHoldsNobodyUp() {
        assertTrue(questions.right(directory));
        slapd.freeze();
        try {
            questions.unavailable(directory, PATIENCE);
            assertNamed("127.0.0.1:" + relay.port());
        } finally {
            slapd.thaw();
        }
        assertRecovers();
    }

    @Test
    void aCrowdBeforeASilentServerIsNotHeldUpEither() throws Exception {
        assertTrue(questions.right(directory));
        ExecutorService crowd = Executors.newFixedThreadPool(40);
        slapd.freeze();
        try {
            List<Callable<List<String>>> visits = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                visits.add(() -> questions.unavailable(directory, PATIENCE.multipliedBy(2)));
            }
            for (Future<List<String>> visit : crowd.invokeAll(visits)) {
                visit.get();
            }
        } finally {
            slapd.thaw();
            crowd.shutdownNow();
        }
        assertRecovers();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 14, 150, 2500})
    void aServerThatBreaksOffInTheMiddleNeverSaysNo(long bytes) {
        disturbed("required", () -> relay.hangUpAfter(bytes));
        disturbed("off", () -> relay.hangUpAfter(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, required", "800, required", "40, off", "2500, off"})
    void aServerThatFallsSilentInTheMiddleNeverSaysNo(long bytes, String starttls) {
        disturbed(starttls, () -> relay.fallSilentAfter(bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 14, 150, 2500})
    void aServerThatTalksNonsenseNeverSaysNo(long bytes) {
        disturbed("required", () -> relay.talkNonsenseAfter(bytes));
        disturbed("off", () -> relay.talkNonsenseAfter(bytes));
    }

    /** Asks a directory that has connections, and one that has none. */
    private void disturbed(String starttls, Runnable disturb) {
        directory.close();
        LdapSettings settings = hasty("ldap://127.0.0.1:" + relay.port()).with(LdapSettings.STARTTLS, starttls);
        directory = new LdapDirectory(settings, Clock.systemUTC());
        assertTrue(questions.right(directory));
        disturb.run();
        questions.rightOrUnavailable(directory, PATIENCE);
        try (LdapDirectory cold = new LdapDirectory(settings, Clock.systemUTC())) {
            questions.rightOrUnavailable(cold, PATIENCE);
        }
        relay.restore();
        assertRecovers();
    }

    @Test
    void anotherServerStandsInAndTheFirstComesBack() {
        try (Relay second = new Relay(slapd.port()); LdapDirectory both = pair(second, Clock.systemUTC())) {
            assertTrue(questions.right(both));
            assertEquals(0, second.taken(), "the first one is asked first");
            relay.cut();
            questions.rightOrUnavailable(both, PATIENCE);
            assertTrue(questions.right(both), "the second one answers");
            assertFinding(both, Level.BAD, relay);
            assertFinding(both, Level.GOOD, second);

            second.cut();
            List<String> excuses = questions.unavailable(both, PATIENCE);
            assertTrue(excuses.stream().allMatch(excuse -> excuse.contains("127.0.0.1:")), excuses::toString);
            relay.restore();
            await("the first one again").atMost(RECOVERY).until(() -> questions.right(both));
            assertFinding(both, Level.GOOD, relay);
            assertFinding(both, Level.BAD, second);
        }
    }

    @Test
    void goesBackToTheFirstServerWhenThatIsWell() {
        SettableClock clock = new SettableClock();
        try (Relay second = new Relay(slapd.port()); LdapDirectory both = pair(second, clock)) {
            relay.cut();
            assertTrue(questions.right(both));
            relay.restore();
            int before = relay.taken();
            assertTrue(questions.right(both));
            assertEquals(before, relay.taken(), "it is left alone for a while, so that not everybody waits for it");
            clock.advance(Duration.ofMinutes(1));
            await("back").atMost(RECOVERY).pollInterval(Duration.ofMillis(50)).until(() -> {
                assertTrue(questions.right(both), "nobody notices");
                return relay.taken() > before;
            });
        }
    }

    @Test
    void aSilentFirstServerDoesNotHoldUpEverySignIn() throws Exception {
        try (Relay second = new Relay(slapd.port()); LdapDirectory both = pair(second, Clock.systemUTC())) {
            assertTrue(questions.right(both));
            relay.fallSilentAfter(0);
            questions.rightOrUnavailable(both, PATIENCE);
            assertTrue(questions.right(both), "the second one answers");
            long began = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                both.authenticate("alice", Questions.PASSWORD.toCharArray());
            }
            assertTrue(System.nanoTime() - began < Duration.ofMillis(10L * TIMEOUT).toNanos(), "not each waits for the first one");
        }
    }

    private LdapDirectory pair(Relay second, Clock clock) {
        return new LdapDirectory(hasty("ldap://127.0.0.1:" + relay.port() + ", ldap://127.0.0.1:" + second.port()), clock);
    }

    /** The time of day, and so much later. */
    private static final class SettableClock extends Clock {

        private volatile Duration later = Duration.ZERO;

        void advance(Duration by) {
            later = later.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(later);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), later);
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
            questions.rightOrUnavailable(directory, PATIENCE);
            try (LdapDirectory away = new LdapDirectory(hasty(slapd.url()).with(LdapSettings.BASE_DN, "ou=people," + elsewhere),
                    Clock.systemUTC())) {
                questions.unavailable(away, PATIENCE);
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
            questions.rightOrUnavailable(directory, PATIENCE);
        } finally {
            slapd.stop();
            slapd.limited("").start();
        }
        assertRecovers();
    }
}
