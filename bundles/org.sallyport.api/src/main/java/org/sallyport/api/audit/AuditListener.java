package org.sallyport.api.audit;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happened, once it is written down: for numbers, for another log. Register it as a service; core finds it.
 *
 * <p>Sign-in never waits for a listener. Each has a queue of {@link #QUEUE} events of its own and is called from another thread, one
 * event at a time, in about the order of the log; an event for which there is no room is dropped, counted and reported in the log.
 * What must not be lost is read from {@link AuditTrail} instead.
 */
@ConsumerType
public interface AuditListener {

    /** How many events wait for a listener that is slow. */
    int QUEUE = 10_000;

    /**
     * Something happened.
     *
     * @param event with sequence 0: its place in the log is the store's business
     */
    void happened(AuditEvent event);

    /**
     * Called before the next event when some in between were dropped because the queue was full.
     *
     * @param events how many since the last call
     */
    default void missed(long events) { }
}
