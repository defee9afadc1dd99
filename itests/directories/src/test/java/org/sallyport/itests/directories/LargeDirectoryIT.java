package org.sallyport.itests.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.directory.ldap.LdapDirectory;
import org.sallyport.directory.ldap.LdapSettings;

/**
 * Proves that a directory of a hundred thousand people is searched, paged and counted rightly, by a process with little memory.
 * How quickly is measured by {@code itests/ldap-bench.sh}.
 */
class LargeDirectoryIT {

    /** Bytes: a page of a search is a tenth of it, the register ten times as much. */
    private static final long TOO_LITTLE_FOR_EVERYBODY = 2_000_000;

    private static Slapd slapd;
    private static LdapDirectory directory;

    @BeforeAll
    static void fill() {
        slapd = new Slapd().limited(Slapd.UNLIMITED).load(City::write).start();
        directory = new LdapDirectory(slapd.settings(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        directory.close();
        slapd.close();
    }

    @FunctionalInterface
    private interface Paged {
        Page<Principal> page(Optional<String> cursor) throws DirectoryException;
    }

    /** The names on all pages, whose claims about the number are true. */
    private static List<String> names(Paged paged, int expected) throws DirectoryException {
        List<String> names = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Principal> page = paged.page(cursor);
            page.items().forEach(item -> names.add(item.name()));
            assertTruthful(expected, page.total());
            cursor = page.next();
            assertTrue(names.size() <= expected, "pages must come to an end");
        } while (cursor.isPresent());
        return names;
    }

    private static void assertTruthful(long expected, Count count) {
        switch (count.certainty()) {
            case EXACT -> assertEquals(expected, count.value());
            case AT_LEAST -> assertTrue(count.value() <= expected);
            case UNKNOWN -> assertEquals(0, count.value());
        }
    }

    private static List<String> meantBy(String letters) {
        return IntStream.range(0, City.PEOPLE).mapToObj(City.Person::new).filter(person -> person.isMeantBy(letters)).map(City.Person::login)
                .sorted().toList();
    }

    @Test
    void pagesEverybodyOnceAndInOrder() throws Exception {
        assertEquals(meantBy(""), names(cursor -> directory.search("", Set.of(Kind.USER), cursor, 1000), City.PEOPLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"z", "al", "Ali", "stei", "Winzeller", "alice.ar", "agnes albert"})
    void findsWhomLettersMeanAndNobodyElse(String letters) throws Exception {
        List<String> expected = letters.contains(" ") ? List.of() : meantBy(letters);
        assertEquals(expected, names(cursor -> directory.search(letters, Set.of(Kind.USER), cursor, 500), expected.size()));
        Page<Principal> first = directory.search(letters, Set.of(Kind.USER), Optional.empty(), 20);
        assertEquals(expected.subList(0, Math.min(20, expected.size())), first.items().stream().map(Principal::name).toList());
    }

    /** Right after a start the register of all people is still being read, which takes some seconds; here it never comes to an end. */
    @ParameterizedTest
    @ValueSource(strings = {"al", "", "ma"})
    void whoeverTypesRightAfterTheStartNeedNotWait(String letters) throws Exception {
        try (Relay relay = new Relay(slapd.port()); LdapDirectory fresh = new LdapDirectory(
                slapd.settings().with(LdapSettings.SERVERS, "ldap://127.0.0.1:" + relay.port()), Clock.systemUTC())) {
            relay.fallSilentAfter(TOO_LITTLE_FOR_EVERYBODY);
            Page<Principal> first = fresh.search(letters, EnumSet.allOf(Kind.class), Optional.empty(), 50);
            assertEquals(50, first.items().size());
            List<String> given = first.items().stream().map(Principal::name).toList();
            assertEquals(given.stream().sorted().toList(), given);
            if (!letters.isEmpty()) {
                assertTruthful(meantBy(letters).size(), first.total());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"al", "ma"})
    void everybodyIsOnThePagesThatAreBegunRightAfterTheStart(String letters) throws Exception {
        try (LdapDirectory fresh = new LdapDirectory(slapd.settings(), Clock.systemUTC())) {
            List<String> expected = meantBy(letters);
            List<String> all = names(cursor -> fresh.search(letters, EnumSet.allOf(Kind.class), cursor, 50), expected.size());
            assertEquals(expected, all.stream().sorted().toList(), "everybody once");
        }
    }

    @Test
    void findsGroupsAmongAllThosePeople() throws Exception {
        Page<Principal> found = directory.search("depart", Set.of(Kind.GROUP), Optional.empty(), 1000);
        assertEquals(City.DEPARTMENTS, found.items().size());
        assertTruthful(City.DEPARTMENTS, found.total());
        assertEquals(List.of("Everybody"), directory.search("every", Set.of(Kind.USER, Kind.GROUP), Optional.empty(), 10).items().stream()
                .map(Principal::name).toList());
    }

    @Test
    void knowsThePeopleOfAGroupOfGroups() throws Exception {
        PrincipalId everybody = directory.search("everybody", Set.of(Kind.GROUP), Optional.empty(), 10).items().get(0).id();
        assertTruthful(City.PEOPLE, directory.people(everybody));
        Page<Principal> first = directory.members(everybody, Optional.empty(), 50);
        assertEquals(meantBy("").subList(0, 50), first.items().stream().map(Principal::name).toList());
        assertTruthful(City.PEOPLE, first.total());
        Page<Principal> second = directory.members(everybody, first.next(), 50);
        assertEquals(meantBy("").subList(50, 100), second.items().stream().map(Principal::name).toList());
    }

    @Test
    void pagesTheMembersOfAGroup() throws Exception {
        PrincipalId department = directory.search(City.department(42), Set.of(Kind.GROUP), Optional.empty(), 10).items().get(0).id();
        List<String> expected = IntStream.range(0, City.PEOPLE).mapToObj(City.Person::new).filter(person -> person.department() == 42)
                .map(City.Person::login).sorted().toList();
        assertEquals(expected, names(cursor -> directory.members(department, cursor, 300), expected.size()));
        assertTruthful(expected.size(), directory.people(department));
    }

    @Test
    void signsPeopleInAndKnowsTheirGroups() throws Exception {
        List<Principal> groups = directory.search("", Set.of(Kind.GROUP), Optional.empty(), 1000).items();
        Set<PrincipalId> ids = new HashSet<>(groups.stream().map(Principal::id).toList());
        for (int number : new int[] {0, 4_711, 99_999}) {
            City.Person person = new City.Person(number);
            Principal user = directory.authenticate(person.login(), person.password().toCharArray()).user().orElseThrow();
            assertEquals(Outcome.REJECTED, directory.authenticate(person.login(), "wrong".toCharArray()).outcome());
            Set<PrincipalId> in = directory.memberships(user.id(), ids);
            assertEquals(Set.of("Everybody", City.department(person.department())), new HashSet<>(groups.stream()
                    .filter(group -> in.contains(group.id())).map(Principal::name).toList()));
        }
    }
}
