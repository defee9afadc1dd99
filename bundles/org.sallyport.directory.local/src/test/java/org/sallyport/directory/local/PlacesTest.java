package org.sallyport.directory.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.sallyport.api.directory.DirectoryException;

class PlacesTest {

    @Test
    void whoFindsNoneHearsThatTheRealmIsBusy() throws Exception {
        Places places = new Places("local", 1, Duration.ofMillis(1));
        String message = places.inside(
                () -> assertThrows(DirectoryException.class, () -> places.inside(() -> "never")).getMessage());
        assertTrue(message.startsWith("realm local is busy"), message);
        assertEquals("free again", places.inside(() -> "free again"));
    }

    @Test
    void givesThePlaceBackWhenTheWorkFails() throws Exception {
        Places places = new Places("local", 1, Duration.ofMillis(1));
        assertThrows(IllegalStateException.class, () -> places.inside(() -> {
            throw new IllegalStateException("out of memory, perhaps");
        }));
        assertEquals("free again", places.inside(() -> "free again"));
    }

    @Test
    void thereAreNeverMoreInsideThanThereIsRoomFor() throws Exception {
        Places places = new Places("local", 2, Duration.ofMinutes(1));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Callable<Integer>> visits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            visits.add(() -> places.inside(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                return inside.decrementAndGet();
            }));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Integer> visit : threads.invokeAll(visits)) {
                visit.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(most.get() <= 2, () -> most + " at once");
        assertEquals(0, inside.get());
    }
}
