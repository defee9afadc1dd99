package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.itests.directories.OpenLdapTown;
import org.sallyport.itests.directories.Slapd;

/**
 * Proves that a company's LDAP directory takes the place of the embedded one while the product runs, and that nobody gets in
 * wrongly before, between and after.
 */
class LiveSwapIT {

    /** What is refused is counted, so it is not asked too often. */
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String PASSWORD = "four quiet horses graze";
    /** So many that nobody is made to wait for having been refused: each is tried a few times. */
    private static final int COMPANY = 300;
    /** Ways in for those who try without end, so that no address is closed to them. */
    private static final int ADDRESSES = 40;

    private final Home home = Home.fresh("live-swap");
    private Slapd slapd;
    private OpenLdapTown town;
    private Server server;
    private Person alan;
    private Person betty;
    private int newcomers;

    @BeforeEach
    void start() throws Exception {
        slapd = new Slapd().start();
        town = new OpenLdapTown(slapd);
        for (int i = 0; i < COMPANY; i++) {
            town.addUser("person" + i, "Person Number " + i, PASSWORD);
        }
        // The name of somebody whom the embedded directory knows too.
        town.addUser("betty", "Betty of the company", PASSWORD);
        server = Server.start(home, "--demo");
        Map<String, Person> people = server.people();
        alan = people.get("alan");
        betty = people.get("betty");
        Administrator administrator = Administrator.enrol(server, people.get("ada"));
        administrator.protect("alan", "betty");
        administrator.switchTwoFactor(true);
        alan.enrol(new Browser(server));
        betty.enrol(new Browser(server));
    }

    @AfterEach
    void stop() {
        server.close();
        town.close();
        slapd.close();
    }

    @Test
    void nobodyGetsInWronglyBeforeBetweenAndAfter() throws Exception {
        assertEquals("/signin/code", outcome(betty));
        assertEquals("401", outcome(newcomer()));
        try (Visitors visitors = new Visitors()) {
            write("org.sallyport.directory.ldap-corp.cfg", town.configuration());
            realms("corp");
            // The list names people of a realm that is gone. Whom it means now nobody knows, so whoever it does not protect waits.
            await("closed").atMost(Patience.LIMIT).pollInterval(PAUSE).until(() -> outcome(newcomer()).equals("503") && home.log().contains("the two-factor list names"));
            visitors.judge(Set.of("401", "429", "503"));

            realms("local, corp");
            await("open").atMost(Patience.LIMIT).pollInterval(PAUSE).until(() -> outcome(newcomer()).equals("/"));
        }
        assertEquals("/signin/code", outcome(betty));
        assertEquals("/", betty.signIn(new Browser(server)).location());
        assertEquals("401", outcome(new Person("corp\\person7", "wrong")));
        assertEquals("/", outcome(new Person("corp\\betty", PASSWORD)), "another betty, whom nothing protects");
    }

    /** Somebody of the company who was not here yet. */
    private Person newcomer() {
        return new Person("person" + newcomers++ % COMPANY, PASSWORD);
    }

    private String outcome(Person person) {
        return outcome(new Browser(server), person);
    }

    /** What comes of a name and a password: where they lead to, or the status of the refusal. */
    private static String outcome(Browser browser, Person person) {
        Page form = browser.get("/signin");
        Page page = form.status() == 200 ? browser.submit(form, "/signin", Map.of("username", person.login(), "password", person.password()))
                : form;
        return page.status() == 303 ? page.location() : Integer.toString(page.status());
    }

    private void realms(String realms) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(home.path().resolve("conf/org.sallyport.core.cfg")));
        lines.replaceAll(line -> line.matches("realms\\s*=.*") ? "realms = " + realms : line);
        write("org.sallyport.core.cfg", lines);
    }

    /** Replaces a file of conf/ at once, as an administrator's editor does. */
    private void write(String name, List<String> lines) throws IOException {
        Path half = Files.write(home.path().resolve(name + ".half"), lines);
        Files.move(half, home.path().resolve("conf").resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** People of the company, and alan, who try to get in without end, each with the right password. */
    private final class Visitors implements AutoCloseable {

        private final List<Elsewhere> ways = IntStream.range(0, ADDRESSES).mapToObj(i -> new Elsewhere(server, "127.0.0." + (2 + i))).toList();
        private final Queue<String> company = new ConcurrentLinkedQueue<>();
        private final Queue<String> local = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = List.of(
                new Thread(() -> visit(round -> new Person("person" + round % COMPANY, PASSWORD), company)),
                new Thread(() -> visit(round -> alan, local)));
        private volatile boolean over;

        private Visitors() {
            threads.forEach(Thread::start);
        }

        private void visit(IntFunction<Person> who, Queue<String> outcomes) {
            try {
                for (int round = 0; !over; round++) {
                    outcomes.add(outcome(ways.get(round % ADDRESSES).browser(), who.apply(round)));
                }
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        }

        /** Nothing came of it so far but this; and alan was never let in without his code. */
        private void judge(Set<String> companys) {
            assertTrue(failures.isEmpty(), failures::toString);
            assertTrue(!company.isEmpty() && companys.containsAll(company), () -> "company: " + Set.copyOf(company));
            assertTrue(!local.isEmpty() && Set.of("401", "429", "503", "/signin/code").containsAll(local), () -> "alan: " + Set.copyOf(local));
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
            ways.forEach(Elsewhere::close);
            judge(Set.of("401", "429", "503", "/"));
        }
    }
}
