package org.sallyport.api.signin;

/**
 * A way in. What a door asks for is the policy's business.
 *
 * @param name short and stable, {@code a–z} and {@code -}
 */
public record Door(String name) {

    /** The users' portal. */
    public static final Door PORTAL = new Door("portal");

    /** The administrators' console: for administrators only. */
    public static final Door CONSOLE = new Door("console");

    /** The administrators' interface for programs. */
    public static final Door API = new Door("api");

    public Door {
        if (!name.matches("[a-z][a-z-]{0,31}")) {
            throw new IllegalArgumentException("door: 1 to 32 characters of a-z and '-'");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
