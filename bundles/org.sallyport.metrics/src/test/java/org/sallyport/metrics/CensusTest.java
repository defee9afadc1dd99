package org.sallyport.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.Status;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.paging.Count;
import org.sallyport.api.signin.UnavailableException;

/** People are counted beside the scrape, now and then, and not at all while the store is away. */
class CensusTest {

    private Instant now = Instant.EPOCH;
    private int counted;
    private boolean away;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private boolean slow;
    private final Census census = new Census(((InstantSource) () -> now).withZone(ZoneOffset.UTC), task -> {
        if (slow) {
            work.add(task);
        } else {
            task.run();
        }
    });

    private final TwoFactorAdministration administration = (TwoFactorAdministration) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {TwoFactorAdministration.class}, (proxy, method, arguments) -> {
                if (away) {
                    throw new UnavailableException("the store is away");
                }
                if (method.getName().equals("status")) {
                    counted++;
                    return new Status(true, 1, 1, Count.exactly(counted), 0, Set.of(), Set.of());
                }
                return new Impact(Count.exactly(counted), Count.exactly(counted), 0);
            });

    private long people() {
        return census.figures(administration).map(figures -> figures.status().people().value()).orElse(-1L);
    }

    @Test
    void nobodyCountsTwiceWithinAQuarterOfAMinute() {
        assertEquals(1, people());
        now = now.plusSeconds(14);
        assertEquals(1, people());
        now = now.plusSeconds(1);
        assertEquals(2, people());
    }

    @Test
    void whileTheStoreIsAwayThereIsNoFigure() {
        assertEquals(1, people());
        away = true;
        now = now.plusSeconds(20);
        assertEquals(-1, people());
        away = false;
        now = now.plusSeconds(20);
        assertEquals(2, people());
    }

    @Test
    void aSlowCountHoldsNoScrapeUpAndIsDoneOnce() {
        assertEquals(1, people());
        slow = true;
        now = now.plusSeconds(20);
        assertEquals(1, people(), "what was known before");
        assertEquals(1, people());
        assertEquals(1, work.size());
        work.remove().run();
        assertEquals(2, people());
        now = now.plusSeconds(400);
        assertEquals(-1, people(), "too old to be told");
        assertTrue(work.size() == 1);
    }
}
