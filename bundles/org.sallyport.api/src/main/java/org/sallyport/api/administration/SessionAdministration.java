package org.sallyport.api.administration;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;

/**
 * Open sessions as administrators see and end them. Every change is durable and in the log when its method returns. Every method
 * may throw {@link UnavailableException}; then nothing was changed. Thread-safe.
 */
@ProviderType
public interface SessionAdministration {

    /**
     * Everybody's, in no order that matters.
     *
     * @param cursor {@link Page#next()} of the page before, or empty for the first
     * @param limit most entries to return, 1–1000; a page may hold fewer, and there may be another all the same
     */
    Page<OpenSession> sessions(Optional<String> cursor, int limit);

    /** Somebody's, newest first. */
    List<OpenSession> sessions(PrincipalId user);

    /** Ends one; it is good for nothing when this returns. @return whether there was one */
    boolean endSession(Actor actor, PrincipalId user, String id);

    /** Ends all of somebody's. @return how many there were */
    int endSessions(Actor actor, PrincipalId user);
}
