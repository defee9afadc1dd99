package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.api.store.AttemptRecord.ADDRESS;
import static org.sallyport.api.store.AttemptRecord.CODE;
import static org.sallyport.api.store.AttemptRecord.PASSWORD;
import static org.sallyport.testkit.store.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Store;

/** What throttling remembers. */
abstract class AttemptRules extends StoreRules {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final String SUBJECT = "local:alice|192.0.2.1";

    AttemptRules(Supplier<Store> store) {
        super(store);
    }

    private void count(int delta, Instant at) throws Exception {
        commit(new Change.CountAttempts(PASSWORD, SUBJECT, delta, at, WINDOW));
    }

    private AttemptRecord found() throws Exception {
        return store().attempts().find(PASSWORD, SUBJECT).orElseThrow();
    }

    @Test
    void aRecordIsKeptWholeAndGuarded() throws Exception {
        AttemptRecord saved = new AttemptRecord(CODE, Samples.STRANGE, 100, NOW, NOW.plusMillis(7), 0);
        commit(new Change.SaveAttempts(saved));
        AttemptRecord found = store().attempts().find(CODE, Samples.STRANGE).orElseThrow();
        assertEquals(new AttemptRecord(CODE, Samples.STRANGE, 100, NOW, NOW.plusMillis(7), found.revision()), found);
        refused(new Change.SaveAttempts(saved));
        commit(new Change.SaveAttempts(found));
        refused(new Change.SaveAttempts(found));
    }

    @Test
    void factorsAreCountedApart() throws Exception {
        count(1, NOW);
        assertTrue(store().attempts().find(CODE, SUBJECT).isEmpty());
        assertTrue(store().attempts().find(PASSWORD, "local:alice").isEmpty());
    }

    @Test
    void theFirstCountStartsTheRecord() throws Exception {
        count(2, NOW);
        assertEquals(new AttemptRecord(PASSWORD, SUBJECT, 2, NOW, NOW, found().revision()), found());
    }

    @Test
    void countingAdds() throws Exception {
        count(1, NOW);
        count(1, NOW.plusSeconds(1));
        count(3, NOW.plusSeconds(2));
        assertEquals(new AttemptRecord(PASSWORD, SUBJECT, 5, NOW, NOW.plusSeconds(2), found().revision()), found());
    }

    @Test
    void givingASlotBackTakesAwayAndMovesNoTime() throws Exception {
        count(3, NOW);
        count(-1, NOW.plusSeconds(5));
        assertEquals(new AttemptRecord(PASSWORD, SUBJECT, 2, NOW, NOW, found().revision()), found());
    }

    @Test
    void aCountIsNeverBelowNothing() throws Exception {
        count(-5, NOW);
        assertEquals(0, found().failures());
        count(1, NOW);
        count(-5, NOW);
        assertEquals(0, found().failures());
    }

    @Test
    void countingMovesTheRevision() throws Exception {
        count(1, NOW);
        AttemptRecord read = found();
        count(1, NOW);
        refused(new Change.SaveAttempts(read));
    }

    @Test
    void afterTheWindowTheCountStartsAnew() throws Exception {
        count(7, NOW);
        count(1, NOW.plus(WINDOW));
        assertEquals(8, found().failures());
        Instant later = NOW.plus(WINDOW).plusMillis(1);
        count(1, later);
        assertEquals(new AttemptRecord(PASSWORD, SUBJECT, 1, later, later, found().revision()), found());
        count(-1, later.plus(WINDOW).plusMillis(1));
        assertEquals(0, found().failures());
    }

    @Test
    void aWindowMayBeForEver() throws Exception {
        commit(new Change.CountAttempts(PASSWORD, SUBJECT, 1, NOW, Duration.ofSeconds(Long.MAX_VALUE)));
        commit(new Change.CountAttempts(PASSWORD, SUBJECT, 1, NOW.plusSeconds(1_000_000_000L), Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(2, found().failures());
    }

    @Test
    void recordsAreDeletedOneByOne() throws Exception {
        count(1, NOW);
        commit(new Change.CountAttempts(CODE, SUBJECT, 1, NOW, WINDOW));
        commit(new Change.DeleteAttempts(PASSWORD, SUBJECT));
        assertTrue(store().attempts().find(PASSWORD, SUBJECT).isEmpty());
        assertTrue(store().attempts().find(CODE, SUBJECT).isPresent());
    }

    @Test
    void recordsAreDeletedByTheBeginningOfTheSubject() throws Exception {
        for (String subject : List.of("local:al", "local:al%|x", "local:al%|\uD83E\uDD8A", "local:al%", "local:alx|y", "other:al%|x")) {
            commit(new Change.CountAttempts(PASSWORD, subject, 1, NOW, WINDOW));
        }
        commit(new Change.CountAttempts(CODE, "local:al%|x", 1, NOW, WINDOW));
        commit(new Change.DeleteAttemptsOf(PASSWORD, "local:al%"));
        Set<String> all = Set.of("local:al", "local:al%|x", "local:al%|\uD83E\uDD8A", "local:al%", "local:alx|y", "other:al%|x");
        assertEquals(Set.of("local:al", "local:alx|y", "other:al%|x"),
                Set.copyOf(store().attempts().find(PASSWORD, all).stream().map(AttemptRecord::subject).toList()));
        assertTrue(store().attempts().find(CODE, "local:al%|x").isPresent());
    }

    @Test
    void ofSeveralSubjectsThoseThatExistAreFound() throws Exception {
        for (String subject : List.of("a", "b", "c")) {
            commit(new Change.CountAttempts(ADDRESS, subject, 1, NOW, WINDOW));
        }
        assertEquals(Set.of("a", "c"), Set.copyOf(store().attempts().find(ADDRESS, Set.of("a", "c", "d")).stream()
                .map(AttemptRecord::subject).toList()));
        assertEquals(List.of(), store().attempts().find(ADDRESS, Set.of()));
    }

    @Test
    void anAddressIsKnownToWhomItServed() throws Exception {
        commit(new Change.RememberAddress("alice", "192.0.2.1", NOW));
        assertEquals(Optional.of(NOW), store().attempts().knownAddress("alice", "192.0.2.1"));
        assertTrue(store().attempts().knownAddress("bob", "192.0.2.1").isEmpty());
        assertTrue(store().attempts().knownAddress("alice", "192.0.2.2").isEmpty());
        commit(new Change.RememberAddress("alice", "192.0.2.1", NOW.plusSeconds(3)));
        assertEquals(Optional.of(NOW.plusSeconds(3)), store().attempts().knownAddress("alice", "192.0.2.1"));
    }

    @Test
    void theTwentyLatestAddressesAreKept() throws Exception {
        commit(new Change.RememberAddress("bob", "192.0.2.0", NOW.minusSeconds(1)));
        for (int i = 0; i < 21; i++) {
            commit(new Change.RememberAddress("alice", "192.0.2." + i, NOW.plusSeconds(i)));
        }
        assertTrue(store().attempts().knownAddress("alice", "192.0.2.0").isEmpty());
        assertTrue(store().attempts().knownAddress("alice", "192.0.2.1").isPresent());
        assertTrue(store().attempts().knownAddress("alice", "192.0.2.20").isPresent());
        assertTrue(store().attempts().knownAddress("bob", "192.0.2.0").isPresent());
    }
}
