package org.sallyport.api.directory;

import java.util.Objects;

/**
 * A user or a group as the directory knows it now.
 *
 * @param id stable identity
 * @param name login name of a user, name of a group; for people, may change
 * @param displayName how a person reads it; equal to {@code name} where the directory has nothing better
 * @param disabled true when the directory lets nobody in under this name; always false for groups
 * @param mail a user's address, for applications behind the portal; empty where the directory has none, and for groups
 */
public record Principal(PrincipalId id, String name, String displayName, boolean disabled, String mail) {

    public Principal {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(mail, "mail");
    }

    /** Somebody without a mail address. */
    public Principal(PrincipalId id, String name, String displayName, boolean disabled) {
        this(id, name, displayName, disabled, "");
    }
}
