package org.sallyport.rest;

import java.text.Normalizer;
import org.sallyport.api.directory.PrincipalId;

/** Texts that come in. */
final class Text {

    static final int LONGEST = 200;

    private Text() {
    }

    /** One line, normalised, without spaces at its ends. */
    static String line(String field, String typed) {
        return line(field, typed, LONGEST);
    }

    static String line(String field, String typed, int longest) {
        String tidy = typed.length() > longest || !whole(typed) ? null : Normalizer.normalize(typed, Normalizer.Form.NFC).strip();
        if (tidy == null || tidy.length() > longest || tidy.codePoints().anyMatch(Text::unwelcome)) {
            throw Problem.request(field, "at most " + longest + " characters, none of them one that controls or reorders text");
        }
        return tidy;
    }

    /** Whether every character is a whole one. */
    static boolean whole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Control characters, and those that reorder or break a line and so make one name look like another. */
    private static boolean unwelcome(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED || c == 0x061c || c == 0x200e || c == 0x200f
                || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0xfeff;
    }

    static PrincipalId id(String field, String text) {
        try {
            if (whole(text)) {
                return PrincipalId.parse(text);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Problem.request(field, "ids are of the form realm:user:id or realm:group:id");
    }

    /** Of a stranger's making, as it may stand in an answer. */
    static String shown(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }
}
