package org.sallyport.directory.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.sallyport.api.directory.DirectoryException;

class DeskTest {

    @Test
    void aQuestionThatHangsKeepsItsPlaceUntilItComesBack() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        try (Desk desk = new Desk("PAM", 1, Duration.ofMillis(1), Duration.ofMillis(1))) {
            String late = assertThrows(DirectoryException.class, () -> desk.ask(() -> hang(gate, back))).getMessage();
            assertEquals("PAM did not answer within 1 ms", late);
            assertThrows(Desk.Busy.class, () -> desk.ask(() -> "never"));
            gate.countDown();
            assertTrue(back.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void troubleAndErrorsAreTroubleAndGiveThePlaceBack() throws Exception {
        try (Desk desk = new Desk("NSS", 1, Duration.ofSeconds(20), Duration.ofSeconds(20))) {
            assertEquals("no", assertThrows(DirectoryException.class, () -> desk.ask(() -> {
                throw new DirectoryException("no");
            })).getMessage());
            assertThrows(DirectoryException.class, () -> desk.ask(() -> {
                throw new UnsatisfiedLinkError("not this one");
            }));
            assertEquals("yes", desk.ask(() -> "yes"));
        }
    }

    @Test
    void anInterruptIsPassedOn() {
        try (Desk desk = new Desk("NSS", 1, Duration.ofSeconds(20), Duration.ofSeconds(20))) {
            Thread.currentThread().interrupt();
            assertThrows(Desk.Busy.class, () -> desk.ask(() -> "never"));
            assertTrue(Thread.interrupted());
        }
    }

    private static String hang(CountDownLatch gate, CountDownLatch back) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        back.countDown();
        return "at last";
    }
}
