package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers of large directories: read when they are first needed, and anew behind the scenes while they are in use. */
final class Registers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registers.class);
    /** Older ones are renewed at their next use, which they still serve. */
    private static final Duration FRESH = Duration.ofSeconds(60);
    /** Older ones do not say how many there are. */
    private static final Duration STALE = Duration.ofMinutes(10);
    /** Older ones serve nobody. */
    private static final Duration SPENT = Duration.ofHours(12);
    private static final int MOST = 300_000;

    private final LdapSettings settings;
    private final Entries entries;
    private final Searches searches;
    private final Clock clock;
    private final Map<Kind, Held> held = new EnumMap<>(Kind.class);

    /** The directory is larger than can be listed, or than the server lists. */
    static final class TooManyException extends DirectoryException {

        private static final long serialVersionUID = 1L;

        TooManyException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final Set<ResultCode> CUT_SHORT = Set.of(ResultCode.SIZE_LIMIT_EXCEEDED, ResultCode.ADMIN_LIMIT_EXCEEDED);

    /** The register of one kind; memory that is short takes it away. */
    private static final class Held {
        private final AtomicReference<CompletableFuture<Void>> renewing = new AtomicReference<>();
        private volatile SoftReference<Register> register = new SoftReference<>(null);
    }

    private ExecutorService renewals;
    private boolean closed;

    Registers(LdapSettings settings, Entries entries, Searches searches, Clock clock) {
        this.settings = settings;
        this.entries = entries;
        this.searches = searches;
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            held.put(kind, new Held());
        }
    }

    /**
     * The register if there is one already that can say in which order people come. It may be hours old when nobody has asked for
     * long: it is then renewed, and should not be believed about how many there are; see {@link #current}.
     */
    Optional<Register> ready(Kind kind) {
        Register register = held.get(kind).register.get();
        if (register == null || older(register, SPENT)) {
            return Optional.empty();
        }
        if (older(register, FRESH)) {
            prepare(kind);
        }
        return Optional.of(register);
    }

    /** Whether it is of this minute. */
    boolean fresh(Register register) {
        return !older(register, FRESH);
    }

    /** Whether it is of the last minutes. */
    boolean current(Register register) {
        return !older(register, STALE);
    }

    private boolean older(Register register, Duration age) {
        return register.taken().plus(age).isBefore(clock.instant());
    }

    /** A current register, for which it may be necessary to wait. */
    Register get(Kind kind) throws DirectoryException {
        Optional<Register> ready = ready(kind).filter(this::current);
        if (ready.isPresent()) {
            return ready.get();
        }
        synchronized (held.get(kind)) {
            ready = ready(kind).filter(this::current);
            return ready.isPresent() ? ready.get() : read(kind);
        }
    }

    /**
     * A register that is there, or will be in a moment; else it is read behind the scenes.
     *
     * @throws TooManyException when that is in vain
     */
    Optional<Register> soon(Kind kind, Duration patience) throws DirectoryException {
        Optional<Register> ready = ready(kind);
        if (ready.isPresent()) {
            return ready;
        }
        try {
            prepare(kind).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryException("stopped while a list was read", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DirectoryException trouble ? trouble : new DirectoryException("a list cannot be read", e);
        }
        return ready(kind);
    }

    /** Reads one behind the scenes where the directory is so large that it will be needed. */
    void prepareForMany(Kind kind, int few) {
        behindTheScenes(kind, () -> {
            if (!searches.some(entries.base(kind), entries.all(kind), few, "1.1").complete()) {
                get(kind);
            }
        });
    }

    /** Reads one behind the scenes, because it will be needed. */
    Future<Void> prepare(Kind kind) {
        return behindTheScenes(kind, () -> {
            synchronized (held.get(kind)) {
                read(kind);
            }
        });
    }

    /** @return what is under way, which may be another reading of the same kind */
    private Future<Void> behindTheScenes(Kind kind, Trap.Step step) {
        AtomicReference<CompletableFuture<Void>> renewing = held.get(kind).renewing;
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> running = renewing.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        try {
            executor().execute(() -> {
                try {
                    step.run();
                    mine.complete(null);
                } catch (DirectoryException | RuntimeException e) {
                    LOG.debug("Realm {}: no register is made: {}", settings.realm(), e.getMessage());
                    mine.completeExceptionally(e);
                } finally {
                    renewing.set(null);
                }
            });
        } catch (RejectedExecutionException e) {
            renewing.set(null);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private Register read(Kind kind) throws DirectoryException {
        Register.Building building = new Register.Building();
        Trap trap = new Trap();
        try {
            searches.all(entries.base(kind), entries.all(kind), entry -> trap.run(() -> add(building, kind, entry)), entries.attributes(kind));
        } catch (DirectoryException e) {
            if (e.getCause() instanceof LDAPException ldap && CUT_SHORT.contains(ldap.getResultCode())) {
                throw new TooManyException(e.getMessage(), e);
            }
            throw e;
        }
        trap.spring();
        Register register = building.done(clock.instant());
        held.get(kind).register = new SoftReference<>(register);
        return register;
    }

    private void add(Register.Building building, Kind kind, SearchResultEntry entry) throws DirectoryException {
        if (building.size() >= MOST) {
            throw new TooManyException("more than " + MOST + " entries are too many to be listed: narrow users.base or user.filter", null);
        }
        building.add(entries.principal(kind, entry), Entries.normal(entry.getDN()));
    }

    private synchronized ExecutorService executor() {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        if (renewals == null) {
            renewals = Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "ldap register of realm " + settings.realm());
                thread.setDaemon(true);
                return thread;
            });
        }
        return renewals;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (renewals != null) {
            renewals.shutdownNow();
        }
    }
}
