package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.NOW;
import static org.sallyport.testkit.store.Samples.account;
import static org.sallyport.testkit.store.Samples.group;
import static org.sallyport.testkit.store.Samples.user;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.LocalGroup;
import org.sallyport.api.store.Store;

/** Users and groups of the embedded directory, and how they are found. */
abstract class LocalAccountRules extends StoreRules {

    private static final Set<Kind> BOTH = EnumSet.allOf(Kind.class);

    LocalAccountRules(Supplier<Store> store) {
        super(store);
    }

    private List<String> found(String text, Set<Kind> kinds) throws Exception {
        return walk((cursor, limit) -> store().accounts().search(text, kinds, cursor, limit), 2).stream()
                .map(LocalEntry::id).toList();
    }

    @Test
    void anAccountIsKeptWhole() throws Exception {
        LocalAccount saved = new LocalAccount("u1", "Zoë", "zoë", Samples.STRANGE, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", true,
                NOW, 0);
        commit(new Change.SaveAccount(saved));
        LocalAccount found = store().accounts().account("u1").orElseThrow();
        assertEquals(new LocalAccount("u1", "Zoë", "zoë", Samples.STRANGE, saved.passwordHash(), true, NOW, found.revision()), found);
        assertEquals(Optional.of(found), store().accounts().accountByName("zoë"));
        assertTrue(store().accounts().accountByName("Zoë").isEmpty());
        assertTrue(store().accounts().groupByName("zoë").isEmpty());
        assertTrue(store().accounts().group("u1").isEmpty());
    }

    @Test
    void aGroupIsKeptWhole() throws Exception {
        commit(new Change.SaveGroup(new LocalGroup("g1", "Staff", "staff", "All the staff", 0)));
        LocalGroup found = store().accounts().group("g1").orElseThrow();
        assertEquals(new LocalGroup("g1", "Staff", "staff", "All the staff", found.revision()), found);
        assertEquals(Optional.of(found), store().accounts().groupByName("staff"));
        assertTrue(store().accounts().account("g1").isEmpty());
    }

    @Test
    void aNameIsTakenOnceAmongUsersAndOnceAmongGroups() throws Exception {
        commit(user("u1", "same", "One"), new Change.SaveGroup(new LocalGroup("g1", "same", "same", "Group", 0)));
        refused(user("u2", "same", "Two"));
        refused(new Change.SaveGroup(new LocalGroup("g2", "same", "same", "Group", 0)));
        commit(user("u2", "other", "Two"));
        long revision = store().accounts().account("u2").orElseThrow().revision();
        refused(new Change.SaveAccount(account("u2", "same", "Two", revision)));
    }

    @Test
    void aNameThatBecameFreeCanBeTaken() throws Exception {
        commit(user("u1", "old", "One"));
        long revision = store().accounts().account("u1").orElseThrow().revision();
        commit(new Change.SaveAccount(account("u1", "new", "One", revision)), user("u2", "old", "Two"));
        assertEquals("u2", store().accounts().accountByName("old").orElseThrow().id());
        assertEquals("u1", store().accounts().accountByName("new").orElseThrow().id());
    }

    @Test
    void accountsAndGroupsAreGuarded() throws Exception {
        commit(user("u1"), group("g1"));
        LocalAccount read = store().accounts().account("u1").orElseThrow();
        LocalGroup readGroup = store().accounts().group("g1").orElseThrow();
        commit(new Change.SaveAccount(read), new Change.SaveGroup(readGroup));
        refused(new Change.SaveAccount(read));
        refused(new Change.SaveGroup(readGroup));
        refused(user("u1"));
        refused(group("g1"));
    }

    @Test
    void deletingWhoIsNotThereIsAConflict() throws Exception {
        commit(user("u1"));
        refused(new Change.DeleteLocal(Kind.GROUP, "u1"));
        commit(new Change.DeleteLocal(Kind.USER, "u1"));
        refused(new Change.DeleteLocal(Kind.USER, "u1"));
        assertTrue(store().accounts().account("u1").isEmpty());
        assertEquals(List.of(), found("", BOTH));
        assertEquals(List.of(), found("u1", BOTH));
    }

    @Test
    void noTextFindsAllByNameKey() throws Exception {
        commit(user("u1", "carol", "C"), user("u2", "Alice", "A"), user("u3", "bob", "B"),
                new Change.SaveGroup(new LocalGroup("g1", "Bobs", "bobs", "Bobs", 0)));
        assertEquals(List.of("u2", "u3", "g1", "u1"), found("", BOTH));
        assertEquals(List.of("u2", "u3", "u1"), found("", EnumSet.of(Kind.USER)));
        assertEquals(List.of("g1"), found("", EnumSet.of(Kind.GROUP)));
        listOf(4, (cursor, limit) -> store().accounts().search("", BOTH, cursor, limit));
    }

    @Test
    void aTextFindsTheBeginningsOfWords() throws Exception {
        commit(user("u1", "zmiller", "Zoë Ann-Marie Miller"), user("u2", "zara", "Żaneta O'Hara"), user("u3", "ann", "Joanna 山田"));
        assertEquals(List.of("u3", "u1"), found("ann", BOTH));
        assertEquals(List.of("u3", "u1"), found("  ANN ", BOTH));
        assertEquals(List.of("u1"), found("mar", BOTH));
        assertEquals(List.of("u1"), found("ZOË", BOTH));
        assertEquals(List.of("u2"), found("żan", BOTH));
        assertEquals(List.of("u2"), found("hara", BOTH));
        assertEquals(List.of("u3"), found("山", BOTH));
        assertEquals(List.of(), found("iller", BOTH));
        assertEquals(List.of(), found("ann%", EnumSet.of(Kind.GROUP)));
        assertEquals(List.of(), found("nobody", BOTH));
    }

    @Test
    void aDecomposedLetterIsTheSameLetter() throws Exception {
        commit(user("u1", "zoe", "Zoe\u0308"));
        assertEquals(List.of("u1"), found("zo\u00eb", BOTH));
    }

    @Test
    void everyWordOfTheTextMustMatch() throws Exception {
        commit(user("u1", "amiller", "Ann Miller"), user("u2", "asmith", "Ann Smith"), user("u3", "bmiller", "Bob Miller"));
        assertEquals(List.of("u1"), found("mill ann", BOTH));
        assertEquals(List.of("u1"), found("ann-mil", BOTH));
        assertEquals(List.of(), found("bob smith", BOTH));
    }

    @Test
    void whoHasTheBeginningTwiceIsFoundOnce() throws Exception {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            commit(user("u" + i, "anna" + i, "Anna Andersen Anders An"));
            expected.add("u" + i);
        }
        List<String> met = found("an", BOTH);
        assertEquals(12, met.size());
        assertEquals(expected, Set.copyOf(met));
        assertEquals(Count.exactly(12), store().accounts().search("an", BOTH, Optional.empty(), 3).total());
        listOf(12, (cursor, limit) -> store().accounts().search("an", BOTH, cursor, limit));
    }

    @Test
    void aNewNameIsFoundAndTheOldIsNot() throws Exception {
        commit(user("u1", "old", "Former Name"));
        long revision = store().accounts().account("u1").orElseThrow().revision();
        commit(new Change.SaveAccount(account("u1", "fresh", "Present Name", revision)));
        assertEquals(List.of(), found("former", BOTH));
        assertEquals(List.of("u1"), found("fresh present", BOTH));
    }

    @Test
    void anEntryShowsWhatItIs() throws Exception {
        commit(new Change.SaveAccount(new LocalAccount("u1", "Ann", "ann", "Ann M", "x", true, NOW, 0)), group("g1"));
        assertEquals(List.of(new LocalEntry(Kind.USER, "u1", "Ann", "Ann M", true), new LocalEntry(Kind.GROUP, "g1", "g1", "Group g1", false)),
                store().accounts().search("", BOTH, Optional.empty(), 10).items());
        assertFalse(store().accounts().search("", BOTH, Optional.empty(), 10).next().isPresent());
    }
}
