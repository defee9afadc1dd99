package org.sallyport.api.administration;

import java.util.Optional;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.paging.Count;

/**
 * An entry of the list of users and groups that two-factor applies to.
 *
 * @param principal as the directory knows it now; where it does not, with the name it had when it was added
 * @param presence whether the directory knows it
 * @param people how many people a group brings (unknown while its directory is away); exactly 1 for a user
 * @param enrolled how many of them are enrolled; at least that many for large groups
 * @param standing of a user; empty for groups
 */
public record Listed(Principal principal, Presence presence, Count people, Count enrolled, Optional<Standing> standing) {

    /** What the directory says of an entry. */
    public enum Presence { PRESENT, GONE, DIRECTORY_AWAY }
}
