package org.sallyport.api.store;

/**
 * A group of the embedded directory.
 *
 * @param id never reused
 * @param name as it is shown
 * @param nameKey as it is compared; unique among groups
 * @param displayName as a person reads it
 * @param revision see {@link Store}
 */
public record LocalGroup(String id, String name, String nameKey, String displayName, long revision) {
}
