package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ListEntry;
import org.sallyport.api.store.PolicyState;
import org.sallyport.api.store.Store;

/** The switch, and the list. */
abstract class PolicyRules extends StoreRules {

    PolicyRules(Supplier<Store> store) {
        super(store);
    }

    private static Change add(PrincipalId id, String name) {
        return new Change.AddToList(new ListEntry(id, name, NOW));
    }

    private List<String> names(String text) throws Exception {
        return walk((cursor, limit) -> store().policy().list(text, cursor, limit), 2).stream().map(ListEntry::name).toList();
    }

    @Test
    void twoFactorIsOffInANewStoreAndNobodyIsListed() throws Exception {
        assertFalse(store().policy().state().enabled());
        assertTrue(store().policy().snapshot().listed().isEmpty());
        assertEquals(List.of(), names(""));
    }

    @Test
    void theSwitchIsGuarded() throws Exception {
        PolicyState read = store().policy().state();
        commit(new Change.SwitchTwoFactor(true, read.revision()));
        assertTrue(store().policy().state().enabled());
        refused(new Change.SwitchTwoFactor(false, read.revision()));
        assertTrue(store().policy().state().enabled());
    }

    @Test
    void everyChangeMovesTheRevisionOn() throws Exception {
        long start = store().policy().state().revision();
        commit(add(ALICE, "Alice"));
        long added = store().policy().state().revision();
        commit(new Change.SwitchTwoFactor(true, added));
        long switched = store().policy().state().revision();
        commit(new Change.RemoveFromList(ALICE));
        long removed = store().policy().state().revision();
        assertTrue(start < added && added < switched && switched < removed, List.of(start, added, switched, removed).toString());
    }

    @Test
    void whatIsNoPolicyLeavesTheRevision() throws Exception {
        PolicyState before = store().policy().state();
        commit(Samples.set("a", "1", 0), Samples.user("u1"), Samples.group("g1"));
        assertEquals(before, store().policy().state());
    }

    @Test
    void aSnapshotHasTheListAndItsRevision() throws Exception {
        commit(add(ALICE, "Alice"), add(STAFF, "Staff"));
        assertEquals(Set.of(ALICE, STAFF), store().policy().snapshot().listed());
        assertEquals(store().policy().state(), store().policy().snapshot().state());
    }

    @Test
    void addingSomebodyAgainRenamesThem() throws Exception {
        commit(add(ALICE, "Alice"));
        commit(new Change.AddToList(new ListEntry(ALICE, "Alicia", NOW.plusSeconds(60))));
        assertEquals(List.of(new ListEntry(ALICE, "Alicia", NOW)),
                store().policy().list("", Optional.empty(), 10).items());
    }

    @Test
    void groupsComeBeforeUsersAndBothByName() throws Exception {
        commit(add(BOB, "bob"), add(ALICE, "Alice"), add(STAFF, "Staff"), add(PrincipalId.group("local", "g2"), "admins"),
                add(PrincipalId.user("other", "a1"), "Alice"));
        assertEquals(List.of("admins", "Staff", "Alice", "Alice", "bob"), names(""));
        listOf(5, (cursor, limit) -> store().policy().list("", cursor, limit));
    }

    @Test
    void aPartOfTheNameFindsWhateverTheCase() throws Exception {
        commit(add(BOB, "Zoë ÅNGSTRÖM"), add(ALICE, "100%_sure"), add(STAFF, "Staff"));
        assertEquals(List.of("Zoë ÅNGSTRÖM"), names("Ångst"));
        assertEquals(List.of("Staff"), names("TAF"));
        assertEquals(List.of("100%_sure"), names("%_"));
        assertEquals(List.of(), names("%S"));
        assertEquals(List.of(), names("nobody"));
        listOf(1, (cursor, limit) -> store().policy().list("zoë", cursor, limit));
    }
}
