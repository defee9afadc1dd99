package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.NOW;
import static org.sallyport.testkit.store.Samples.set;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ListEntry;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Store;

/** Batches, guards, revisions. */
abstract class BatchRules extends StoreRules {

    BatchRules(Supplier<Store> store) {
        super(store);
    }

    private Setting found(String key) throws Exception {
        return store().settings().find(key).orElseThrow();
    }

    @Test
    void anEmptyBatchDoesNothing() throws Exception {
        store().commit(List.of());
    }

    @Test
    void whatWasNeverSavedIsAbsent() throws Exception {
        assertTrue(store().settings().find("nothing").isEmpty());
    }

    @Test
    void changesAreAppliedInOrder() throws Exception {
        commit(set("a", "1", 0), new Change.DeleteSetting("a"), set("a", "2", 0));
        assertEquals("2", found("a").value());
    }

    @Test
    void aBatchIsAllOrNothing() throws Exception {
        commit(set("a", "1", 0));
        refused(set("b", "1", 0), new Change.AddToList(new ListEntry(ALICE, "Alice", NOW)),
                new Change.Append(Samples.event(AuditEvent.Action.SIGN_IN, AuditEvent.Outcome.SUCCEEDED, ALICE, "Alice")),
                set("a", "2", 0));
        assertEquals("1", found("a").value());
        assertTrue(store().settings().find("b").isEmpty());
        assertTrue(store().policy().snapshot().listed().isEmpty());
        assertTrue(store().audit().lastSignIn(ALICE).isEmpty());
    }

    @Test
    void afterAConflictTheStoreGoesOn() throws Exception {
        commit(set("a", "1", 0));
        refused(set("a", "2", 0));
        commit(set("b", "1", 0));
        assertEquals("1", found("b").value());
    }

    @Test
    void revision0MeansThereIsNoneYet() throws Exception {
        commit(set("a", "1", 0));
        refused(set("a", "2", 0));
        assertEquals("1", found("a").value());
    }

    @Test
    void anotherRevisionMeansItIsStillTheOneThatWasRead() throws Exception {
        commit(set("a", "1", 0));
        long read = found("a").revision();
        commit(set("a", "2", read));
        assertEquals("2", found("a").value());
        refused(set("a", "3", read));
        assertEquals("2", found("a").value());
    }

    @Test
    void savingWhatIsNotThereAnyMoreIsAConflict() throws Exception {
        commit(set("a", "1", 0));
        long read = found("a").revision();
        commit(new Change.DeleteSetting("a"));
        refused(set("a", "2", read));
        assertTrue(store().settings().find("a").isEmpty());
    }

    @Test
    void revisionsNeverRepeat() throws Exception {
        Set<Long> seen = new HashSet<>();
        long revision = 0;
        for (int i = 0; i < 20; i++) {
            commit(set("a", "value", revision));
            revision = found("a").revision();
            assertNotEquals(0, revision);
            assertTrue(seen.add(revision), "a revision came twice");
            if (i % 3 == 2) {
                commit(new Change.DeleteSetting("a"));
                revision = 0;
            }
        }
    }

    @Test
    void aRecordDeletedAndMadeAgainIsNotTheOneThatWasRead() throws Exception {
        commit(set("a", "1", 0));
        long read = found("a").revision();
        commit(new Change.DeleteSetting("a"), set("a", "1", 0));
        refused(set("a", "2", read));
    }

    @Test
    void deletingWhatIsNotThereIsNoConflict() throws Exception {
        commit(new Change.DeleteSetting("a"), new Change.DeleteEnrolments(ALICE), new Change.DeleteSignIns(ALICE),
                new Change.DeletePasses(ALICE), new Change.DeleteSession("none"), new Change.DeleteSessions(ALICE), new Change.DeleteAttempts("code", "none"),
                new Change.DeleteAttemptsOf("password", "none"), new Change.RemoveFromList(ALICE));
        assertFalse(store().policy().state().enabled());
    }

    @Test
    void settingsAreListedMarkersIncluded() throws Exception {
        String longest = "x".repeat(3990) + Samples.STRANGE.substring(0, 10);
        commit(set("mark.one", "yes", 0), set("two", longest, 0), set("empty", "", 0));
        assertEquals(longest, found("two").value());
        assertEquals("", found("empty").value());
        Set<String> keys = new HashSet<>(store().settings().all().stream().map(Setting::key).toList());
        assertTrue(keys.containsAll(Set.of("mark.one", "two", "empty")), keys.toString());
    }

    @Test
    void textIsKeptAsItWas() throws Exception {
        commit(set("strange", Samples.STRANGE, 0));
        assertEquals(Samples.STRANGE, found("strange").value());
    }
}
