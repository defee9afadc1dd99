package org.sallyport.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.audit.AuditListener;
import org.sallyport.api.store.Change;

/** What was written down is told, in order, once, and at the writer's pace. */
class BulletinTest {

    /** Work waits until the test does it. */
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<AuditListener> listeners = new ArrayList<>();
    private final Bulletin bulletin = new Bulletin(() -> listeners, work::add);

    private static final class Ear implements AuditListener {
        final List<String> heard = new ArrayList<>();
        long missed;

        @Override
        public void happened(AuditEvent event) {
            if (event.reason().equals("poison")) {
                throw new IllegalStateException("cannot take it");
            }
            heard.add(event.reason());
        }

        @Override
        public void missed(long events) {
            missed += events;
        }
    }

    private static Change event(String reason) {
        return new Change.Append(new AuditEvent(0, Instant.EPOCH, Action.SIGN_IN, Outcome.REFUSED, reason, Optional.empty(), "ada",
                Optional.empty(), "", "127.0.0.1", "portal"));
    }

    private Ear ear() {
        Ear ear = new Ear();
        listeners.add(ear);
        return ear;
    }

    private void doWork() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    @Test
    void nobodyIsToldOnTheWritersThread() {
        Ear ear = ear();
        bulletin.publish(List.of(event("a"), new Change.DeleteSession("hash"), event("b")));
        assertEquals(List.of(), ear.heard);
        assertEquals(1, work.size(), "one thread a listener");
        doWork();
        bulletin.publish(List.of(event("c")));
        doWork();
        assertEquals(List.of("a", "b", "c"), ear.heard);
    }

    @Test
    void aListenerThatThrowsDisturbsNeitherItselfNorOthers() {
        Ear one = ear();
        Ear other = ear();
        bulletin.publish(List.of(event("poison"), event("a")));
        doWork();
        assertEquals(List.of("a"), one.heard);
        assertEquals(List.of("a"), other.heard);
    }

    @Test
    void whatASlowListenerCannotHoldIsCountedAndSaid() {
        Ear ear = ear();
        for (int i = 0; i < AuditListener.QUEUE + 7; i++) {
            bulletin.publish(List.of(event("a")));
        }
        doWork();
        assertEquals(AuditListener.QUEUE, ear.heard.size());
        assertEquals(7, ear.missed);
        bulletin.publish(List.of(event("b")));
        doWork();
        assertEquals(7, ear.missed, "once");
        assertTrue(ear.heard.contains("b"));
    }

    @Test
    void listenersComeAndGo() {
        Ear gone = ear();
        bulletin.publish(List.of(event("a")));
        doWork();
        listeners.clear();
        bulletin.publish(List.of(event("b")));
        Ear come = ear();
        bulletin.publish(List.of(event("c")));
        doWork();
        assertEquals(List.of("a"), gone.heard);
        assertEquals(List.of("c"), come.heard);
    }
}
