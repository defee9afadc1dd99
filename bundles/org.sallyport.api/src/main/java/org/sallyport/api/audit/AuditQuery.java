package org.sallyport.api.audit;

import java.util.Optional;
import org.sallyport.api.directory.PrincipalId;

/**
 * What to look for in the log.
 *
 * @param text part of an actor's or subject's name, an address, door, action, outcome or reason, whatever the case; empty for all
 * @param visitorsOnly true for sign-ins and their like, false for what administrators changed; empty for both
 * @param about only events whose actor or subject this is
 * @param cursor of the page before, or empty for the newest
 * @param limit most entries to return, 1–1000
 */
public record AuditQuery(String text, Optional<Boolean> visitorsOnly, Optional<PrincipalId> about, Optional<String> cursor, int limit) {
}
