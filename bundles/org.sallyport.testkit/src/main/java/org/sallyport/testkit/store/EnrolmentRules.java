package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.BOB;
import static org.sallyport.testkit.store.Samples.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.Store;

/** Confirmed second factors. */
abstract class EnrolmentRules extends StoreRules {

    EnrolmentRules(Supplier<Store> store) {
        super(store);
    }

    private static Enrolment at(Enrolment enrolment, Instant confirmedAt, Optional<Instant> lastUsedAt, long revision) {
        return new Enrolment(enrolment.id(), enrolment.owner(), enrolment.kind(), enrolment.secret(), enrolment.parameters(),
                enrolment.lastStep(), enrolment.drift(), confirmedAt, lastUsedAt, revision);
    }

    private void save(Enrolment... enrolments) throws Exception {
        for (Enrolment enrolment : enrolments) {
            commit(new Change.SaveEnrolment(enrolment));
        }
    }

    @Test
    void anEnrolmentIsKeptWhole() throws Exception {
        Enrolment saved = at(Samples.enrolment("e1", ALICE, Long.MAX_VALUE, 0), NOW, Optional.of(NOW.plusMillis(1)), 0);
        save(saved);
        Enrolment found = store().enrolments().of(ALICE).get(0);
        assertEquals(at(saved, saved.confirmedAt(), saved.lastUsedAt(), found.revision()), found);
    }

    @Test
    void timesAreKeptToTheMillisecond() throws Exception {
        save(at(Samples.enrolment("e1", ALICE, 1, 0), NOW.plusNanos(999_999), Optional.of(NOW.plusNanos(1)), 0));
        Enrolment found = store().enrolments().of(ALICE).get(0);
        assertEquals(NOW, found.confirmedAt());
        assertEquals(Optional.of(NOW), found.lastUsedAt());
    }

    @Test
    void timesBeforeTheEpochAndFarAheadAreTimes() throws Exception {
        Instant past = Instant.parse("1901-12-13T20:45:52.999Z");
        Instant future = Instant.parse("2399-01-01T00:00:00.001Z");
        save(at(Samples.enrolment("e1", ALICE, 1, 0), past, Optional.of(future), 0));
        Enrolment found = store().enrolments().of(ALICE).get(0);
        assertEquals(past, found.confirmedAt());
        assertEquals(Optional.of(future), found.lastUsedAt());
    }

    @Test
    void someoneMayHaveSeveralOldestFirst() throws Exception {
        save(at(Samples.enrolment("e1", ALICE, 1, 0), NOW, Optional.empty(), 0),
                at(Samples.enrolment("e2", ALICE, 1, 0), NOW.minusSeconds(9), Optional.empty(), 0));
        assertEquals(List.of("e2", "e1"), store().enrolments().of(ALICE).stream().map(Enrolment::id).toList());
        assertEquals(1, store().enrolments().people());
    }

    @Test
    void ofSeveralOwnersOnlyTheirsAreFound() throws Exception {
        PrincipalId carol = PrincipalId.user("other", "b2");
        save(Samples.enrolment("e1", ALICE, 1, 0), Samples.enrolment("e2", BOB, 1, 0), Samples.enrolment("e3", carol, 1, 0));
        List<Enrolment> found = store().enrolments().of(Set.of(ALICE, carol, PrincipalId.user("local", "nobody")));
        assertEquals(Set.of("e1", "e3"), Set.copyOf(found.stream().map(Enrolment::id).toList()));
        assertEquals(List.of(), store().enrolments().of(Set.of()));
        assertEquals(3, store().enrolments().people());
    }

    @Test
    void ownersAreEachNamedOncePageByPage() throws Exception {
        PrincipalId carol = PrincipalId.user("other", "b2");
        assertEquals(List.of(), store().enrolments().owners(Optional.empty(), 1000).items());
        save(Samples.enrolment("e1", ALICE, 1, 0), Samples.enrolment("e2", ALICE, 1, 0), Samples.enrolment("e3", BOB, 1, 0),
                Samples.enrolment("e4", carol, 1, 0));
        assertEquals(3, store().enrolments().owners(Optional.empty(), 1000).items().size());
        assertEquals(Optional.empty(), store().enrolments().owners(Optional.empty(), 3).next());
        List<PrincipalId> walked = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<PrincipalId> page = store().enrolments().owners(cursor, 1);
            assertEquals(Count.exactly(3), page.total());
            walked.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent() && walked.size() < 9);
        assertEquals(3, walked.size());
        assertEquals(Set.of(ALICE, BOB, carol), Set.copyOf(walked));
    }

    @Test
    void ownersGoOnWhereTheyStoodWhenSomeoneIsForgotten() throws Exception {
        save(Samples.enrolment("e1", ALICE, 1, 0), Samples.enrolment("e2", BOB, 1, 0),
                Samples.enrolment("e3", PrincipalId.user("zoo", "z"), 1, 0));
        Page<PrincipalId> first = store().enrolments().owners(Optional.empty(), 1);
        commit(new Change.DeleteEnrolments(first.items().get(0)));
        Page<PrincipalId> rest = store().enrolments().owners(first.next(), 1000);
        assertEquals(2, rest.items().size());
        assertEquals(Optional.empty(), rest.next());
    }

    @Test
    void realmsAreThoseOfTheEnrolled() throws Exception {
        assertEquals(Set.of(), store().enrolments().realms());
        List<String> realms = List.of("a", "a-b", "a.b", "a0", "a_b", "ab", "local");
        for (String realm : realms) {
            save(Samples.enrolment("1" + realm, PrincipalId.user(realm, "u1"), 1, 0),
                    Samples.enrolment("2" + realm, PrincipalId.user(realm, "\uD83D\uDE00"), 1, 0));
        }
        assertEquals(Set.copyOf(realms), store().enrolments().realms());
        commit(new Change.DeleteEnrolments(PrincipalId.user("ab", "u1")), new Change.DeleteEnrolments(PrincipalId.user("ab", "\uD83D\uDE00")));
        assertFalse(store().enrolments().realms().contains("ab"));
    }

    @Test
    void deletingTakesAllOfTheOwnerAndNobodyElses() throws Exception {
        save(Samples.enrolment("e1", ALICE, 1, 0), Samples.enrolment("e2", ALICE, 1, 0), Samples.enrolment("e3", BOB, 1, 0));
        commit(new Change.DeleteEnrolments(ALICE));
        assertTrue(store().enrolments().of(ALICE).isEmpty());
        assertEquals(1, store().enrolments().of(BOB).size());
    }

    @Test
    void aStaleEnrolmentIsNotSaved() throws Exception {
        save(Samples.enrolment("e1", ALICE, 1, 0));
        long read = store().enrolments().of(ALICE).get(0).revision();
        save(Samples.enrolment("e1", ALICE, 2, read));
        refused(new Change.SaveEnrolment(Samples.enrolment("e1", ALICE, 2, read)));
        refused(new Change.SaveEnrolment(Samples.enrolment("e1", ALICE, 2, 0)));
    }
}
