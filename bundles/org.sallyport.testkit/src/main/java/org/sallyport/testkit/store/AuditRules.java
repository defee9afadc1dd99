package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.BOB;
import static org.sallyport.testkit.store.Samples.NOW;
import static org.sallyport.testkit.store.Samples.STAFF;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Store;

/** The log. */
abstract class AuditRules extends StoreRules {

    AuditRules(Supplier<Store> store) {
        super(store);
    }

    private void append(AuditEvent... events) throws Exception {
        for (AuditEvent event : events) {
            commit(new Change.Append(event));
        }
    }

    private List<AuditEvent> search(String text, Optional<Boolean> visitorsOnly, Optional<PrincipalId> about) throws Exception {
        return walk((cursor, limit) -> store().audit().search(new AuditQuery(text, visitorsOnly, about, cursor, limit)), 2);
    }

    private List<String> actors(String text) throws Exception {
        return search(text, Optional.empty(), Optional.empty()).stream().map(AuditEvent::actor).toList();
    }

    private static AuditEvent signedIn(PrincipalId who, String name) {
        return Samples.event(Action.SIGN_IN, Outcome.SUCCEEDED, who, name);
    }

    @Test
    void anEventIsKeptWhole() throws Exception {
        append(new AuditEvent(777, NOW.plusNanos(1), Action.RESET, Outcome.REFUSED, "wrong-code", Optional.of(ALICE), Samples.STRANGE,
                Optional.of(STAFF), "Staff", "2001:db8::1", "console"));
        AuditEvent found = search("", Optional.empty(), Optional.empty()).get(0);
        assertEquals(new AuditEvent(found.sequence(), NOW, Action.RESET, Outcome.REFUSED, "wrong-code", Optional.of(ALICE),
                Samples.STRANGE, Optional.of(STAFF), "Staff", "2001:db8::1", "console"), found);
        assertTrue(found.sequence() > 0);
    }

    @Test
    void anEventMayBeOfNobodyKnown() throws Exception {
        append(new AuditEvent(0, NOW, Action.SIGN_IN, Outcome.REFUSED, "unknown-name", Optional.empty(), "unknown name (5 characters)",
                Optional.empty(), "", "", "portal"));
        AuditEvent found = search("", Optional.empty(), Optional.empty()).get(0);
        assertTrue(found.actorId().isEmpty() && found.subjectId().isEmpty());
    }

    @Test
    void theNewestComesFirstWhateverItsTime() throws Exception {
        commit(new Change.Append(signedIn(ALICE, "one")), new Change.Append(signedIn(ALICE, "two")));
        append(new AuditEvent(0, NOW.minusSeconds(999), Action.SIGN_OUT, Outcome.SUCCEEDED, "", Optional.of(ALICE), "three",
                Optional.empty(), "", "", "portal"));
        assertEquals(List.of("three", "two", "one"), actors(""));
        List<Long> sequence = search("", Optional.empty(), Optional.empty()).stream().map(AuditEvent::sequence).toList();
        assertTrue(sequence.get(0) > sequence.get(1) && sequence.get(1) > sequence.get(2), sequence.toString());
    }

    @Test
    void aPartOfWhatAnEventSaysFindsItWhateverTheCase() throws Exception {
        append(signedIn(ALICE, "Zoë 100%"),
                new AuditEvent(0, NOW, Action.TWO_FACTOR_ON, Outcome.REFUSED, "not-allowed", Optional.of(BOB), "Bob", Optional.of(STAFF),
                        "Crew", "2001:db8::9", "console"));
        for (String text : List.of("ZOË", "100%", "sign_i", "succeed", "192.0.2", "PORTAL")) {
            assertEquals(List.of("Zoë 100%"), actors(text), text);
        }
        for (String text : List.of("bob", "cre", "factor_on", "refused", "db8::9", "not-all", "consol")) {
            assertEquals(List.of("Bob"), actors(text), text);
        }
        assertEquals(List.of("Bob", "Zoë 100%"), actors("o"));
        assertEquals(List.of(), actors("1000"));
        assertEquals(List.of(), actors("10_%"));
    }

    @Test
    void visitorsAndAdministratorsAreToldApart() throws Exception {
        append(signedIn(ALICE, "visitor"), Samples.event(Action.RESET, Outcome.SUCCEEDED, BOB, "administrator"));
        assertEquals(List.of("visitor"), search("", Optional.of(true), Optional.empty()).stream().map(AuditEvent::actor).toList());
        assertEquals(List.of("administrator"),
                search("", Optional.of(false), Optional.empty()).stream().map(AuditEvent::actor).toList());
    }

    @Test
    void whatIsAboutSomebodyIsByThemOrDoneToThem() throws Exception {
        append(signedIn(ALICE, "by"), signedIn(BOB, "other"), new AuditEvent(0, NOW, Action.RESET, Outcome.SUCCEEDED, "",
                Optional.of(BOB), "to", Optional.of(ALICE), "Alice", "", "console"));
        assertEquals(List.of("to", "by"), search("", Optional.empty(), Optional.of(ALICE)).stream().map(AuditEvent::actor).toList());
        assertEquals(List.of("by"), search("", Optional.of(true), Optional.of(ALICE)).stream().map(AuditEvent::actor).toList());
        assertEquals(List.of("to"), search("RESET", Optional.empty(), Optional.of(ALICE)).stream().map(AuditEvent::actor).toList());
    }

    @Test
    void walkingMeetsEachOnceWhileMoreIsWritten() throws Exception {
        for (int i = 0; i < 9; i++) {
            append(signedIn(ALICE, "event " + i));
        }
        listOf(9, (cursor, limit) -> store().audit().search(
                new AuditQuery("event", Optional.empty(), Optional.empty(), cursor, limit)));
        List<String> met = walk((cursor, limit) -> {
            try {
                append(signedIn(BOB, "newer"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return store().audit().search(new AuditQuery("event", Optional.empty(), Optional.empty(), cursor, limit));
        }, 2).stream().map(AuditEvent::actor).toList();
        assertEquals(List.of("event 8", "event 7", "event 6", "event 5", "event 4", "event 3", "event 2", "event 1", "event 0"), met);
    }

    @Test
    void theLastSignInIsTheLatestThatSucceeded() throws Exception {
        assertTrue(store().audit().lastSignIn(ALICE).isEmpty());
        append(signedIn(ALICE, "first"), Samples.event(Action.ENROL, Outcome.SUCCEEDED, ALICE, "enrolled"), signedIn(BOB, "bob"),
                Samples.event(Action.SIGN_IN, Outcome.CHALLENGED, ALICE, "challenged"),
                Samples.event(Action.SIGN_IN, Outcome.REFUSED, ALICE, "refused"),
                Samples.event(Action.SIGN_OUT, Outcome.SUCCEEDED, ALICE, "out"));
        assertEquals("enrolled", store().audit().lastSignIn(ALICE).orElseThrow().actor());
        append(signedIn(ALICE, "again"));
        assertEquals("again", store().audit().lastSignIn(ALICE).orElseThrow().actor());
        assertEquals(Set.of("again", "bob"), Set.copyOf(store().audit().lastSignIns(Set.of(ALICE, BOB, PrincipalId.user("local", "x")))
                .stream().map(AuditEvent::actor).toList()));
        assertEquals(List.of(), store().audit().lastSignIns(Set.of()));
    }
}
