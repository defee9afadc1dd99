package org.sallyport.itests;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.FirstAdministrator;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Store;

/** People to sign in: the administrator Ada, Paul who needs a password only, and Tom and Tina who need a code. */
final class Town {

    private static Town there;

    static final String ADMINISTRATOR = "ada";
    static final String PAUL = "paul";
    static final List<String> PROTECTED = List.of("tom", "tina");

    private static final String REALM = "local";
    private static final Client HERE = new Client("127.0.0.1", "test");
    private static final Pattern LINK = Pattern.compile("create the administrator at: \\S+/setup/(\\S+)");

    private final Node node;
    private final Actor actor;
    private final Map<String, PrincipalId> people;

    private Town(Node node, Actor actor, Map<String, PrincipalId> people) {
        this.node = node;
        this.actor = actor;
        this.people = people;
    }

    /** The one of this container: every part of the product is there again, and nobody waits. */
    static Town restored(Node node) {
        node.restore();
        if (there == null) {
            there = found(node);
        }
        there.forgetFailures();
        return there;
    }

    /** Fills a new node. */
    private static Town found(Node node) {
        node.awaitUp();
        try {
            String link = link(node);
            Principal ada = node.service(FirstAdministrator.class).create(link, ADMINISTRATOR, "Ada Lovelace",
                    password(ADMINISTRATOR).toCharArray(), HERE);
            Actor actor = new Actor(ada.id(), ada.name(), HERE, Door.CONSOLE);
            AccountAdministration accounts = node.service(AccountAdministration.class);
            Principal paul = user(accounts, actor, PAUL);
            Principal tom = user(accounts, actor, PROTECTED.get(0));
            Principal tina = user(accounts, actor, PROTECTED.get(1));
            Principal engineers = accounts.createGroup(actor, REALM, "Engineers", "Engineers");
            Principal nightShift = accounts.createGroup(actor, REALM, "Night shift", "Night shift");
            accounts.addMember(actor, engineers.id(), nightShift.id());
            accounts.addMember(actor, engineers.id(), tom.id());
            accounts.addMember(actor, nightShift.id(), tina.id());
            TwoFactorAdministration twoFactor = node.service(TwoFactorAdministration.class);
            twoFactor.add(actor, Set.of(engineers.id()));
            twoFactor.switchTwoFactor(actor, true, twoFactor.status().revision());
            return new Town(node, actor, Map.of(ADMINISTRATOR, ada.id(), PAUL, paul.id(), tom.name(), tom.id(), tina.name(), tina.id()));
        } catch (InvalidEntryException e) {
            throw new AssertionError(e.field() + ": " + e.getMessage(), e);
        }
    }

    private static Principal user(AccountAdministration accounts, Actor actor, String login) throws InvalidEntryException {
        return accounts.createUser(actor, REALM, login, login, password(login).toCharArray());
    }

    /** The way in that is printed at every start until somebody used it. */
    private static String link(Node node) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Bundle core = node.bundle("core");
            node.stop(core);
            node.start(core);
            return Await.value("the link for the first administrator", () -> {
                Matcher link = LINK.matcher(printed.toString(StandardCharsets.UTF_8));
                return link.find() ? Optional.of(link.group(1)) : Optional.empty();
            });
        } finally {
            System.setOut(before);
        }
    }

    static String password(String login) {
        return "the password of " + login;
    }

    PrincipalId id(String login) {
        return people.get(login);
    }

    /** A browser in which Paul, who needs no code, is signed in. */
    Browser paulSignedIn() {
        Browser browser = node.browser();
        expect(browser.signIn(PAUL, password(PAUL)), "/");
        return browser;
    }

    /** A browser in which the administrator has come as far as the console, with a new phone. */
    Browser administratorInConsole() {
        node.service(TwoFactorAdministration.class).reset(actor, Set.of(id(ADMINISTRATOR)));
        Browser browser = node.browser();
        expect(browser.signIn(ADMINISTRATOR, password(ADMINISTRATOR)), "/");
        Page knock = browser.get("/console/");
        if (knock.status() != 303) {
            throw new AssertionError("the console asks for nothing: " + knock);
        }
        Page step = browser.get(knock.header("Location"));
        if (step.status() == 303) {
            step = browser.get(step.header("Location"));
        }
        Authenticator phone = new Authenticator(step.secret());
        expect(browser.post("/signin/enrol", "code", phone.code(), "next", "/console/"), "/console/");
        return browser;
    }

    private static void expect(Page page, String path) {
        if (!page.leadsTo(path)) {
            throw new AssertionError("this should lead to " + path + ": " + page);
        }
    }

    /** Takes the second factor away, so that the next sign-in shows a new secret. */
    void reset(String login) {
        node.find(TwoFactorAdministration.class).ifPresent(twoFactor -> twoFactor.reset(actor, Set.of(id(login))));
    }

    /** What the tests do wrong on purpose must not add up until this host has to wait. */
    void forgetFailures() {
        try {
            node.service(Store.class).commit(List.of(new Change.DeleteAttemptsOf(AttemptRecord.ADDRESS, "127."),
                    new Change.DeleteAttemptsOf(AttemptRecord.PASSWORD, "")));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
