package org.sallyport.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.Status;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many people are protected, enrolled and pending. Groups of a large directory take their time to count: that is done beside
 * the scrape, at most four times a minute, and a scrape waits a second for it and no longer.
 */
final class Census {

    private static final Logger LOG = LoggerFactory.getLogger(Census.class);
    private static final Duration FRESH = Duration.ofSeconds(15);
    /** What is older than that is not told any more. */
    private static final Duration STALE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * What was counted.
     *
     * @param status as the console's first page has it
     * @param impact for those of them who are not enrolled yet
     */
    record Figures(Status status, Impact impact) {
    }

    private record Taken(Optional<Figures> figures, Instant at) {

        boolean within(Duration age, Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(age));
        }
    }

    private final Clock clock;
    private final Executor executor;
    private Taken last = new Taken(Optional.empty(), Instant.MIN);
    private CompletableFuture<Taken> underWay = CompletableFuture.completedFuture(last);

    /** @param executor runs what may take long; not the caller */
    Census(Clock clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
    }

    /** @return empty while the store is away */
    Optional<Figures> figures(TwoFactorAdministration administration) {
        Instant now = clock.instant();
        CompletableFuture<Taken> counting;
        synchronized (this) {
            if (last.within(FRESH, now)) {
                return last.figures();
            }
            if (underWay.isDone()) {
                underWay = CompletableFuture.supplyAsync(() -> count(administration), executor);
            }
            counting = underWay;
        }
        try {
            return counting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).figures();
        } catch (TimeoutException | ExecutionException e) {
            return known(now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return known(now);
        }
    }

    private synchronized Optional<Figures> known(Instant now) {
        return last.within(STALE, now) ? last.figures() : Optional.empty();
    }

    private Taken count(TwoFactorAdministration administration) {
        Optional<Figures> figures = Optional.empty();
        try {
            // Of switching off: switching on would count the open sessions too.
            figures = Optional.of(new Figures(administration.status(), administration.impact(false)));
        } catch (RuntimeException e) {
            LOG.debug("People could not be counted", e);
        }
        Taken taken = new Taken(figures, clock.instant());
        synchronized (this) {
            last = taken;
        }
        return taken;
    }
}
