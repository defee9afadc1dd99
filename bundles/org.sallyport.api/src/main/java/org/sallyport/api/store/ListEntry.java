package org.sallyport.api.store;

import java.time.Instant;
import org.sallyport.api.directory.PrincipalId;

/**
 * Somebody whom two-factor applies to.
 *
 * @param id user or group
 * @param name as it was when written, so that the list can be searched and still says who was meant when the directory is away
 * @param addedAt when
 */
public record ListEntry(PrincipalId id, String name, Instant addedAt) {
}
