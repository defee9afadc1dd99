package org.sallyport.api.store;

import java.time.Instant;

/**
 * Failures of one subject at one factor.
 *
 * @param factor {@link #PASSWORD}, {@link #CODE}, {@link #TICKET} or {@link #ADDRESS}
 * @param subject whom it counts: an account, an account seen from an address, or an address; 1–300 characters
 * @param failures in a row, attempts under way counted; not negative
 * @param firstAt the first of them
 * @param lastAt the latest of them
 * @param revision see {@link Store}
 */
public record AttemptRecord(String factor, String subject, int failures, Instant firstAt, Instant lastAt, long revision) {

    /** Passwords, per account. */
    public static final String PASSWORD = "password";

    /** Codes, per account; counted only after the right password, and never forgotten by age. */
    public static final String CODE = "code";

    /** One-time tickets, per account and address. */
    public static final String TICKET = "ticket";

    /** Anything, per client address. */
    public static final String ADDRESS = "address";
}
