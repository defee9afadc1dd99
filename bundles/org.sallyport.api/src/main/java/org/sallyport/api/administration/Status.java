package org.sallyport.api.administration;

import org.sallyport.api.paging.Count;

/**
 * Two-factor at a glance.
 *
 * @param enabled whether it is on
 * @param revision to hand back when switching, so that two administrators do not undo each other unseen
 * @param listed entries on the list, users and groups
 * @param people whom the list protects when on, each counted once; unknown while a directory is away
 * @param enrolled people who have confirmed a second factor, listed or not
 */
public record Status(boolean enabled, long revision, long listed, Count people, long enrolled) {
}
