package org.sallyport.api.store;

import java.time.Instant;

/**
 * A user of the embedded directory.
 *
 * @param id never reused
 * @param name login name as it is shown
 * @param nameKey login name as it is compared; unique among users
 * @param displayName as a person reads it
 * @param passwordHash PHC string
 * @param disabled whether nobody gets in
 * @param createdAt when
 * @param revision see {@link Store}
 */
public record LocalAccount(String id, String name, String nameKey, String displayName, String passwordHash, boolean disabled,
        Instant createdAt, long revision) {

    /** Without the hash, which has no place in a log. */
    @Override
    public String toString() {
        return "LocalAccount[id=" + id + ", name=" + name + ", revision=" + revision + "]";
    }
}
