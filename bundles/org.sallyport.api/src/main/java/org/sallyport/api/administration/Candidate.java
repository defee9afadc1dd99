package org.sallyport.api.administration;

import org.sallyport.api.directory.Principal;

/**
 * Somebody who could be put on the list.
 *
 * @param principal user or group
 * @param listed whether the list names it already
 */
public record Candidate(Principal principal, boolean listed) {
}
