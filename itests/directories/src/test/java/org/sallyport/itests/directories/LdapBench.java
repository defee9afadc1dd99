package org.sallyport.itests.directories;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.paging.Page;
import org.sallyport.directory.ldap.LdapDirectory;

/** Prints how quickly a directory of a hundred thousand people at a local OpenLDAP server answers; see {@code itests/ldap-bench.sh}. */
final class LdapBench {

    private static final int ROUNDS = 200;
    private static final int PAGE = 25;

    private final Random random = new Random(2026);
    private final LdapDirectory directory;
    private Optional<String> cursor = Optional.empty();

    private LdapBench(LdapDirectory directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        try (Slapd slapd = new Slapd().limited(Slapd.UNLIMITED).load(City::write).start();
                LdapDirectory directory = new LdapDirectory(slapd.settings(), Clock.systemUTC())) {
            new LdapBench(directory).run();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run(int round) throws DirectoryException;
    }

    private void run() throws DirectoryException {
        System.out.printf("%-52s %9s %9s %9s%n", City.PEOPLE + " people, " + ROUNDS + " rounds each, milliseconds", "median", "95 %", "worst");
        once("the very first search, for \"al\"", () -> search("al", Optional.empty()));
        once("the first search for everybody", () -> search("", Optional.empty()));
        for (int letters = 1; letters <= 4; letters++) {
            int length = letters;
            measure("type-ahead, " + letters + (letters == 1 ? " letter" : " letters"), round -> search(letters(length), Optional.empty()));
        }
        measure("type-ahead, no text", round -> search("", Optional.empty()));
        measure("type-ahead, nobody found", round -> search("xq" + round, Optional.empty()));
        measure("from page to page, 2 letters", round -> nextPage());
        Set<PrincipalId> groups = groups();
        measure("sign-in: password, then membership in " + groups.size() + " groups", round -> signIn(groups, true));
        measure("sign-in with a wrong password", round -> signIn(groups, false));
        PrincipalId everybody = named("Everybody");
        PrincipalId department = named(City.department(42));
        once("first 25 of 100000 in a group of groups", () -> directory.members(everybody, Optional.empty(), PAGE));
        measure("first 25 of 1000 in a group", 20, round -> directory.members(department, Optional.empty(), PAGE));
        Runtime.getRuntime().gc();
        System.out.printf("%-52s %9d MB%n", "heap in use afterwards",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_048_576);
    }

    private Page<Principal> search(String text, Optional<String> cursor) throws DirectoryException {
        return directory.search(text, EnumSet.allOf(Kind.class), cursor, PAGE);
    }

    private PrincipalId named(String group) throws DirectoryException {
        return directory.search(group, Set.of(Kind.GROUP), Optional.empty(), PAGE).items().get(0).id();
    }

    private Set<PrincipalId> groups() throws DirectoryException {
        Set<PrincipalId> groups = new HashSet<>();
        directory.search("department 1", Set.of(Kind.GROUP), Optional.empty(), PAGE).items().forEach(one -> groups.add(one.id()));
        groups.add(named("Everybody"));
        return groups;
    }

    private City.Person somebody() {
        return new City.Person(random.nextInt(City.PEOPLE));
    }

    private String letters(int length) {
        City.Person person = somebody();
        return (random.nextBoolean() ? person.given() : person.surname()).toLowerCase(Locale.ROOT).transform(name ->
                name.substring(0, Math.min(length, name.length())));
    }

    /** From page to page, and from the last one to the first. */
    private void nextPage() throws DirectoryException {
        cursor = search("al", cursor).next();
    }

    private void signIn(Set<PrincipalId> groups, boolean right) throws DirectoryException {
        City.Person person = somebody();
        var verdict = directory.authenticate(person.login(), (right ? person.password() : "wrong").toCharArray());
        if ((verdict.outcome() == Outcome.ACCEPTED) != right) {
            throw new IllegalStateException(person.login() + ": " + verdict.outcome());
        }
        if (right) {
            directory.memberships(verdict.user().orElseThrow().id(), groups);
        }
    }

    @FunctionalInterface
    private interface Once {
        Object run() throws DirectoryException;
    }

    private static void once(String what, Once work) throws DirectoryException {
        long began = System.nanoTime();
        work.run();
        System.out.printf("%-52s %9.1f%n", what, (System.nanoTime() - began) / 1e6);
    }

    private static void measure(String what, Work work) throws DirectoryException {
        measure(what, ROUNDS, work);
    }

    private static void measure(String what, int rounds, Work work) throws DirectoryException {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long began = System.nanoTime();
            work.run(round);
            times.add((System.nanoTime() - began) / 1e6);
        }
        times.sort(null);
        System.out.printf("%-52s %9.1f %9.1f %9.1f%n", what, times.get(rounds / 2), times.get(rounds * 95 / 100), times.get(rounds - 1));
    }
}
