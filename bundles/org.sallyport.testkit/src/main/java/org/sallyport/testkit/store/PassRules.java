package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.BOB;
import static org.sallyport.testkit.store.Samples.NOW;
import static org.sallyport.testkit.store.Samples.pass;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.PassRecord;
import org.sallyport.api.store.Store;

/** Tickets, codes and child sessions, and when a door was last used. */
abstract class PassRules extends StoreRules {

    PassRules(Supplier<Store> store) {
        super(store);
    }

    @Test
    void aPassIsKeptWhole() throws Exception {
        PassRecord saved = pass("p1", ALICE, NOW.plusSeconds(60));
        commit(new Change.SavePass(saved));
        assertEquals(Optional.of(saved), store().passes().find("p1"));
        assertTrue(store().passes().find("p2").isEmpty());
    }

    @Test
    void timesOfAPassAreKeptToTheMillisecond() throws Exception {
        commit(new Change.SavePass(new PassRecord("p1", PassRecord.SESSION, "app", ALICE, "alice", "s", "", NOW.plusNanos(999_999),
                NOW.plusNanos(1))));
        assertEquals(new PassRecord("p1", PassRecord.SESSION, "app", ALICE, "alice", "s", "", NOW, NOW),
                store().passes().find("p1").orElseThrow());
    }

    @Test
    void aPassIsWrittenOnce() throws Exception {
        commit(new Change.SavePass(pass("p1", ALICE, NOW)));
        refused(new Change.SavePass(pass("p1", BOB, NOW)));
        assertEquals(ALICE, store().passes().find("p1").orElseThrow().user());
    }

    @Test
    void aPassIsUsedOnce() throws Exception {
        commit(new Change.SavePass(pass("p1", ALICE, NOW)), new Change.SavePass(pass("p2", ALICE, NOW)));
        commit(new Change.UsePass("p1"));
        refused(new Change.UsePass("p1"));
        refused(new Change.UsePass("never was"));
        assertTrue(store().passes().find("p1").isEmpty());
        assertTrue(store().passes().find("p2").isPresent());
    }

    @Test
    void aPassThatExpiredIsThereUntilItIsPurged() throws Exception {
        commit(new Change.SavePass(pass("p1", ALICE, NOW.minusMillis(1))), new Change.SavePass(pass("p2", ALICE, NOW.plusMillis(1))));
        assertTrue(store().passes().find("p1").isPresent());
        store().purge(NOW, 1000);
        assertTrue(store().passes().find("p1").isEmpty());
        assertTrue(store().passes().find("p2").isPresent());
    }

    @Test
    void deletingPassesTakesAllOfTheUser() throws Exception {
        commit(new Change.SavePass(pass("p1", ALICE, NOW)), new Change.SavePass(pass("p2", ALICE, NOW)),
                new Change.SavePass(pass("p3", BOB, NOW)));
        commit(new Change.DeletePasses(ALICE));
        assertTrue(store().passes().find("p1").isEmpty());
        assertTrue(store().passes().find("p2").isEmpty());
        assertTrue(store().passes().find("p3").isPresent());
        commit(new Change.DeletePasses(ALICE));
    }

    private static Change at(String door, Action action, Outcome outcome, String name) {
        return new Change.Append(new AuditEvent(0, NOW, action, outcome, "", Optional.of(ALICE), name, Optional.empty(), "", "", door));
    }

    @Test
    void theLatestAtADoorIsOfThoseWhoCameOrWantedIn() throws Exception {
        assertTrue(store().audit().latest("rdp", Outcome.SUCCEEDED).isEmpty());
        commit(at("rdp", Action.ACCESS, Outcome.SUCCEEDED, "first"), at("rdp", Action.SIGN_IN, Outcome.SUCCEEDED, "second"),
                at("rdp", Action.ACCESS, Outcome.REFUSED, "refused"), at("rdp", Action.SIGN_OUT, Outcome.SUCCEEDED, "out"),
                at("rdp", Action.RESET, Outcome.SUCCEEDED, "administrator"), at("rdp", Action.TICKET, Outcome.SUCCEEDED, "ticket"),
                at("ssh", Action.ENROL, Outcome.SUCCEEDED, "elsewhere"), at("rdpx", Action.STEP_UP, Outcome.REFUSED, "elsewhere"));
        assertEquals("second", store().audit().latest("rdp", Outcome.SUCCEEDED).orElseThrow().actor());
        assertEquals("refused", store().audit().latest("rdp", Outcome.REFUSED).orElseThrow().actor());
        assertTrue(store().audit().latest("rdp", Outcome.CHALLENGED).isEmpty());
        assertEquals("elsewhere", store().audit().latest("ssh", Outcome.SUCCEEDED).orElseThrow().actor());
        commit(at("rdp", Action.STEP_UP, Outcome.SUCCEEDED, "third"));
        assertEquals("third", store().audit().latest("rdp", Outcome.SUCCEEDED).orElseThrow().actor());
    }
}
