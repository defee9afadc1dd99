package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Whoever guesses waits, longer each time; also after a restart, and whether or not the name exists. */
class ThrottleIT {

    /** The first five failures cost no wait; the sixth is still answered. */
    private static final int ANSWERED = 6;

    private Home home;
    private Server server;
    private Map<String, Person> people;
    private Administrator administrator;

    @BeforeEach
    void start(TestInfo test) {
        home = Home.fresh("throttle-" + test.getTestMethod().orElseThrow().getName());
        server = Server.start(home, "--demo");
        people = server.people();
        administrator = Administrator.enrol(server, people.get("ada"));
        administrator.protect("alan");
        administrator.switchTwoFactor(true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart() {
        server.stop();
        server = Server.start(home);
    }

    private Page guessPassword(String login) {
        return new Person(login, "not the password of anybody").givePassword(new Browser(server));
    }

    private static void assertThrottled(Page page) {
        assertThrottled(page, 30);
    }

    /** After a restart, which may take longer than the first wait: then one more is heard, and the next waits twice as long. */
    private static void assertStillThrottled(Supplier<Page> guess) {
        Page page = guess.get();
        assertThrottled(page.status() == 401 ? guess.get() : page, 60);
    }

    private static void assertThrottled(Page page, int longest) {
        assertEquals(429, page.status(), page::text);
        int seconds = Integer.parseInt(page.header("Retry-After"));
        assertTrue(seconds >= 1 && seconds <= longest, "Retry-After: " + seconds);
        assertTrue(page.text().matches("(?s).*There were too many attempts\\. Try again in \\d+ seconds?\\..*"), page::text);
    }

    private static String withoutTokens(Page page, String login) {
        return page.body().replaceAll("name=\"csrf\" value=\"[^\"]*\"", "name=\"csrf\"").replace("value=\"" + login + "\"", "value=\"\"")
                .replaceAll("Try again in \\d+ seconds?", "Try again later");
    }

    private static Set<String> headerNames(Page page) {
        return page.headers().map().keySet().stream().map(String::toLowerCase).collect(Collectors.toSet());
    }

    @Test
    void wrongPasswordsAndUnknownNamesAreToldAlikeAndWaitAlike() {
        for (int i = 0; i <= ANSWERED; i++) {
            Page known = guessPassword("grace");
            Page unknown = guessPassword("nobody");
            Page disabledOrNot = guessPassword("NOBODY.else-" + i);
            assertEquals(known.status(), unknown.status());
            assertEquals(withoutTokens(known, "grace"), withoutTokens(unknown, "nobody"));
            assertEquals(headerNames(known), headerNames(unknown));
            assertEquals(401, disabledOrNot.status(), "another name does not wait");
            if (i < ANSWERED) {
                assertEquals(401, known.status());
                assertTrue(known.text().contains("Name or password is not right."), known::text);
            } else {
                assertThrottled(known);
                assertThrottled(unknown);
            }
        }
        assertEquals(429, people.get("grace").givePassword(new Browser(server)).status(), "the right password does not help from here");
        assertEquals("/", people.get("hedy").givePassword(new Browser(server)).location(), "nobody else has to wait");

        restart();
        assertStillThrottled(() -> guessPassword("grace"));
        assertStillThrottled(() -> guessPassword("nobody"));
        assertThrottled(guessPassword("GRACE"), 60);
        assertEquals("/", people.get("hedy").givePassword(new Browser(server)).location());

        administrator.browser().at(server);
        administrator.unlock(people.get("grace"));
        assertEquals("/", people.get("grace").givePassword(new Browser(server)).location(), "an administrator can let her in at once");
    }

    @Test
    void aFamiliarPlaceStaysOpenWhileStrangersWait() {
        assertEquals("/", people.get("grace").givePassword(new Browser(server)).location());
        try (Elsewhere elsewhere = new Elsewhere(server, "127.0.0.2")) {
            Person stranger = new Person("grace", "not the password of anybody");
            for (int i = 0; i < ANSWERED; i++) {
                assertEquals(401, stranger.givePassword(elsewhere.browser()).status());
            }
            assertThrottled(stranger.givePassword(elsewhere.browser()));
            assertEquals(429, people.get("grace").givePassword(elsewhere.browser()).status());
        }
        assertEquals("/", people.get("grace").givePassword(new Browser(server)).location(), "where she signed in from before");
    }

    @Test
    void wrongCodesWaitAlsoInAnotherSignInAndAfterARestart() {
        Person alan = people.get("alan");
        alan.enrol(new Browser(server));
        Browser browser = new Browser(server);
        alan.givePassword(browser);
        for (int i = 0; i < ANSWERED; i++) {
            Page wrong = alan.giveCode(browser, alan.phone().wrongCode());
            assertEquals(401, wrong.status(), wrong::text);
            assertTrue(wrong.text().contains("That code is not right."), wrong::text);
        }
        assertThrottled(alan.giveCode(browser, alan.phone().wrongCode()));
        assertThrottled(alan.giveCode(browser, alan.nextCode()));

        Browser again = new Browser(server);
        alan.givePassword(again);
        assertThrottled(alan.giveCode(again, alan.nextCode()));

        restart();
        Browser later = new Browser(server);
        alan.givePassword(later);
        assertStillThrottled(() -> alan.giveCode(later, alan.phone().wrongCode()));
        assertThrottled(alan.giveCode(later, alan.nextCode()), 60);

        administrator.browser().at(server);
        administrator.unlock(alan);
        Browser unlocked = new Browser(server);
        alan.givePassword(unlocked);
        assertEquals("/", alan.giveCode(unlocked, alan.nextCode()).location());
        assertTrue(unlocked.get("/").status() == 200);
    }

    @Test
    void wrongCodesOfAnActivationWaitToo() {
        Person alan = people.get("alan");
        Browser browser = new Browser(server);
        alan.givePassword(browser);
        Page activation = browser.get("/signin/enrol");
        alan.scan(activation);
        for (int i = 0; i < ANSWERED; i++) {
            Page wrong = browser.submit(activation, "/signin/enrol", Map.of("code", alan.phone().wrongCode()));
            assertEquals(401, wrong.status(), wrong::text);
            assertEquals(activation.html().select("#key").attr("data-value"), wrong.html().select("#key").attr("data-value"));
        }
        assertThrottled(browser.submit(activation, "/signin/enrol", Map.of("code", alan.nextCode())));
    }
}
