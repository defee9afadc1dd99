package org.sallyport.directory.local;

import java.nio.CharBuffer;
import java.util.Arrays;

import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;

/** What may be a password: long enough and not a common one; which kinds of characters it mixes is nobody's business. */
final class PasswordRules {

    static final int DEFAULT_SHORTEST = 15;
    static final int LEAST_SHORTEST = 8;
    static final int MOST_SHORTEST = 64;
    static final int LONGEST = 1024;
    /** More {@code char}s than a password of {@link #LONGEST} characters can have, in whatever form it was typed. */
    static final int LONGEST_TYPED = 16 * LONGEST;

    private static final String FIELD = "password";

    private final CommonPasswords common = new CommonPasswords();

    /** @param shortest least number of characters (code points in NFC) */
    void check(char[] password, String login, int shortest) throws InvalidEntryException {
        if (password.length == 0) {
            throw new InvalidEntryException(FIELD, Rule.EMPTY, "A password is needed.");
        }
        if (password.length > LONGEST_TYPED) {
            throw tooLong();
        }
        char[] text = PasswordText.normalised(password);
        try {
            int length = Character.codePointCount(text, 0, text.length);
            if (length < shortest) {
                throw new InvalidEntryException(FIELD, Rule.TOO_SHORT, "A password has at least " + shortest + " characters.");
            }
            if (length > LONGEST) {
                throw tooLong();
            }
            if (CharBuffer.wrap(text).codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
                throw new InvalidEntryException(FIELD, Rule.FORBIDDEN_CHARACTERS, "A password is text; half a character is in it.");
            }
            if (common.contains(new String(text), login)) {
                throw new InvalidEntryException(FIELD, Rule.TOO_COMMON,
                        "This password is among the first that guessers try. A few words that have nothing to do with each other are better.");
            }
        } finally {
            Arrays.fill(text, '\0');
        }
    }

    private static InvalidEntryException tooLong() {
        return new InvalidEntryException(FIELD, Rule.TOO_LONG, "A password has at most " + LONGEST + " characters.");
    }
}
