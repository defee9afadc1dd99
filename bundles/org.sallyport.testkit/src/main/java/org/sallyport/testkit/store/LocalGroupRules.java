package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.group;
import static org.sallyport.testkit.store.Samples.groupIn;
import static org.sallyport.testkit.store.Samples.user;
import static org.sallyport.testkit.store.Samples.userIn;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.Store;

/** Memberships: users and groups in groups, at any depth, in circles too. */
abstract class LocalGroupRules extends StoreRules {

    private static final Set<String> ALL = Set.of("top", "middle", "bottom", "other");

    LocalGroupRules(Supplier<Store> store) {
        super(store);
    }

    /** {@code top} holds {@code middle} holds {@code bottom}; ann is in bottom, bob in middle and bottom, cid in other. */
    @BeforeEach
    void groups() throws Exception {
        commit(group("top"), group("middle"), group("bottom"), group("other"), user("ann"), user("bob"), user("cid"),
                groupIn("top", "middle"), groupIn("middle", "bottom"), userIn("bottom", "ann"), userIn("bottom", "bob"),
                userIn("middle", "bob"), userIn("other", "cid"));
    }

    private static List<String> ids(List<LocalEntry> entries) {
        return entries.stream().map(LocalEntry::id).toList();
    }

    private List<String> people(String group) throws Exception {
        return ids(walk((cursor, limit) -> store().accounts().people(group, cursor, limit), 1));
    }

    private List<String> members(String group) throws Exception {
        return ids(walk((cursor, limit) -> store().accounts().directMembers(group, cursor, limit), 1));
    }

    @Test
    void aUserIsInTheGroupsAroundTheirGroup() throws Exception {
        assertEquals(Set.of("top", "middle", "bottom"), store().accounts().groupsOf("ann", ALL));
        assertEquals(Set.of("top"), store().accounts().groupsOf("bob", Set.of("top", "other")));
        assertEquals(Set.of(), store().accounts().groupsOf("ann", Set.of()));
        assertEquals(Set.of(), store().accounts().groupsOf("nobody", ALL));
        assertEquals(Set.of(), store().accounts().groupsOf("bottom", ALL));
    }

    @Test
    void aGroupBringsThePeopleOfTheGroupsInIt() throws Exception {
        assertEquals(List.of("ann", "bob"), people("top"));
        assertEquals(2, store().accounts().countPeople("top"));
        assertEquals(List.of("cid"), people("other"));
        assertEquals(List.of(), people("nobody"));
        assertEquals(0, store().accounts().countPeople("nobody"));
        listOf(2, (cursor, limit) -> store().accounts().people("top", cursor, limit));
    }

    @Test
    void circlesAreSurvived() throws Exception {
        commit(groupIn("bottom", "top"), groupIn("other", "other"));
        assertEquals(Set.of("top", "middle", "bottom"), store().accounts().groupsOf("ann", ALL));
        assertEquals(List.of("ann", "bob"), people("bottom"));
        assertEquals(2, store().accounts().countPeople("middle"));
        assertTrue(store().accounts().contains("bottom", "top"));
        assertTrue(store().accounts().contains("top", "bottom"));
        assertTrue(store().accounts().contains("other", "other"));
        assertFalse(store().accounts().contains("other", "top"));
    }

    @Test
    void aGroupContainsItselfAndWhatIsInIt() throws Exception {
        assertTrue(store().accounts().contains("top", "top"));
        assertTrue(store().accounts().contains("top", "bottom"));
        assertFalse(store().accounts().contains("bottom", "top"));
        assertFalse(store().accounts().contains("top", "other"));
        assertFalse(store().accounts().contains("top", "nobody"));
    }

    @Test
    void directMembersAreUsersAndGroups() throws Exception {
        assertEquals(List.of("bob", "bottom"), members("middle"));
        assertEquals(List.of("middle"), members("top"));
        assertEquals(List.of(), members("nobody"));
        listOf(2, (cursor, limit) -> store().accounts().directMembers("middle", cursor, limit));
    }

    @Test
    void directGroupsAreThoseOneIsANamedMemberOf() throws Exception {
        assertEquals(List.of("bottom", "middle"),
                ids(walk((cursor, limit) -> store().accounts().directGroups(Kind.USER, "bob", cursor, limit), 1)));
        assertEquals(List.of("top"),
                ids(store().accounts().directGroups(Kind.GROUP, "middle", Optional.empty(), 10).items()));
        assertEquals(List.of(), store().accounts().directGroups(Kind.GROUP, "bob", Optional.empty(), 10).items());
        listOf(2, (cursor, limit) -> store().accounts().directGroups(Kind.USER, "bob", cursor, limit));
    }

    @Test
    void addingAMemberTwiceChangesNothing() throws Exception {
        commit(userIn("bottom", "ann"), userIn("bottom", "ann"));
        assertEquals(List.of("ann", "bob"), members("bottom"));
    }

    @Test
    void bothMustExist() throws Exception {
        refused(userIn("nobody", "ann"));
        refused(userIn("top", "nobody"));
        refused(groupIn("top", "ann"));
        refused(userIn("ann", "bob"));
        refused(userIn("top", "other"));
    }

    @Test
    void aMembershipIsTakenBack() throws Exception {
        commit(new Change.RemoveMember("bottom", Kind.USER, "ann"), new Change.RemoveMember("bottom", Kind.USER, "nobody"),
                new Change.RemoveMember("middle", Kind.USER, "bottom"));
        assertEquals(Set.of(), store().accounts().groupsOf("ann", ALL));
        assertEquals(List.of("bob", "bottom"), members("middle"));
    }

    @Test
    void deletingAGroupEndsItsMembershipsInBothDirections() throws Exception {
        commit(new Change.DeleteLocal(Kind.GROUP, "middle"));
        assertEquals(List.of(), members("top"));
        assertEquals(Set.of("bottom"), store().accounts().groupsOf("bob", ALL));
        commit(group("middle"));
        assertEquals(List.of(), members("middle"));
        assertEquals(List.of(), members("top"));
    }

    @Test
    void deletingAUserEndsTheirMemberships() throws Exception {
        commit(new Change.DeleteLocal(Kind.USER, "bob"));
        assertEquals(List.of("ann"), people("top"));
        commit(user("bob"));
        assertEquals(Set.of(), store().accounts().groupsOf("bob", ALL));
    }

    @Test
    void usersAndGroupsMayHaveTheSameId() throws Exception {
        commit(user("top", "someone", "Someone"), userIn("other", "top"));
        assertEquals(Set.of("other"), store().accounts().groupsOf("top", ALL));
        assertEquals(List.of("ann", "bob"), people("top"));
        commit(new Change.DeleteLocal(Kind.USER, "top"));
        assertEquals(List.of("middle"), members("top"));
    }
}
