package org.sallyport.api.directory;

import java.util.Objects;

/**
 * What everything Sallyport keeps about a user or group is keyed by. It survives a rename.
 *
 * @param realm name of the realm whose directory knows the principal: 1–64 characters of {@code a–z 0–9 - _ .}
 * @param kind user or group
 * @param id the directory's stable identifier (entryUUID, objectGUID, uid, …): 1–200 characters, no control characters
 */
public record PrincipalId(String realm, Kind kind, String id) implements Comparable<PrincipalId> {

    /** What a principal is. */
    public enum Kind { USER, GROUP }

    private static final int LONGEST_ID = 200;

    public PrincipalId {
        Objects.requireNonNull(kind, "kind");
        if (!realm.matches("[a-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("realm: 1 to 64 characters of a-z, 0-9, '-', '_' and '.'");
        }
        if (id.isEmpty() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("id: 1 to 200 characters, none of them a control character");
        }
    }

    public static PrincipalId user(String realm, String id) {
        return new PrincipalId(realm, Kind.USER, id);
    }

    public static PrincipalId group(String realm, String id) {
        return new PrincipalId(realm, Kind.GROUP, id);
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static PrincipalId parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length != 3 || !(parts[1].equals("user") || parts[1].equals("group"))) {
            throw new IllegalArgumentException("principal: expected realm:user:id or realm:group:id");
        }
        return new PrincipalId(parts[0], parts[1].equals("user") ? Kind.USER : Kind.GROUP, parts[2]);
    }

    public boolean isUser() {
        return kind == Kind.USER;
    }

    /** {@code realm:user:id} or {@code realm:group:id}; stable, for storage and for forms. */
    @Override
    public String toString() {
        return realm + (isUser() ? ":user:" : ":group:") + id;
    }

    @Override
    public int compareTo(PrincipalId other) {
        return toString().compareTo(other.toString());
    }
}
