package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Store;

/** Forgetting. */
abstract class PurgeRules extends StoreRules {

    /** Longer ago than any bound a store may have. */
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(4000));

    PurgeRules(Supplier<Store> store) {
        super(store);
    }

    private static Change attempt(String factor, String subject, Instant at) {
        return new Change.SaveAttempts(new AttemptRecord(factor, subject, 3, at, at, 0));
    }

    private boolean remembers(String factor, String subject) throws Exception {
        return store().attempts().find(factor, subject).isPresent();
    }

    @Test
    void whatExpiredGoesAndTheRestStays() throws Exception {
        commit(new Change.SaveSession(Samples.session("t1", "s1", ALICE, LONG_AGO, NOW.minusMillis(1))),
                new Change.SaveSession(Samples.session("t2", "s2", ALICE, NOW, NOW.plusMillis(1))),
                new Change.SaveSignIn(Samples.signIn("h1", ALICE, NOW.minusMillis(1), 0)),
                new Change.SaveSignIn(Samples.signIn("h2", ALICE, NOW.plusMillis(1), 0)));
        store().purge(NOW, 1000);
        assertTrue(store().sessions().find("t1").isEmpty());
        assertTrue(store().sessions().find("t2").isPresent());
        assertTrue(store().signIns().find("h1").isEmpty());
        assertTrue(store().signIns().find("h2").isPresent());
    }

    @Test
    void oldAttemptsAndAddressesGo() throws Exception {
        commit(attempt(AttemptRecord.PASSWORD, "old", LONG_AGO), attempt(AttemptRecord.PASSWORD, "new", NOW.minusSeconds(60)),
                attempt(AttemptRecord.ADDRESS, "old", LONG_AGO), new Change.RememberAddress("alice", "old", LONG_AGO),
                new Change.RememberAddress("alice", "new", NOW.minusSeconds(60)));
        store().purge(NOW, 1000);
        assertEquals(false, remembers(AttemptRecord.PASSWORD, "old"));
        assertEquals(false, remembers(AttemptRecord.ADDRESS, "old"));
        assertTrue(remembers(AttemptRecord.PASSWORD, "new"));
        assertTrue(store().attempts().knownAddress("alice", "old").isEmpty());
        assertTrue(store().attempts().knownAddress("alice", "new").isPresent());
    }

    @Test
    void theOldestAttemptsBeyondTheMostGo() throws Exception {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            changes.add(attempt(AttemptRecord.PASSWORD, "guess " + i, NOW.plusSeconds(i)));
        }
        store().commit(changes);
        store().purge(NOW.plusSeconds(60), 10);
        assertEquals(false, remembers(AttemptRecord.PASSWORD, "guess 19"));
        assertTrue(remembers(AttemptRecord.PASSWORD, "guess 20"));
        assertTrue(remembers(AttemptRecord.PASSWORD, "guess 29"));
    }

    @Test
    void attemptsAtCodesAreNeverForgotten() throws Exception {
        commit(attempt(AttemptRecord.CODE, "one", LONG_AGO), attempt(AttemptRecord.CODE, "two", NOW),
                attempt(AttemptRecord.PASSWORD, "three", NOW));
        store().purge(NOW, 0);
        assertTrue(remembers(AttemptRecord.CODE, "one"));
        assertTrue(remembers(AttemptRecord.CODE, "two"));
        assertEquals(false, remembers(AttemptRecord.PASSWORD, "three"));
    }

    @Test
    void nothingElseIsForgotten() throws Exception {
        commit(Samples.set("a", "1", 0), Samples.user("u1"), new Change.SaveEnrolment(Samples.enrolment("e1", ALICE, 1, 0)));
        store().purge(NOW.plus(Duration.ofDays(100_000)), 0);
        assertTrue(store().settings().find("a").isPresent());
        assertTrue(store().accounts().account("u1").isPresent());
        assertEquals(1, store().enrolments().people());
    }
}
