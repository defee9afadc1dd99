package org.sallyport.api.administration;

import org.sallyport.api.directory.Principal;

/**
 * A user and their standing.
 *
 * @param user as the directory knows them
 * @param standing with two-factor
 */
public record Person(Principal user, Standing standing) {
}
