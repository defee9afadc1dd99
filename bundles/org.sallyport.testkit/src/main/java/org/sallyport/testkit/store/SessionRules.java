package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.BOB;
import static org.sallyport.testkit.store.Samples.NOW;
import static org.sallyport.testkit.store.Samples.session;
import static org.sallyport.testkit.store.Samples.signIn;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.api.store.Store;

/** Half-finished sign-ins and open sessions. */
abstract class SessionRules extends StoreRules {

    SessionRules(Supplier<Store> store) {
        super(store);
    }

    private static SignInRecord with(SignInRecord one, long revision) {
        return new SignInRecord(one.idHash(), one.user(), one.login(), one.name(), one.displayName(), one.door(), one.address(),
                one.factors(), one.startedAt(), one.expiresAt(), one.pendingSecret(), one.pendingParameters(), one.sessionHash(), revision);
    }

    private static SessionRecord with(SessionRecord one, long revision) {
        return new SessionRecord(one.tokenHash(), one.id(), one.user(), one.name(), one.displayName(), one.login(), one.factors(),
                one.createdAt(), one.lastSeenAt(), one.expiresAt(), one.address(), one.previousAt(), one.previousAddress(),
                one.failedCodes(), revision);
    }

    @Test
    void aSignInIsKeptWhole() throws Exception {
        SignInRecord saved = signIn("h1", ALICE, NOW.plusSeconds(300), 0);
        commit(new Change.SaveSignIn(saved));
        SignInRecord found = store().signIns().find("h1").orElseThrow();
        assertEquals(with(saved, found.revision()), found);
        assertTrue(store().signIns().find("h2").isEmpty());
    }

    @Test
    void aSignInMayHoldNoSecretAndStandOnASession() throws Exception {
        SignInRecord saved = new SignInRecord("h1", ALICE, "alice", "Alice", "Alice", "console", "192.0.2.1", Map.of(), NOW, NOW,
                Optional.empty(), Optional.empty(), Optional.of("s1"), 0);
        commit(new Change.SaveSignIn(saved));
        SignInRecord found = store().signIns().find("h1").orElseThrow();
        assertEquals(with(saved, found.revision()), found);
    }

    @Test
    void aSignInThatExpiredIsThereUntilItIsPurged() throws Exception {
        commit(new Change.SaveSignIn(signIn("h1", ALICE, NOW.minusSeconds(1), 0)));
        assertTrue(store().signIns().find("h1").isPresent());
    }

    @Test
    void aSignInIsGuardedAndFinishedOnce() throws Exception {
        commit(new Change.SaveSignIn(signIn("h1", ALICE, NOW, 0)));
        long read = store().signIns().find("h1").orElseThrow().revision();
        commit(new Change.SaveSignIn(signIn("h1", ALICE, NOW, read)));
        refused(new Change.SaveSignIn(signIn("h1", ALICE, NOW, read)));
        commit(new Change.FinishSignIn("h1"));
        refused(new Change.FinishSignIn("h1"));
        assertTrue(store().signIns().find("h1").isEmpty());
    }

    @Test
    void deletingSignInsTakesAllOfTheUser() throws Exception {
        commit(new Change.SaveSignIn(signIn("h1", ALICE, NOW, 0)), new Change.SaveSignIn(signIn("h2", ALICE, NOW, 0)),
                new Change.SaveSignIn(signIn("h3", BOB, NOW, 0)));
        commit(new Change.DeleteSignIns(ALICE));
        assertTrue(store().signIns().find("h1").isEmpty());
        assertTrue(store().signIns().find("h2").isEmpty());
        assertTrue(store().signIns().find("h3").isPresent());
    }

    @Test
    void aSessionIsKeptWhole() throws Exception {
        SessionRecord saved = session("t1", "s1", ALICE, NOW, NOW.plusSeconds(3600));
        commit(new Change.SaveSession(saved));
        SessionRecord found = store().sessions().find("t1").orElseThrow();
        assertEquals(with(saved, found.revision()), found);
        assertTrue(store().sessions().find("s1").isEmpty());
    }

    @Test
    void aFirstSessionHasNoSignInBeforeIt() throws Exception {
        SessionRecord saved = new SessionRecord("t1", "s1", ALICE, "alice", "", "alice", Map.of("a;b=c", NOW), NOW, NOW, NOW, "", Optional.empty(),
                Optional.empty(), 0, 0);
        commit(new Change.SaveSession(saved));
        assertEquals(with(saved, 0), with(store().sessions().find("t1").orElseThrow(), 0));
    }

    @Test
    void timesOfFactorsAreKeptToTheMillisecond() throws Exception {
        commit(new Change.SaveSession(session("t1", "s1", ALICE, NOW.plusNanos(999_999), NOW)));
        SessionRecord found = store().sessions().find("t1").orElseThrow();
        assertEquals(Map.of("password", NOW, "totp", NOW), found.factors());
        assertEquals(NOW, found.createdAt());
    }

    @Test
    void aUsersSessionsComeNewestFirst() throws Exception {
        commit(new Change.SaveSession(session("t1", "s1", ALICE, NOW, NOW)),
                new Change.SaveSession(session("t2", "s2", ALICE, NOW.plusSeconds(5), NOW)),
                new Change.SaveSession(session("t3", "s3", BOB, NOW, NOW)));
        assertEquals(List.of("s2", "s1"), store().sessions().of(ALICE).stream().map(SessionRecord::id).toList());
    }

    @Test
    void sessionsAreDeletedOneByOneOrAllOfAUser() throws Exception {
        commit(new Change.SaveSession(session("t1", "s1", ALICE, NOW, NOW)), new Change.SaveSession(session("t2", "s2", ALICE, NOW, NOW)),
                new Change.SaveSession(session("t3", "s3", BOB, NOW, NOW)));
        commit(new Change.DeleteSession("t1"));
        assertEquals(List.of("s2"), store().sessions().of(ALICE).stream().map(SessionRecord::id).toList());
        commit(new Change.DeleteSessions(ALICE));
        assertTrue(store().sessions().of(ALICE).isEmpty());
        assertTrue(store().sessions().find("t3").isPresent());
    }

    @Test
    void aSessionThatEndedIsNotSavedAgain() throws Exception {
        commit(new Change.SaveSession(session("t1", "s1", ALICE, NOW, NOW)));
        SessionRecord read = store().sessions().find("t1").orElseThrow();
        commit(new Change.DeleteSession("t1"));
        refused(new Change.SaveSession(read));
        assertTrue(store().sessions().find("t1").isEmpty());
    }

    @Test
    void walkingThroughAllSessionsMeetsEachOnce() throws Exception {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 23; i++) {
            commit(new Change.SaveSession(session("t" + i, "s" + i, i % 2 == 0 ? ALICE : BOB, NOW, NOW)));
            expected.add("s" + i);
        }
        List<String> met = walk((cursor, limit) -> store().sessions().all(cursor, limit), 5).stream().map(SessionRecord::id).toList();
        assertEquals(23, met.size());
        assertEquals(expected, Set.copyOf(met));
        listOf(23, (cursor, limit) -> store().sessions().all(cursor, limit));
    }
}
