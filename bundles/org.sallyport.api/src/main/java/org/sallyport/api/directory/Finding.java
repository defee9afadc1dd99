package org.sallyport.api.directory;

import java.util.Objects;

/**
 * One thing an examination found.
 *
 * @param level how good it is
 * @param text one English sentence for the administrator, naming what was tried and what came of it; no secret
 */
public record Finding(Level level, String text) {

    /** How good. {@code DOUBTFUL} works, and may not be meant. */
    public enum Level { GOOD, DOUBTFUL, BAD }

    public Finding {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(text, "text");
    }

    public static Finding good(String text) {
        return new Finding(Level.GOOD, text);
    }

    public static Finding doubtful(String text) {
        return new Finding(Level.DOUBTFUL, text);
    }

    public static Finding bad(String text) {
        return new Finding(Level.BAD, text);
    }
}
