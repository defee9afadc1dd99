package org.sallyport.web;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The fields of a form or of a query, decoded strictly; immutable. An absent field reads as empty. Every reader throws
 * {@link BadInput} naming the field when the field is given twice, too long, or holds what it may not.
 */
public final class Form {

    /** Longest name, search text or identifier, in characters. */
    public static final int NAME_LIMIT = 200;
    /** Longest password, in characters. */
    public static final int PASSWORD_LIMIT = 1024;
    /** Longest code as typed, in characters; generous, because people paste. */
    public static final int CODE_LIMIT = 32;

    private final Map<String, List<String>> fields;

    Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * The fields of what is form-encoded, in order, for callers with rules of their own; nothing is mended, normalised or bounded.
     *
     * @throws BadInput when a name or value is not whole, naming the field where it has a decent name
     */
    public static Map<String, List<String>> decoded(byte[] encoded) {
        return FormReader.fields(encoded);
    }

    /** Whether the field was sent at all, even empty (buttons, check boxes). */
    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** A name or another line of text: normalised (NFC), without spaces at its ends, without control characters. */
    public String name(String field) {
        return text(field, NAME_LIMIT);
    }

    /** Like {@link #name} with a limit of its own, in characters. */
    public String text(String field, int limit) {
        return tidy(field, one(field, limit), limit);
    }

    /** A password, exactly as typed. The caller wipes the array. */
    public char[] password(String field) {
        return one(field, PASSWORD_LIMIT).toCharArray();
    }

    /** A one-time code: spaces, hyphens and invisible characters dropped, digits of any script turned into 0–9. */
    public String code(String field) {
        String typed = one(field, CODE_LIMIT);
        StringBuilder code = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                code.append((char) ('0' + Character.digit(c, 10)));
            } else if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '-'
                    && Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.DASH_PUNCTUATION) {
                code.appendCodePoint(c);
            }
        });
        return code.toString();
    }

    /** A whole number within the bounds (inclusive); empty if the field is absent or empty. */
    public OptionalInt number(String field, int least, int most) {
        String text = one(field, 11).strip();
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of bounds
        }
        throw BadInput.in(field, "problem.number");
    }

    /** Every value of a field that may repeat (ticked boxes), each read like {@link #name}; empty if there is none. */
    public List<String> all(String field) {
        return fields.getOrDefault(field, List.of()).stream().map(value -> tidy(field, value, NAME_LIMIT)).toList();
    }

    /** The names of the fields sent. */
    Set<String> names() {
        return fields.keySet();
    }

    private String one(String field, int limit) {
        List<String> values = fields.getOrDefault(field, List.of());
        if (values.size() > 1) {
            throw BadInput.in(field, "problem.twice");
        }
        String value = values.isEmpty() ? "" : values.get(0);
        if (value.length() > limit) {
            throw BadInput.in(field, "problem.long");
        }
        return value;
    }

    private static String tidy(String field, String value, int limit) {
        String tidy = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
        if (tidy.length() > limit) {
            throw BadInput.in(field, "problem.long");
        }
        if (tidy.codePoints().anyMatch(Form::unwelcome)) {
            throw BadInput.in(field, "problem.characters");
        }
        return tidy;
    }

    /** Control characters, and those that reorder or break a line and so make one name look like another. */
    private static boolean unwelcome(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED || c == 0x061c || c == 0x200e || c == 0x200f
                || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
    }
}
