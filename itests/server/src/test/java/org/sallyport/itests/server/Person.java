package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

/**
 * Somebody with a password and, once enrolled, a phone. The tests widen the server's window, so that a phone has codes for several
 * sign-ins at once and nobody has to wait half a minute; a person uses them in the order of their steps.
 */
final class Person {

    /** What {@link Administrator} sets: steps to either side of now. */
    static final int WINDOW = 5;

    private final String login;
    private final String password;
    private Authenticator phone;
    private long lastStep;

    Person(String login, String password) {
        this.login = login;
        this.password = password;
    }

    String login() {
        return login;
    }

    String password() {
        return password;
    }

    Authenticator phone() {
        return phone;
    }

    /** The step whose code was handed out last. */
    long lastStep() {
        return lastStep;
    }

    /** Whether there is a code that was not handed out yet and that the server takes now. */
    boolean hasCode() {
        return phone != null && Math.max(lastStep + 1, Authenticator.now() - WINDOW + 1) <= Authenticator.now() + WINDOW;
    }

    /** The next code. The earliest step is left out: it may run out on the way. */
    String nextCode() {
        lastStep = Math.max(lastStep + 1, Authenticator.now() - WINDOW + 1);
        return phone.code(lastStep);
    }

    /** The step after the last used one, without the widened window. */
    String currentCode() {
        lastStep = Math.max(lastStep + 1, Authenticator.now());
        return phone.code(lastStep);
    }

    /** Forgets the phone, as after a reset. */
    void loseKey() {
        phone = null;
        lastStep = 0;
    }

    /** Takes up the key of the activation page. */
    void scan(Page activation) {
        assertEquals(200, activation.status(), activation::text);
        phone = new Authenticator(activation.html().select("#key").attr("data-value"));
    }

    /** Sends name and password; the answer to that. */
    Page givePassword(Browser browser) {
        return givePassword(browser, "/signin");
    }

    /** @param form the page with the form; it may carry {@code next} */
    Page givePassword(Browser browser, String form) {
        return browser.submit(browser.get(form), "/signin", Map.of("username", login, "password", password));
    }

    /** Sends a code to the page where this person stands after the password; the answer to that. */
    Page giveCode(Browser browser, String code) {
        return browser.submit(browser.get("/signin/code"), "/signin/code", Map.of("code", code));
    }

    /** Both doors; the answer to the second. */
    Page signIn(Browser browser) {
        Page challenge = givePassword(browser);
        assertEquals("/signin/code", challenge.location(), challenge::text);
        return giveCode(browser, nextCode());
    }

    /** Password, then the activation with the first code. */
    void enrol(Browser browser) {
        Page challenge = givePassword(browser);
        assertEquals("/signin/enrol", challenge.location(), challenge::text);
        Page activation = browser.get(challenge.location());
        scan(activation);
        Page home = browser.submit(activation, "/signin/enrol", Map.of("code", nextCode()));
        assertEquals(303, home.status(), home::text);
        assertTrue(home.location().equals("/"), home.location());
    }
}
