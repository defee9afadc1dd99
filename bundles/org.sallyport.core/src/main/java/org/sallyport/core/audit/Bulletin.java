package org.sallyport.core.audit;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditListener;
import org.sallyport.api.store.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what was written down: beside the sign-in, never in its way. No thread is held while nothing happens. */
public final class Bulletin {

    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);

    private final Supplier<List<AuditListener>> listeners;
    private final Executor executor;
    private final Map<AuditListener, Mailbox> mailboxes = Collections.synchronizedMap(new IdentityHashMap<>());

    /** @param listeners who listens now */
    public Bulletin(Supplier<List<AuditListener>> listeners, Executor executor) {
        this.listeners = listeners;
        this.executor = executor;
    }

    /** Call it once the changes are durable. */
    public void publish(List<Change> changes) {
        List<AuditListener> now = listeners.get();
        if (now == null || now.isEmpty()) {
            return;
        }
        for (Change change : changes) {
            if (change instanceof Change.Append append) {
                now.forEach(listener -> mailboxes.computeIfAbsent(listener, Mailbox::new).post(append.event()));
            }
        }
        if (mailboxes.size() > now.size()) {
            mailboxes.keySet().removeIf(known -> now.stream().noneMatch(listener -> listener == known));
        }
    }

    /** What waits for one listener. */
    private final class Mailbox implements Runnable {

        private final AuditListener listener;
        private final BlockingQueue<AuditEvent> events = new LinkedBlockingQueue<>(AuditListener.QUEUE);
        private final AtomicLong dropped = new AtomicLong();
        private final AtomicBoolean busy = new AtomicBoolean();

        Mailbox(AuditListener listener) {
            this.listener = listener;
        }

        void post(AuditEvent event) {
            if (!events.offer(event) && dropped.getAndIncrement() == 0) {
                LOG.warn("{} is too slow: events of the log are not handed to it any more until it has caught up", listener.getClass().getName());
            }
            rouse();
        }

        private void rouse() {
            if (busy.compareAndSet(false, true)) {
                try {
                    executor.execute(this);
                } catch (RejectedExecutionException e) {
                    // Core is going; what waits here is in the log all the same.
                    busy.set(false);
                }
            }
        }

        @Override
        public void run() {
            for (AuditEvent event = events.poll(); event != null; event = events.poll()) {
                hand(event);
            }
            busy.set(false);
            // One may have come between the last look and the end.
            if (!events.isEmpty()) {
                rouse();
            }
        }

        private void hand(AuditEvent event) {
            try {
                long missed = dropped.getAndSet(0);
                if (missed > 0) {
                    LOG.warn("{} events of the log were not handed to {}", missed, listener.getClass().getName());
                    listener.missed(missed);
                }
                listener.happened(event);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("{} could not take an event of the log", listener.getClass().getName(), e);
            }
        }
    }
}
