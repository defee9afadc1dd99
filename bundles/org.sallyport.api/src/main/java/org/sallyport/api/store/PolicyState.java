package org.sallyport.api.store;

/**
 * The switch and the policy's revision.
 *
 * @param enabled whether two-factor is on; off in a new store
 * @param revision moves on whenever the switch or the list changes, never back; what was computed for one revision holds for it
 */
public record PolicyState(boolean enabled, long revision) {
}
