package org.sallyport.api.store;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Durable memory: reading by concern, writing in batches. Register it as a service with the property {@link #NAME}, which the
 * shipped configuration selects. {@code org.sallyport.testkit.store.StoreContract} has every rule below as a named test.
 *
 * <p>Rules for all of it:
 * <ul>
 * <li>What {@link #commit} returned from is on disk: it survives the process, the operating system and the power.
 * <li>A batch is all or nothing, and nobody reads half of one.
 * <li>A record's {@code revision} guards it. Saving with revision 0 means "there is none yet"; saving with another means "it is
 *     still the one I read". A guard that fails is a {@link ConflictException}. The store writes the next revision; revisions
 *     of one record never repeat, also not after it was deleted and made again within one second.
 * <li>Absence is an empty answer, trouble is a {@link StoreException}; a row that cannot be understood is trouble.
 * <li>Times are kept to the millisecond.
 * <li>Thread-safe; a reader never waits for a writer longer than one batch takes.
 * </ul>
 */
@ConsumerType
public interface Store {

    /** Service property (String): the name by which configuration selects a store. */
    String NAME = "sallyport.name";

    Enrolments enrolments();

    PolicyRecords policy();

    SignInRecords signIns();

    SessionRecords sessions();

    Passes passes();

    Attempts attempts();

    AuditRecords audit();

    LocalAccounts accounts();

    Settings settings();

    /**
     * Applies the changes in order, all or none, and returns when they are durable. An empty list does nothing.
     *
     * @throws ConflictException a guard failed, nothing was changed
     * @throws StoreException the store is in trouble; nothing was changed, or, where the connection broke while committing,
     *     everything or nothing was
     */
    void commit(List<Change> changes) throws StoreException, ConflictException;

    /**
     * Forgets what has run out: sessions, half-finished sign-ins and passes that expired before {@code now}, attempts and known
     * addresses whose last entry is older than their bound, and the oldest attempts beyond {@code mostAttempts}, so that guessing
     * at random names cannot fill the disk. Attempts of {@link AttemptRecord#CODE} are never forgotten here.
     */
    void purge(Instant now, int mostAttempts) throws StoreException;
}
