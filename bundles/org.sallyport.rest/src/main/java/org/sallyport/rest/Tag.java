package org.sallyport.rest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a thing looked like, as an ETag (RFC 9110 §8.8.3): whoever changes it says which one they saw, so that two administrators
 * do not undo each other's work unawares.
 */
final class Tag {

    private static final int BYTES = 15;
    private static final String ANY = "*";

    private final String text;

    private Tag(String text) {
        this.text = text;
    }

    static Tag of(long revision) {
        return new Tag("\"" + revision + "\"");
    }

    /** @param shown as {@link Json#write} takes it */
    static Tag of(Object shown) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.write(shown));
            return new Tag("\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The answer to whoever reads it; without a body where they have it already. */
    Answer read(Call call, Object shown) {
        String known = call.header("If-None-Match");
        return known != null && among(known) ? Answer.unchanged(text) : on(shown);
    }

    /** The answer to whoever changed it. */
    Answer on(Object shown) {
        return Answer.of(shown).header("ETag", text);
    }

    /** The answer to whoever made it. */
    Answer on(String location, Object shown) {
        return Answer.created(location, shown).header("ETag", text);
    }

    /** @throws Problem when the caller does not say what they saw, or saw something else */
    void require(Call call) {
        String seen = call.header("If-Match");
        if (seen == null) {
            throw Problem.precondition();
        }
        if (!any(call)) {
            call.sawIt();
            if (!among(seen)) {
                throw Problem.outdated("It was changed since it was read.");
            }
        }
    }

    /** Whether it may be changed whatever it is now. */
    static boolean any(Call call) {
        return ANY.equals(String.valueOf(call.header("If-Match")).strip());
    }

    private boolean among(String header) {
        return Arrays.stream(header.split(",")).map(String::strip).anyMatch(text::equals);
    }
}
