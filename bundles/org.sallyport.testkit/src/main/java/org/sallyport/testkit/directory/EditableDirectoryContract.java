package org.sallyport.testkit.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.EditableDirectory;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;

/** The rules of {@link EditableDirectory}, beside those of every directory. */
public abstract class EditableDirectoryContract extends DirectoryContract {

    private static final String ANOTHER = "nine slow rivers bend";

    private EditableDirectory directory;

    @BeforeEach
    final void takeTheDirectory() {
        directory = (EditableDirectory) filled().directory();
    }

    @Test
    void neverAllowsPasswordsShorterThanEight() {
        assertTrue(directory.shortestPassword() >= 8);
    }

    @Test
    void createsAUserWhoCanSignIn() throws Exception {
        Principal dora = directory.createUser("dora", "Dora Dorn", ANOTHER.toCharArray());
        assertEquals("dora", dora.name());
        assertEquals("Dora Dorn", dora.displayName());
        assertFalse(dora.disabled());
        assertEquals(Optional.of(dora), directory.find(dora.id()));
        assertEquals(Verdict.accepted(dora), directory.authenticate("dora", ANOTHER.toCharArray()));
        assertEquals(List.of(), directory.directGroups(dora.id(), Optional.empty(), 10).items());
    }

    @Test
    void createsAnEmptyGroup() throws Exception {
        Principal group = directory.createGroup("Night Shift", "The night shift");
        assertEquals(Kind.GROUP, group.id().kind());
        assertEquals(Optional.of(group), directory.find(group.id()));
        assertEquals(0, directory.people(group.id()).value());
        assertEquals(List.of(), directory.directMembers(group.id(), Optional.empty(), 10).items());
    }

    @Test
    void userAndGroupMayShareAName() throws Exception {
        Principal group = directory.createGroup("alice", "A group called alice");
        assertEquals(Verdict.rejected(), directory.authenticate("alice", ANOTHER.toCharArray()));
        assertEquals(user("alice"), directory.authenticate("alice", PASSWORD.toCharArray()).user().orElseThrow());
        directory.delete(group.id());
        assertTrue(directory.find(user("alice").id()).isPresent());
    }

    @Test
    void refusesATakenName() throws Exception {
        assertInvalid("login", Rule.TAKEN, () -> directory.createUser("alice", "Another Alice", ANOTHER.toCharArray()));
        assertInvalid("name", Rule.TAKEN, () -> directory.createGroup("Staff", "Another staff"));
        PrincipalId bob = user("bob").id();
        PrincipalId empty = group("Empty").id();
        assertInvalid("login", Rule.TAKEN, () -> directory.rename(bob, "alice", "Alice Archer"));
        assertInvalid("name", Rule.TAKEN, () -> directory.rename(empty, "Staff", "Staff"));
        assertEquals("Robert Baker", directory.find(bob).orElseThrow().displayName(), "nothing has been changed");
    }

    @Test
    void refusesNamesThatArePastUse() throws Exception {
        char[] password = ANOTHER.toCharArray();
        assertInvalid("login", Rule.EMPTY, () -> directory.createUser(" ", "Dora", password));
        assertInvalid("login", Rule.TOO_LONG, () -> directory.createUser("d".repeat(10_000), "Dora", password));
        assertInvalid("login", Rule.FORBIDDEN_CHARACTERS, () -> directory.createUser("do\nra", "Dora", password));
        assertInvalid("displayName", Rule.EMPTY, () -> directory.createUser("dora", "", password));
        assertInvalid("displayName", Rule.TOO_LONG, () -> directory.createUser("dora", "d".repeat(10_000), password));
        assertInvalid("displayName", Rule.FORBIDDEN_CHARACTERS, () -> directory.createUser("dora", "Do\u202era", password));
        assertInvalid("name", Rule.EMPTY, () -> directory.createGroup("", "Group"));
        assertInvalid("name", Rule.TOO_LONG, () -> directory.createGroup("g".repeat(10_000), "Group"));
        assertInvalid("name", Rule.FORBIDDEN_CHARACTERS, () -> directory.createGroup("Gr\0up", "Group"));
        assertEquals(List.of(), directory.search("dora", BOTH, Optional.empty(), 10).items());
    }

    @Test
    void refusesPasswordsThatAreTooShortOrTooCommonAndDoesNotRepeatThem() throws Exception {
        String shorter = "xK7#".repeat(30).substring(0, directory.shortestPassword() - 1);
        String common = "password".repeat(9);
        PrincipalId alice = user("alice").id();
        for (String[] bad : new String[][] {{"", "EMPTY"}, {shorter, "TOO_SHORT"}, {common, "TOO_COMMON"}}) {
            Rule rule = Rule.valueOf(bad[1]);
            for (Executable attempt : List.<Executable>of(
                    () -> directory.createUser("dora", "Dora", bad[0].toCharArray()),
                    () -> directory.setPassword(alice, bad[0].toCharArray()))) {
                InvalidEntryException refused = assertInvalid("password", rule, attempt);
                assertTrue(bad[0].isEmpty() || !refused.toString().contains(bad[0]));
            }
        }
        assertEquals(Outcome.ACCEPTED, directory.authenticate("alice", PASSWORD.toCharArray()).outcome());
    }

    @Test
    void takesPasswordsOf64CharactersAndDoesNotCutThem() throws Exception {
        String mixed = "Pferd und Fluß, ";
        String password = (mixed + ANOTHER + mixed + ANOTHER).substring(0, 64);
        PrincipalId alice = user("alice").id();
        directory.setPassword(alice, password.toCharArray());
        assertEquals(Outcome.ACCEPTED, directory.authenticate("alice", password.toCharArray()).outcome());
        assertEquals(Outcome.REJECTED, directory.authenticate("alice", password.substring(0, 63).toCharArray()).outcome());
    }

    @Test
    void renamesAndKeepsTheIdAndThePassword() throws Exception {
        Principal bob = user("bob");
        Principal renamed = directory.rename(bob.id(), "robert", "Robert B.");
        assertEquals(new Principal(bob.id(), "robert", "Robert B.", false), renamed);
        assertEquals(Optional.of(renamed), directory.find(bob.id()));
        assertEquals(Verdict.rejected(), directory.authenticate("bob", (PASSWORD + " bob").toCharArray()));
        assertEquals(Verdict.accepted(renamed), directory.authenticate("robert", (PASSWORD + " bob").toCharArray()));
        assertEquals(Set.of(group("Staff").id()), directory.memberships(bob.id(), Set.of(group("Staff").id())));
        Principal group = directory.rename(group("Managers").id(), "Leads", "Team leads");
        assertEquals(List.of("alice", "robert"), names(directory.members(group.id(), Optional.empty(), 10)));
    }

    @Test
    void mayChangeOnlyTheCaseOrTheDisplayName() throws Exception {
        PrincipalId bob = user("bob").id();
        assertEquals("Bob", directory.rename(bob, "Bob", "Robert Baker").name());
        assertEquals("Bob B.", directory.rename(bob, "Bob", "Bob B.").displayName());
    }

    @Test
    void aNameThatWasGivenUpIsFree() throws Exception {
        directory.rename(user("bob").id(), "robert", "Robert Baker");
        Principal bob = directory.createUser("bob", "Bob the Second", ANOTHER.toCharArray());
        assertFalse(bob.id().equals(user("robert").id()));
    }

    @Test
    void disablesAndEnables() throws Exception {
        PrincipalId alice = user("alice").id();
        assertTrue(directory.setDisabled(alice, true).disabled());
        assertEquals(Outcome.DISABLED, directory.authenticate("alice", PASSWORD.toCharArray()).outcome());
        assertTrue(directory.setDisabled(alice, true).disabled(), "twice is no fault");
        assertFalse(directory.setDisabled(alice, false).disabled());
        assertEquals(Outcome.ACCEPTED, directory.authenticate("alice", PASSWORD.toCharArray()).outcome());
    }

    @Test
    void replacesAPasswordAndForgetsTheOldOne() throws Exception {
        char[] password = ANOTHER.toCharArray();
        directory.setPassword(user("alice").id(), password);
        assertArrayEquals(ANOTHER.toCharArray(), password, "cleared by the caller");
        assertEquals(Verdict.rejected(), directory.authenticate("alice", PASSWORD.toCharArray()));
        assertEquals(Outcome.ACCEPTED, directory.authenticate("alice", password).outcome());
    }

    @Test
    void deletesAUserWithAllMemberships() throws Exception {
        PrincipalId alice = user("alice").id();
        directory.delete(alice);
        assertEquals(Optional.empty(), directory.find(alice));
        assertEquals(Verdict.rejected(), directory.authenticate("alice", PASSWORD.toCharArray()));
        assertEquals(List.of("bob"), names(directory.members(group("Staff").id(), Optional.empty(), 10)));
        assertEquals(List.of(), directory.search("alice", BOTH, Optional.empty(), 10).items());
        Principal again = directory.createUser("alice", "Alice Archer", ANOTHER.toCharArray());
        assertFalse(again.id().equals(alice), "ids are not used again");
        assertEquals(List.of(), directory.directGroups(again.id(), Optional.empty(), 10).items());
    }

    @Test
    void deletesAGroupAndNoneOfItsMembers() throws Exception {
        PrincipalId managers = group("Managers").id();
        directory.delete(managers);
        assertEquals(Optional.empty(), directory.find(managers));
        assertTrue(directory.find(user("bob").id()).isPresent());
        assertEquals(List.of("alice"), names(directory.members(group("Staff").id(), Optional.empty(), 10)));
        assertEquals(Set.of(), directory.memberships(user("bob").id(), Set.of(managers, group("Staff").id())));
    }

    @Test
    void addsAndRemovesDirectMembers() throws Exception {
        PrincipalId empty = group("Empty").id();
        PrincipalId carol = user("carol").id();
        PrincipalId managers = group("Managers").id();
        directory.addMember(empty, carol);
        directory.addMember(empty, carol);
        directory.addMember(empty, managers);
        assertEquals(Set.of("carol", "Managers"), Set.copyOf(names(directory.directMembers(empty, Optional.empty(), 10))));
        assertEquals(List.of("alice", "bob", "carol"), names(directory.members(empty, Optional.empty(), 10)));
        assertEquals(List.of("Empty", "Ring B"), names(directory.directGroups(carol, Optional.empty(), 10)));
        assertEquals(List.of("Empty", "Staff"), names(directory.directGroups(managers, Optional.empty(), 10)));
        directory.removeMember(empty, carol);
        directory.removeMember(empty, carol);
        directory.removeMember(empty, managers);
        assertEquals(List.of(), directory.directMembers(empty, Optional.empty(), 10).items());
    }

    @Test
    void pagesDirectMembersAndGroups() throws Exception {
        PrincipalId carol = user("carol").id();
        for (int i = 0; i < 7; i++) {
            Principal group = directory.createGroup("Team " + (char) ('A' + i), "A team");
            directory.addMember(group.id(), carol);
            directory.addMember(group("Empty").id(), group.id());
        }
        PrincipalId empty = group("Empty").id();
        assertEquals(7, collect(cursor -> directory.directMembers(empty, cursor, 2)).size());
        assertEquals(8, collect(cursor -> directory.directGroups(carol, cursor, 3)).size());
        assertEquals(2, directory.directMembers(empty, Optional.empty(), 2).items().size());
    }

    @Test
    void aGroupNeverComesToContainItself() throws Exception {
        PrincipalId staff = group("Staff").id();
        PrincipalId managers = group("Managers").id();
        PrincipalId empty = group("Empty").id();
        assertInvalid("member", Rule.WOULD_CONTAIN_ITSELF, () -> directory.addMember(staff, staff));
        assertInvalid("member", Rule.WOULD_CONTAIN_ITSELF, () -> directory.addMember(managers, staff));
        directory.addMember(managers, empty);
        assertInvalid("member", Rule.WOULD_CONTAIN_ITSELF, () -> directory.addMember(empty, staff));
    }

    @Test
    void refusesWhatDoesNotExist() throws Exception {
        PrincipalId nobody = PrincipalId.user(filled().realm(), "nobody");
        PrincipalId noGroup = PrincipalId.group(filled().realm(), "no-group");
        PrincipalId elsewhere = PrincipalId.user("some-other-realm", user("alice").id().id());
        PrincipalId staff = group("Staff").id();
        PrincipalId alice = user("alice").id();
        for (PrincipalId unknown : List.of(nobody, elsewhere)) {
            assertInvalid("login", Rule.UNKNOWN, () -> directory.rename(unknown, "new", "New"));
            assertInvalid("login", Rule.UNKNOWN, () -> directory.setDisabled(unknown, true));
            assertInvalid("login", Rule.UNKNOWN, () -> directory.setPassword(unknown, ANOTHER.toCharArray()));
            assertInvalid("login", Rule.UNKNOWN, () -> directory.delete(unknown));
            assertInvalid("member", Rule.UNKNOWN, () -> directory.addMember(staff, unknown));
        }
        assertInvalid("name", Rule.UNKNOWN, () -> directory.rename(noGroup, "new", "New"));
        assertInvalid("name", Rule.UNKNOWN, () -> directory.delete(noGroup));
        assertInvalid("group", Rule.UNKNOWN, () -> directory.addMember(noGroup, alice));
        assertInvalid("group", Rule.UNKNOWN, () -> directory.removeMember(noGroup, alice));
        assertInvalid("member", Rule.UNKNOWN, () -> directory.addMember(staff, noGroup));
        assertEquals(List.of(), directory.directMembers(noGroup, Optional.empty(), 10).items());
        assertEquals(List.of(), directory.directGroups(nobody, Optional.empty(), 10).items());
    }

    @Test
    void refusesTheWrongKind() throws Exception {
        PrincipalId alice = user("alice").id();
        PrincipalId staff = group("Staff").id();
        assertInvalid("login", Rule.WRONG_KIND, () -> directory.setPassword(staff, ANOTHER.toCharArray()));
        assertInvalid("login", Rule.WRONG_KIND, () -> directory.setDisabled(staff, true));
        assertInvalid("group", Rule.WRONG_KIND, () -> directory.addMember(alice, user("bob").id()));
        assertInvalid("group", Rule.WRONG_KIND, () -> directory.removeMember(alice, user("bob").id()));
    }

    @Test
    void onlyOneOfManyGetsAName() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Principal>> creations = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                creations.add(() -> directory.createUser("dora", "Dora", ANOTHER.toCharArray()));
            }
            int created = 0;
            for (Future<Principal> creation : threads.invokeAll(creations)) {
                try {
                    creation.get();
                    created++;
                } catch (ExecutionException e) {
                    assertEquals(Rule.TAKEN, ((InvalidEntryException) e.getCause()).rule());
                }
            }
            assertEquals(1, created);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void changesByManyAtOnceAreAllKept() throws Exception {
        PrincipalId alice = user("alice").id();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<Object> change : threads.invokeAll(List.<Callable<Object>>of(
                    () -> directory.rename(alice, "alicia", "Alicia Archer"),
                    () -> directory.setDisabled(alice, true),
                    () -> {
                        directory.setPassword(alice, ANOTHER.toCharArray());
                        return null;
                    }))) {
                change.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Verdict verdict = directory.authenticate("alicia", ANOTHER.toCharArray());
        assertEquals(Verdict.barred(Outcome.DISABLED, new Principal(alice, "alicia", "Alicia Archer", true)), verdict);
    }

    @Test
    void anUnreachableDirectoryRefusesChangesAsUnreachable() throws Exception {
        PrincipalId alice = user("alice").id();
        PrincipalId staff = group("Staff").id();
        filled().breakDown();
        for (Executable change : List.<Executable>of(
                () -> directory.createUser("dora", "Dora", ANOTHER.toCharArray()),
                () -> directory.createGroup("Group", "Group"),
                () -> directory.rename(alice, "alicia", "Alicia"),
                () -> directory.setDisabled(alice, true),
                () -> directory.setPassword(alice, ANOTHER.toCharArray()),
                () -> directory.delete(alice),
                () -> directory.addMember(staff, alice),
                () -> directory.removeMember(staff, alice),
                () -> directory.directMembers(staff, Optional.empty(), 10),
                () -> directory.directGroups(alice, Optional.empty(), 10))) {
            assertThrows(DirectoryException.class, change);
        }
        assertTrue(directory.shortestPassword() >= 8);
    }

    /** @return the refusal */
    protected static InvalidEntryException assertInvalid(String field, Rule rule, Executable change) {
        InvalidEntryException refused = assertThrows(InvalidEntryException.class, change);
        assertEquals(field, refused.field());
        assertEquals(rule, refused.rule());
        assertFalse(refused.getMessage().isBlank());
        return refused;
    }
}
