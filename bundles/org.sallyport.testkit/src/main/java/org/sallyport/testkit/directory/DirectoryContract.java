package org.sallyport.testkit.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * The rules of {@link Directory}. The cast: Alice, Bob, Carol and Zoë; Staff holds Alice and the group Managers, which holds Bob
 * and Alice too; Empty holds nobody; Ring A and Ring B hold each other, and Carol is in Ring B.
 */
public abstract class DirectoryContract {

    protected static final String PASSWORD = "four quiet horses graze";
    protected static final Set<Kind> BOTH = EnumSet.allOf(Kind.class);

    private DirectoryFixture fixture;
    private Directory directory;

    /** A directory that a test fills; a new one for each test. */
    protected abstract DirectoryFixture fixture() throws Exception;

    @BeforeEach
    final void fillTheDirectory() throws Exception {
        fixture = fixture();
        directory = fixture.directory();
        fixture.addUser("alice", "Alice Archer", PASSWORD);
        fixture.addUser("bob", "Robert Baker", PASSWORD + " bob");
        fixture.addUser("carol", "Carol O'Hara-Lind", PASSWORD);
        fixture.addUser("zoë", "Zoë Ångström", "Grüße an vier Pferde");
        for (String group : List.of("Staff", "Managers", "Empty", "Ring A", "Ring B")) {
            fixture.addGroup(group, group);
        }
        fixture.addUserToGroup("Staff", "alice");
        fixture.addUserToGroup("Managers", "alice");
        fixture.addUserToGroup("Managers", "bob");
        fixture.addUserToGroup("Ring B", "carol");
        fixture.addGroupToGroup("Staff", "Managers");
        fixture.addGroupToGroup("Ring A", "Ring B");
        fixture.addGroupToGroup("Ring B", "Ring A");
    }

    protected final DirectoryFixture filled() {
        return fixture;
    }

    /** The user of this name. */
    protected final Principal user(String login) throws DirectoryException {
        return named(login, Kind.USER);
    }

    /** The group of this name. */
    protected final Principal group(String name) throws DirectoryException {
        return named(name, Kind.GROUP);
    }

    private Principal named(String name, Kind kind) throws DirectoryException {
        return collect(cursor -> directory.search(name, Set.of(kind), cursor, 100)).stream()
                .filter(one -> one.name().equals(name)).findFirst().orElseGet(() -> fail("no " + kind + " " + name));
    }

    @Test
    void tellsItselfFromOthersByAConstantFingerprint() throws Exception {
        String fingerprint = directory.fingerprint();
        assertTrue(!fingerprint.isBlank() && fingerprint.length() <= 200);
        fixture.addUser("somebody", "Some Body", PASSWORD);
        assertEquals(fingerprint, directory.fingerprint());
    }

    @Test
    void acceptsTheRightPassword() throws Exception {
        Verdict verdict = directory.authenticate("alice", PASSWORD.toCharArray());
        assertEquals(Outcome.ACCEPTED, verdict.outcome());
        Principal alice = verdict.user().orElseThrow();
        assertEquals(fixture.realm(), alice.id().realm());
        assertEquals(Kind.USER, alice.id().kind());
        assertEquals("alice", alice.name());
        assertEquals("Alice Archer", alice.displayName());
        assertFalse(alice.disabled());
        assertEquals(Optional.of(alice), directory.find(alice.id()));
    }

    @Test
    void knowsWhomALoginMeansWithoutThePassword() throws Exception {
        assertEquals(Optional.of(user("alice")), directory.named("alice"));
        assertEquals(Optional.of(user("zoë")), directory.named("zoë"));
    }

    @Test
    void acceptsNamesAndPasswordsBeyondAscii() throws Exception {
        assertEquals("Zoë Ångström",
                directory.authenticate("zoë", "Grüße an vier Pferde".toCharArray()).user().orElseThrow().displayName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"four quiet horses graze ", " four quiet horses graze", "Four quiet horses graze", "four quiet horses graz",
        "four quiet horses graze bob", "*", "\0", "four quiet horses graze\0"})
    void rejectsAWrongPassword(String wrong) throws Exception {
        assertRejected(directory.authenticate("alice", wrong.toCharArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mallory", "", " ", "*", "al*", "alice)(uid=*", "alice' OR '1'='1", "alice\0", "Staff", "al\u200bice", "аlice"})
    void rejectsAnUnknownNameLikeAWrongPassword(String login) throws Exception {
        assertRejected(directory.authenticate(login, PASSWORD.toCharArray()));
        assertEquals(Optional.empty(), directory.named(login));
    }

    @Test
    void rejectsAnEmptyPassword() throws Exception {
        assertRejected(directory.authenticate("alice", new char[0]));
        assertRejected(directory.authenticate("mallory", new char[0]));
    }

    @Test
    void rejectsNamesAndPasswordsOfAnyLength() throws Exception {
        assertRejected(directory.authenticate("a".repeat(1_000_000), PASSWORD.toCharArray()));
        assertRejected(directory.authenticate("alice", "a".repeat(1_000_000).toCharArray()));
    }

    @Test
    void saysDisabledOnlyAfterTheRightPassword() throws Exception {
        fixture.disable("alice");
        assertRejected(directory.authenticate("alice", "wrong".toCharArray()));
        Verdict verdict = directory.authenticate("alice", PASSWORD.toCharArray());
        assertEquals(Outcome.DISABLED, verdict.outcome());
        assertEquals("alice", verdict.user().orElseThrow().name());
        assertTrue(directory.find(verdict.user().get().id()).orElseThrow().disabled());
    }

    @Test
    void leavesThePasswordToTheCaller() throws Exception {
        char[] password = PASSWORD.toCharArray();
        directory.authenticate("alice", password);
        assertArrayEquals(PASSWORD.toCharArray(), password);
    }

    @Test
    void findsUsersAndGroupsById() throws Exception {
        Principal staff = group("Staff");
        assertEquals(Optional.of(staff), directory.find(staff.id()));
        assertEquals(Kind.GROUP, staff.id().kind());
        assertFalse(staff.disabled());
        assertEquals(Optional.of(user("bob")), directory.find(user("bob").id()));
    }

    @Test
    void findsNobodyUnderAnUnknownId() throws Exception {
        assertEquals(Optional.empty(), directory.find(PrincipalId.user(fixture.realm(), "nobody")));
        assertEquals(Optional.empty(), directory.find(PrincipalId.group(fixture.realm(), "no group")));
        assertEquals(Optional.empty(), directory.find(PrincipalId.user(otherRealm(), user("alice").id().id())));
        assertEquals(Optional.empty(), directory.find(PrincipalId.user(fixture.realm(), "*")));
    }

    @Test
    void knowsDirectMemberships() throws Exception {
        assertEquals(ids("Staff", "Managers"), memberships("alice", "Staff", "Managers", "Empty", "Ring A"));
    }

    @Test
    void knowsMembershipsThroughGroupsInGroups() throws Exception {
        assertEquals(ids("Staff"), memberships("bob", "Staff"));
        assertEquals(ids("Staff", "Managers"), memberships("bob", "Staff", "Managers", "Empty"));
    }

    @Test
    void knowsMembershipsAtAnyDepth() throws Exception {
        String inner = "Managers";
        for (String around : List.of("Level 1", "Level 2", "Level 3", "Level 4")) {
            fixture.addGroup(around, around);
            fixture.addGroupToGroup(around, inner);
            inner = around;
        }
        assertEquals(ids("Level 1", "Level 4"), memberships("bob", "Level 1", "Level 4", "Empty"));
        assertEquals(List.of("alice", "bob"), names(directory.members(group("Level 4").id(), Optional.empty(), 10)));
        assertCounts(2, directory.people(group("Level 4").id()));
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void survivesGroupsThatContainEachOther() throws Exception {
        assertEquals(ids("Ring A", "Ring B"), memberships("carol", "Ring A", "Ring B", "Staff"));
        assertEquals(List.of("carol"), names(directory.members(group("Ring A").id(), Optional.empty(), 10)));
        assertEquals(1, directory.people(group("Ring A").id()).value());
        assertEquals(Set.of(), memberships("alice", "Ring A", "Ring B"));
    }

    @Test
    void answersOnlyForGroupsOfInterestOfItsOwnRealm() throws Exception {
        PrincipalId alice = user("alice").id();
        PrincipalId staff = group("Staff").id();
        assertEquals(Set.of(), directory.memberships(alice, Set.of()));
        assertEquals(Set.of(), directory.memberships(alice, Set.of(PrincipalId.group(otherRealm(), staff.id()),
                PrincipalId.group(fixture.realm(), "no group"), alice)));
        assertEquals(Set.of(), directory.memberships(PrincipalId.user(fixture.realm(), "nobody"), Set.of(staff)));
        assertEquals(Set.of(), directory.memberships(PrincipalId.user(otherRealm(), alice.id()), Set.of(staff)));
    }

    @Test
    void listsMembersOnceAndByName() throws Exception {
        Page<Principal> staff = directory.members(group("Staff").id(), Optional.empty(), 10);
        assertEquals(List.of("alice", "bob"), names(staff));
        assertTrue(staff.items().stream().allMatch(one -> one.id().isUser()));
        assertEquals(Optional.empty(), staff.next());
        assertEquals(List.of(), directory.members(group("Empty").id(), Optional.empty(), 10).items());
        assertEquals(List.of(), directory.members(PrincipalId.group(fixture.realm(), "no group"), Optional.empty(), 10).items());
        assertEquals(List.of(), directory.members(PrincipalId.group(otherRealm(), group("Staff").id().id()), Optional.empty(), 10).items());
    }

    @Test
    void countsPeopleOnce() throws Exception {
        assertCounts(2, directory.people(group("Staff").id()));
        assertCounts(0, directory.people(group("Empty").id()));
        assertEquals(0, directory.people(PrincipalId.group(fixture.realm(), "no group")).value());
        assertEquals(0, directory.people(PrincipalId.group(otherRealm(), group("Staff").id().id())).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "Archer", "arch", "ali"})
    void findsWordsByTheirBeginningWhateverTheCase(String text) throws Exception {
        assertTrue(searched(text, BOTH).contains("alice"), () -> "'" + text + "' must find alice");
    }

    @Test
    void findsWordsBeyondAscii() throws Exception {
        assertEquals(List.of("zoë"), searched("ångström", BOTH));
        assertEquals(List.of("zoë"), searched("ZOË", BOTH));
    }

    @Test
    void findsOnlyTheKindsAskedFor() throws Exception {
        assertEquals(List.of("Managers"), searched("man", Set.of(Kind.GROUP)));
        assertEquals(List.of(), searched("man", Set.of(Kind.USER)));
    }

    @Test
    void findsEverybodyWhereTheTextIsEmpty() throws Exception {
        List<String> users = searched("", Set.of(Kind.USER));
        assertTrue(users.containsAll(List.of("alice", "bob", "carol", "zoë")), users::toString);
        assertTrue(searched("", BOTH).containsAll(List.of("alice", "Staff", "Empty")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzz", "%", "_", "*", "*lice", "%lice", "al_ce", "al%e", "alice)(uid=*", "' OR ''='", "\\", "\0", "alice archer x"})
    void findsNobodyWhoIsNotMeant(String text) throws Exception {
        assertEquals(List.of(), searched(text, BOTH));
    }

    @Test
    void pagesEverybodyOnceAndInOrder() throws Exception {
        for (int i = 0; i < 12; i++) {
            fixture.addUser("person" + (char) ('a' + i), "Person Number", PASSWORD);
            fixture.addUserToGroup("Empty", "person" + (char) ('a' + i));
        }
        PrincipalId crowd = group("Empty").id();
        for (int limit : new int[] {1, 5, 12, 1000}) {
            List<String> found = names(collect(cursor -> directory.search("person", Set.of(Kind.USER), cursor, limit)));
            List<String> members = names(collect(cursor -> directory.members(crowd, cursor, limit)));
            assertEquals(12, found.size());
            assertEquals(found.stream().sorted().toList(), found);
            assertEquals(found, members);
        }
        Page<Principal> first = directory.search("person", Set.of(Kind.USER), Optional.empty(), 5);
        assertEquals(5, first.items().size());
        assertCounts(12, first.total());
        assertCounts(12, directory.members(crowd, Optional.empty(), 5).total());
    }

    @Test
    void anUnreachableDirectoryNeverLooksLikeOneThatSaysNo() throws Exception {
        PrincipalId alice = user("alice").id();
        PrincipalId staff = group("Staff").id();
        fixture.breakDown();
        for (Executable question : List.<Executable>of(
                () -> directory.authenticate("alice", PASSWORD.toCharArray()),
                () -> directory.authenticate("mallory", PASSWORD.toCharArray()),
                () -> directory.named("alice"),
                () -> directory.find(alice),
                () -> directory.memberships(alice, Set.of(staff)),
                () -> directory.members(staff, Optional.empty(), 10),
                () -> directory.people(staff),
                () -> directory.search("alice", BOTH, Optional.empty(), 10))) {
            String message = assertThrows(DirectoryException.class, question).getMessage();
            assertTrue(message != null && !message.isBlank(), "must say which directory, and why");
            assertFalse(message.contains(PASSWORD));
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Set<PrincipalId> interest = ids("Staff", "Managers", "Empty");
        PrincipalId alice = user("alice").id();
        PrincipalId bob = user("bob").id();
        try {
            List<Callable<Void>> visits = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                boolean right = i % 2 == 0;
                visits.add(() -> {
                    assertEquals(right ? Outcome.ACCEPTED : Outcome.REJECTED,
                            directory.authenticate(right ? "alice" : "bob", PASSWORD.toCharArray()).outcome());
                    assertEquals(2, directory.memberships(right ? alice : bob, interest).size());
                    return null;
                });
            }
            for (Future<Void> visit : threads.invokeAll(visits)) {
                visit.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** One page of something. */
    @FunctionalInterface
    protected interface Paged {
        Page<Principal> page(Optional<String> cursor) throws DirectoryException;
    }

    /** All pages, and proof that nobody is on two of them. */
    protected static List<Principal> collect(Paged paged) throws DirectoryException {
        List<Principal> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Principal> page = paged.page(cursor);
            all.addAll(page.items());
            cursor = page.next();
            assertTrue(all.size() < 10_000, "pages must come to an end");
        } while (cursor.isPresent());
        assertEquals(all.size(), new HashSet<>(all).size(), "each once");
        return all;
    }

    protected static List<String> names(Page<Principal> page) {
        return names(page.items());
    }

    protected static List<String> names(List<Principal> principals) {
        return principals.stream().map(Principal::name).toList();
    }

    /** A number that is claimed to be exact is, and no other claims too much. */
    protected static void assertCounts(long expected, Count count) {
        switch (count.certainty()) {
            case EXACT -> assertEquals(expected, count.value());
            case AT_LEAST -> assertTrue(count.value() <= expected);
            case UNKNOWN -> assertEquals(0, count.value());
        }
    }

    /** Nobody, whatever the log is told. */
    private static void assertRejected(Verdict verdict) {
        assertEquals(Outcome.REJECTED, verdict.outcome());
        assertEquals(Optional.empty(), verdict.user());
    }

    private List<String> searched(String text, Set<Kind> kinds) throws DirectoryException {
        return names(collect(cursor -> directory.search(text, kinds, cursor, 100)));
    }

    private Set<PrincipalId> memberships(String login, String... ofInterest) throws DirectoryException {
        return directory.memberships(user(login).id(), ids(ofInterest));
    }

    private Set<PrincipalId> ids(String... groups) throws DirectoryException {
        Set<PrincipalId> ids = new HashSet<>();
        for (String name : groups) {
            ids.add(group(name).id());
        }
        return ids.stream().collect(Collectors.toUnmodifiableSet());
    }

    private String otherRealm() {
        return fixture.realm().equals("other") ? "another" : "other";
    }
}
