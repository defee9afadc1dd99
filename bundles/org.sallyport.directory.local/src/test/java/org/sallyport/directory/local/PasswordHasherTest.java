package org.sallyport.directory.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.sallyport.api.directory.DirectoryException;

class PasswordHasherTest {

    private static final HashCost CHEAP = new HashCost(64, 1, 1);

    /** From the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 -e}. */
    @Test
    void agreesWithTheReferenceImplementation() throws Exception {
        PasswordHash known = PasswordHash.parse(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        PasswordHasher hasher = hasher(1, Duration.ofSeconds(60));
        assertTrue(hasher.matches("password".toCharArray(), known));
        assertFalse(hasher.matches("Password".toCharArray(), known));
        assertTrue(hasher.outdated(known));
    }

    @Test
    void writesWhatItReads() throws Exception {
        PasswordHasher hasher = hasher(1, Duration.ofSeconds(60));
        PasswordHash hash = hasher.hash("four quiet horses".toCharArray());
        PasswordHash again = PasswordHash.parse(hash.phc());
        assertEquals(hash.phc(), again.phc());
        assertTrue(hasher.matches("four quiet horses".toCharArray(), again));
        assertFalse(hasher.outdated(again));
        assertEquals(16, again.salt().length);
        assertEquals(32, again.tag().length);
    }

    @Test
    void nobodysHashCostsTheSameAndMatchesNothing() throws Exception {
        PasswordHasher hasher = hasher(1, Duration.ofSeconds(60));
        assertEquals(CHEAP, hasher.nobodys().cost());
        assertFalse(hasher.matches("".toCharArray(), hasher.nobodys()));
    }

    @Test
    void blocksThatAreUsedAgainChangeNothing() throws Exception {
        PasswordHasher hasher = hasher(2, Duration.ofSeconds(60));
        List<Callable<Boolean>> checks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String password = "password number " + i;
            PasswordHash hash = PasswordHash.parse(hasher(1, Duration.ofSeconds(60)).hash(password.toCharArray()).phc());
            checks.add(() -> hasher.matches(password.toCharArray(), hash));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> check : threads.invokeAll(checks)) {
                assertTrue(check.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anInterruptIsPassedOn() {
        PasswordHasher hasher = hasher(1, Duration.ofSeconds(60));
        Thread.currentThread().interrupt();
        assertThrows(DirectoryException.class, () -> hasher.hash("four quiet horses".toCharArray()));
        assertTrue(Thread.interrupted());
    }

    private static PasswordHasher hasher(int concurrency, Duration patience) {
        return new PasswordHasher("local", new HashSettings(CHEAP, concurrency, patience), new SecureRandom());
    }
}
