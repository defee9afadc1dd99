package org.sallyport.directory.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.paging.Count;

/** Tries what sign-in relies on: that the store answers, and that a password is checked in time. */
final class Examination {

    /** Longer than anybody wants to wait at a sign-in. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final RealmStore store;
    private final Authentication authentication;
    private final HashSettings hashing;
    private final LongSupplier nanoTime;

    Examination(RealmStore store, Authentication authentication, HashSettings hashing, LongSupplier nanoTime) {
        this.store = store;
        this.authentication = authentication;
        this.hashing = hashing;
        this.nanoTime = nanoTime;
    }

    /** One thing that is tried. */
    @FunctionalInterface
    private interface Try {
        Finding found() throws DirectoryException;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(trying(this::entries));
        findings.add(trying(this::refused));
        return findings;
    }

    private Finding entries() throws DirectoryException {
        Count users = count(Kind.USER);
        Count groups = count(Kind.GROUP);
        String found = "The store answers: " + number(users, "user") + " and " + number(groups, "group");
        return users.equals(Count.exactly(0)) ? Finding.doubtful(found + "; nobody can sign in yet.") : Finding.good(found + ".");
    }

    private Count count(Kind kind) throws DirectoryException {
        return store.ask(() -> store.accounts().search("", Set.of(kind), Optional.empty(), 1)).total();
    }

    private static String number(Count count, String what) {
        String some = switch (count.certainty()) {
            case EXACT -> Long.toString(count.value());
            case AT_LEAST -> "at least " + count.value();
            case UNKNOWN -> "an unknown number of";
        };
        return some + " " + what + (count.equals(Count.exactly(1)) ? "" : "s");
    }

    private Finding refused() throws DirectoryException {
        String nobody = UUID.randomUUID().toString();
        long begun = nanoTime.getAsLong();
        Outcome outcome = authentication.check(nobody, nobody.toCharArray()).outcome();
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
        if (outcome != Outcome.REJECTED) {
            return Finding.bad("A name that nobody has is let in.");
        }
        String found = "A name that nobody has is refused, after " + took.toMillis() + " ms for a password hash of "
                + hashing.cost().memory() + " KiB; " + hashing.concurrency() + " of them at once";
        return took.compareTo(SLOW) > 0
                ? Finding.doubtful(found + ". That is long: this machine is busy, or hash.memory and hash.iterations are too much for it.")
                : Finding.good(found + ".");
    }

    private static Finding trying(Try attempt) {
        try {
            return attempt.found();
        } catch (DirectoryException e) {
            String text = e.getMessage();
            return Finding.bad(Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".");
        }
    }
}
