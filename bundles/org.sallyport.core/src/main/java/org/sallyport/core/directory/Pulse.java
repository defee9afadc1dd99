package org.sallyport.core.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Store;
import org.sallyport.core.store.Memory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How each realm is, for those who ask every second. A directory stays in the container while its server is down, so it is tried;
 * in the background, once in a few seconds, one try a realm at a time: a server that swallows packets holds nobody up.
 */
public final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    /** Trouble is looked at again sooner: people wait for its end. */
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration FRESH_TROUBLE = Duration.ofSeconds(1);
    /** How long a first answer is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What was found of a directory; {@code trouble} is empty when it answered. */
    private record Beat(Directory directory, Store store, Optional<UnavailableException> trouble, Instant at) {
    }

    private final Realms realms;
    private final Memory memory;
    private final Clock clock;
    private final Executor executor;
    private final Map<String, Beat> beats = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Beat>> underWay = new ConcurrentHashMap<>();

    public Pulse(Realms realms, Memory memory, Clock clock, Executor executor) {
        this.realms = realms;
        this.memory = memory;
        this.clock = clock;
        this.executor = executor;
    }

    /** @throws UnavailableException says why nobody of that realm can sign in, as far as is known */
    public void require(String realm) {
        Directory directory = realms.answering(realm);
        Store store = memory.store();
        Beat last = beats.get(realm);
        if (last == null || last.directory() != directory || last.store() != store) {
            last = await(realm, directory, store);
        } else if (stale(last)) {
            // What is known is told until more is.
            last = look(realm, directory, store).getNow(last);
        }
        if (last.trouble().isPresent()) {
            throw last.trouble().get();
        }
    }

    /** The same as an answer instead of an exception. */
    public Optional<UnavailableException> trouble(String realm) {
        try {
            require(realm);
            return Optional.empty();
        } catch (UnavailableException e) {
            return Optional.of(e);
        }
    }

    /** A realm failed somebody who asked it: worth a look now. */
    void doubt(String realm) {
        try {
            look(realm, realms.answering(realm), memory.store());
        } catch (UnavailableException e) {
            LOG.debug("Nothing to look at", e);
        }
    }

    /** After something was changed, or tried: the next question is answered anew. */
    public void forget(String realm) {
        beats.remove(realm);
    }

    private boolean stale(Beat beat) {
        Instant now = clock.instant();
        return now.isBefore(beat.at()) || !now.isBefore(beat.at().plus(beat.trouble().isPresent() ? FRESH_TROUBLE : FRESH));
    }

    private Beat await(String realm, Directory directory, Store store) {
        try {
            return look(realm, directory, store).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException("realm '" + realm + "': the directory has not answered yet", e);
        } catch (ExecutionException e) {
            throw new UnavailableException("realm '" + realm + "': " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("stopped while waiting for realm '" + realm + "'", e);
        }
    }

    private CompletableFuture<Beat> look(String realm, Directory directory, Store store) {
        CompletableFuture<Beat> mine = new CompletableFuture<>();
        CompletableFuture<Beat> running = underWay.putIfAbsent(realm, mine);
        if (running != null) {
            return running;
        }
        try {
            executor.execute(() -> {
                try {
                    Beat beat = beat(realm, directory, store);
                    beats.put(realm, beat);
                    mine.complete(beat);
                } catch (RuntimeException | Error e) {
                    mine.completeExceptionally(e);
                } finally {
                    underWay.remove(realm, mine);
                }
            });
        } catch (RuntimeException e) {
            // Core is going: nobody will look any more.
            underWay.remove(realm, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private Beat beat(String realm, Directory directory, Store store) {
        Optional<UnavailableException> trouble = Optional.empty();
        try {
            realms.probe(realm);
        } catch (UnavailableException e) {
            trouble = Optional.of(e);
        }
        return new Beat(directory, store, trouble, clock.instant());
    }
}
