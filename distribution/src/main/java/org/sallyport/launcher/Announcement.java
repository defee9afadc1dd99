package org.sallyport.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Says that the server is ready; or after a while that it is not yet, and why, and later that it is. */
final class Announcement {

    /** Whoever started it is told then, so that they need not guess. */
    private static final Duration SOON = Duration.ofSeconds(20);
    /** A slow machine may need much longer than that before anybody listens at all; not so long that a port would never be listened at. */
    private static final Duration LATEST = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 500;

    private final Readiness readiness;
    private final PrintStream out;
    private final String product;
    private final String url;
    private final Path log;
    private final Duration soon;
    private final Duration latest;

    Announcement(Readiness readiness, PrintStream out, String product, String url, Path log) {
        this(readiness, out, product, url, log, SOON, LATEST);
    }

    /**
     * @param soon after which it is said that it is not ready yet
     * @param latest after which somebody must have answered, be it only that it is not ready
     */
    Announcement(Readiness readiness, PrintStream out, String product, String url, Path log, Duration soon, Duration latest) {
        this.readiness = readiness;
        this.out = out;
        this.product = product;
        this.url = url;
        this.log = log;
        this.soon = soon;
        this.latest = latest;
    }

    /**
     * Returns when it is ready, or when all is said that can be said now.
     *
     * @param hopeless asked once in a while: why it is no use to wait any longer
     * @throws Refusal with what is hopeless, or that nobody answers
     */
    void make(Supplier<Optional<String>> hopeless) throws InterruptedException {
        Readiness.Answer answer = readiness.await(soon, hopeless);
        if (!answer.ready()) {
            out.println(product + " is not ready after " + soon.toSeconds() + " s: "
                    + (answer.served() ? answer.missing() : "nothing answers yet at " + url) + "; see " + log);
            if (!answer.served() && !readiness.await(latest.minus(soon), hopeless).served()) {
                throw Refusal.failure("nothing answers at " + url + " after " + latest.toSeconds() + " s; see " + log);
            }
            // What is missing may come as late as it will; meanwhile the server says so to everybody.
            Thread later = new Thread(this::whenReady, "announcement");
            later.setDaemon(true);
            later.start();
            return;
        }
        ready();
    }

    private void whenReady() {
        try {
            while (!readiness.await(Duration.ZERO, Optional::empty).ready()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            ready();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ready() {
        out.println(product + " is ready: " + url);
    }
}
