package org.sallyport.api.administration;

import java.util.Set;
import org.sallyport.api.paging.Count;

/**
 * Two-factor at a glance.
 *
 * @param enabled whether it is on
 * @param revision to hand back when switching, so that two administrators do not undo each other unseen
 * @param listed entries on the list, users and groups
 * @param people whom the list protects when on, each counted once; at least so many while a directory is away
 * @param enrolled people who have confirmed a second factor, listed or not
 * @param away realms the list names whose directory is away
 * @param gone realms the list names that are not configured any more; while there are any and two-factor is on, people whom nothing
 *     else protects stay outside
 */
public record Status(boolean enabled, long revision, long listed, Count people, long enrolled, Set<String> away, Set<String> gone) {

    public Status {
        away = Set.copyOf(away);
        gone = Set.copyOf(gone);
    }
}
