package org.sallyport.itests;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.signin.UnavailableException;

/**
 * People who sign in without end, each in a new browser: with a password, with a wrong one, with a password and a new phone's code,
 * and with a code that was used. What comes of it is kept, to be judged by when it began and ended.
 */
final class Storm implements AutoCloseable {

    enum Kind { PASSWORD, WRONG_PASSWORD, CODE, USED_CODE }

    enum Result { ACCEPTED, REFUSED, AWAY, BROKEN }

    /** One sign-in. @param page the last one it saw */
    record Attempt(Kind kind, long begun, long ended, Result result, Page page) {
        @Override
        public String toString() {
            return kind + " " + result + ": " + page;
        }
    }

    /** Wrong passwords are rare enough that nobody is made to wait. */
    private static final int WRONG_EVERY = 6;

    private final Node node;
    private final Town town;
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService people = Executors.newCachedThreadPool();
    private volatile boolean over;

    Storm(Node node, Town town) {
        this.node = node;
        this.town = town;
        people.submit(() -> again(this::password));
        Town.PROTECTED.forEach(login -> people.submit(() -> again(new Phone(login)::round)));
    }

    private void again(Runnable round) {
        while (!over) {
            try {
                round.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
                return;
            }
        }
    }

    private int rounds;

    private void password() {
        if (++rounds % WRONG_EVERY == 0) {
            long begun = System.nanoTime();
            Browser browser = node.browser();
            note(Kind.WRONG_PASSWORD, begun, browser, browser.signIn(Town.PAUL, "not the password of paul"));
        }
        long begun = System.nanoTime();
        Browser browser = node.browser();
        note(Kind.PASSWORD, begun, browser, browser.signIn(Town.PAUL, Town.password(Town.PAUL)));
    }

    /** Somebody who gets a new phone all the time. */
    private final class Phone {

        private final String login;

        Phone(String login) {
            this.login = login;
        }

        void round() {
            try {
                town.reset(login);
            } catch (UnavailableException | InvalidInputException e) {
                // Administrators cannot work either; the sign-in below says how it is for everybody.
            }
            long begun = System.nanoTime();
            Browser browser = node.browser();
            Page page = browser.signIn(login, Town.password(login));
            if (!page.leadsTo("/signin/enrol")) {
                if (!page.leadsTo("/signin/code")) {
                    note(Kind.CODE, begun, browser, page);
                }
                return;
            }
            page = browser.get("/signin/enrol");
            if (page.status() != 200) {
                note(Kind.CODE, begun, browser, page);
                return;
            }
            String code = new Authenticator(page.secret()).code();
            Result result = note(Kind.CODE, begun, browser, browser.post("/signin/enrol", "code", code));
            if (result == Result.ACCEPTED) {
                used(code);
            }
        }

        private void used(String code) {
            long begun = System.nanoTime();
            Browser browser = node.browser();
            Page page = browser.signIn(login, Town.password(login));
            if (page.leadsTo("/signin/code")) {
                page = browser.get("/signin/code");
            }
            note(Kind.USED_CODE, begun, browser, page.status() == 200 ? browser.post("/signin/code", "code", code) : page);
        }
    }

    private Result note(Kind kind, long begun, Browser browser, Page page) {
        Result result = result(browser, page);
        attempts.add(new Attempt(kind, begun, System.nanoTime(), result, page));
        return result;
    }

    private static Result result(Browser browser, Page page) {
        if (browser.hasSession()) {
            return page.leadsTo("/") ? Result.ACCEPTED : Result.BROKEN;
        }
        if (page.status() == 503) {
            return page.awayPage() ? Result.AWAY : Result.BROKEN;
        }
        boolean refused = page.status() == 401 || page.status() == 429 || page.leadsTo("/signin?why=expired");
        return refused && !page.showsInsides() ? Result.REFUSED : Result.BROKEN;
    }

    /** Sign-ins that began after {@code from} and have ended. */
    List<Attempt> since(long from) {
        if (!failures.isEmpty()) {
            throw new AssertionError("somebody gave up", failures.peek());
        }
        return attempts.stream().filter(attempt -> attempt.begun() >= from).toList();
    }

    /** Waits for a number of each kind of sign-in that begin from now on, and returns all of them. */
    List<Attempt> next(int ofEach, Kind... kinds) {
        long from = System.nanoTime();
        Await.until(ofEach + " more sign-ins of each of " + List.of(kinds), () -> List.of(kinds).stream()
                .allMatch(kind -> since(from).stream().filter(attempt -> attempt.kind() == kind).count() >= ofEach));
        return since(from);
    }

    /** Waits until people get in again, with a password and with a code. */
    void awaitAccepted() {
        long from = System.nanoTime();
        BooleanSupplier both = () -> List.of(Kind.PASSWORD, Kind.CODE).stream().allMatch(kind -> since(from).stream()
                .anyMatch(attempt -> attempt.kind() == kind && attempt.result() == Result.ACCEPTED));
        try {
            Await.until("accepted", both::getAsBoolean);
        } catch (AssertionError e) {
            List<Attempt> seen = since(from);
            throw new AssertionError("nobody gets in; the last of " + seen.size() + ": " + (seen.isEmpty() ? "none" : seen.get(seen.size() - 1))
                    + "\n" + node.log());
        }
    }

    /** Everything that should never have happened, whatever else was going on. */
    List<Attempt> wrongs() {
        return since(0).stream().filter(attempt -> attempt.result() == Result.BROKEN
                || attempt.result() == Result.ACCEPTED && (attempt.kind() == Kind.WRONG_PASSWORD || attempt.kind() == Kind.USED_CODE)).toList();
    }

    @Override
    public void close() {
        over = true;
        people.shutdown();
        try {
            if (!people.awaitTermination(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the storm does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
