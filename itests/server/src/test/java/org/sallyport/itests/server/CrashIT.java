package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Kills the server in the middle of many sign-ins, again and again: what it answered, it stands by. */
class CrashIT {

    private static final int KILLS = 20;
    private static final int CLIENTS = 4;
    private static final int ENROLLED_BEFORE = 12;
    private static final int NEWCOMERS = 20;
    private static final long SEED = 20260726;

    /** A code that opened, and the browser it opened for. */
    private record Accepted(Person person, long step, Browser browser) {
    }

    private final Home home = Home.fresh("crash");
    private final Random random = new Random(SEED);
    private final List<List<Person>> crowds = new ArrayList<>();
    private final List<Person> newcomers = new ArrayList<>();
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Person> confirmed = new ConcurrentLinkedQueue<>();
    private final Guesser guesser = new Guesser();

    /** Everybody comes from another address after each start: failures are counted by address, and a killed attempt is one. */
    private static Elsewhere from(Server server, int round) {
        return new Elsewhere(server, "127.0.0." + (10 + round));
    }

    @Test
    void nothingThatWasAnsweredIsTakenBack(TestReporter report) throws Exception {
        try (Server server = Server.start(home)) {
            populate(server);
            server.stop();
        }
        int opened = 0;
        int activated = 0;
        for (int round = 1; round <= KILLS; round++) {
            List<Accepted> before = List.copyOf(accepted);
            try (Server server = Server.start(home); Elsewhere place = from(server, round)) {
                verify(place, before);
                accepted.clear();
                confirmed.clear();
                storm(server, place);
                opened += accepted.size();
                activated += confirmed.size();
            }
        }
        try (Server server = Server.start(home); Elsewhere place = from(server, KILLS + 1)) {
            verify(place, List.copyOf(accepted));
            assertEquals(List.of(), server.err());
        }
        assertTrue(activated >= NEWCOMERS / 2, "too few phones were activated to say anything: " + activated);
        assertTrue(guesser.wrong >= 6, "too few wrong codes to say anything: " + guesser.wrong);
        report.publishEntry(Map.of("kills", "" + KILLS, "sign-ins", "" + opened, "activations", "" + activated, "wrong codes", "" + guesser.wrong));
    }

    private void populate(Server server) {
        Browser browser = new Browser(server);
        String link = server.setupPath().orElseThrow();
        String password = "no tree grows to heaven";
        browser.submit(browser.get(link), link, Map.of("username", "root", "displayName", "", "password", password, "repeated", password));
        Administrator administrator = Administrator.enrol(server, new Person("root", password));
        List<String> names = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            crowds.add(new ArrayList<>());
        }
        for (int i = 0; i < ENROLLED_BEFORE; i++) {
            Person person = administrator.createUser("person-" + i);
            crowds.get(i % CLIENTS).add(person);
            names.add(person.login());
        }
        for (int i = 0; i < NEWCOMERS; i++) {
            newcomers.add(administrator.createUser("newcomer-" + i));
            names.add("newcomer-" + i);
        }
        guesser.person = administrator.createUser("guesser");
        names.add("guesser");
        administrator.createGroup("crowd", names);
        administrator.protect("crowd");
        administrator.switchTwoFactor(true);
        crowds.forEach(crowd -> crowd.forEach(person -> person.enrol(new Browser(server))));
        guesser.person.enrol(new Browser(server));
    }

    /** Clients sign in, newcomers activate, somebody guesses, until enough of them got in; then the server dies. */
    private void storm(Server server, Elsewhere place) throws Exception {
        int enough = 2 + random.nextInt(14);
        AtomicInteger trouble = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 2);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (List<Person> crowd : crowds) {
                clients.add(threads.submit(() -> untilItDies(trouble, () -> {
                    for (Person person : List.copyOf(crowd)) {
                        signIn(place, person);
                    }
                })));
            }
            clients.add(threads.submit(() -> untilItDies(trouble, () -> activate(place))));
            clients.add(threads.submit(() -> untilItDies(trouble, () -> guesser.guess(place))));
            await("a storm").atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(2))
                    .until(() -> accepted.size() + confirmed.size() >= enough || clients.stream().anyMatch(Future::isDone));
            server.kill();
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (Person person : confirmed) {
            newcomers.remove(person);
            crowds.get(random.nextInt(CLIENTS)).add(person);
        }
    }

    private static void untilItDies(AtomicInteger deaths, Runnable work) {
        try {
            while (deaths.get() == 0) {
                work.run();
            }
        } catch (UncheckedIOException e) {
            deaths.incrementAndGet();
        }
    }

    private void signIn(Elsewhere place, Person person) {
        Browser browser = place.browser();
        if (!person.hasCode()) {
            // The phone has shown all it can for the moment; the password alone makes work, too.
            assertEquals("/signin/code", person.givePassword(browser).location());
            return;
        }
        Page challenge = person.givePassword(browser);
        assertEquals("/signin/code", challenge.location(), () -> person.login() + ": " + challenge.text());
        String code = person.nextCode();
        Page answer = person.giveCode(browser, code);
        assertEquals("/", answer.location(), () -> person.login() + ": " + answer.status() + " " + answer.text());
        accepted.add(new Accepted(person, person.lastStep(), browser));
    }

    private void activate(Elsewhere place) {
        for (Person person : newcomers) {
            if (confirmed.contains(person)) {
                continue;
            }
            Browser browser = place.browser();
            Page challenge = person.givePassword(browser);
            if (challenge.location().equals("/signin/code")) {
                // It was confirmed and the server died before it could say so.
                assertTrue(person.phone() != null, person.login());
                confirmed.add(person);
                continue;
            }
            Page activation = browser.get(challenge.location());
            person.loseKey();
            person.scan(activation);
            Page answer = browser.submit(activation, "/signin/enrol", Map.of("code", person.nextCode()));
            assertEquals("/", answer.location(), () -> person.login() + ": " + answer.status() + " " + answer.text());
            confirmed.add(person);
        }
        // Nobody is left to activate: the others make the storm.
        assertEquals(200, place.browser().get("/signin").status());
    }

    private void verify(Elsewhere place, List<Accepted> before) {
        for (Person person : confirmed) {
            assertEquals("/signin/code", person.givePassword(place.browser()).location(), person.login() + " was activated");
        }
        for (Accepted one : before) {
            assertTrue(one.browser().at(place.url()).get("/").text().contains(one.person().login()), one.person().login() + " was signed in");
            if (one.step() >= Authenticator.now() - Person.WINDOW) {
                Browser thief = place.browser();
                one.person().givePassword(thief);
                Page refused = one.person().giveCode(thief, one.person().phone().code(one.step()));
                assertEquals(401, refused.status(), () -> one.person().login() + ": " + refused.location());
                assertFalse(thief.get("/").text().contains(one.person().login()));
            }
        }
        guesser.guess(place);
    }

    /** Types wrong codes, and knows how long the server must keep them waiting. */
    private static final class Guesser {

        private static final int FREE = 5;
        private static final Duration FIRST_WAIT = Duration.ofSeconds(30);

        private Person person;
        private int wrong;
        /** Before the last wrong one was sent: it was counted then or later. */
        private Instant lastWrong = Instant.EPOCH;

        private void guess(Elsewhere place) {
            Browser browser = place.browser();
            person.givePassword(browser);
            Instant asked = Instant.now();
            Page answer = person.giveCode(browser, person.phone().wrongCode());
            if (answer.status() == 429) {
                return;
            }
            assertEquals(401, answer.status(), answer::text);
            Duration wait = wrong <= FREE ? Duration.ZERO : FIRST_WAIT.multipliedBy(1L << (wrong - FREE - 1));
            Instant heard = Instant.now();
            assertTrue(!heard.isBefore(lastWrong.plus(wait)), () -> "after " + wrong + " wrong codes only " + Duration.between(lastWrong, heard));
            wrong++;
            lastWrong = asked;
        }
    }
}
