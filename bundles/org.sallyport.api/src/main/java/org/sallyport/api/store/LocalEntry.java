package org.sallyport.api.store;

import org.sallyport.api.directory.PrincipalId;

/**
 * A user or group of the embedded directory as lists show it.
 *
 * @param kind which of the two
 * @param id of the user or group
 * @param name as it is shown
 * @param displayName as a person reads it
 * @param disabled false for groups
 */
public record LocalEntry(PrincipalId.Kind kind, String id, String name, String displayName, boolean disabled) {
}
