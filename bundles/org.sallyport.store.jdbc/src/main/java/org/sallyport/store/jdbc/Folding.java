package org.sallyport.store.jdbc;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** How text is compared when people search: the same for every engine and every language. */
final class Folding {

    /** Sorts after every character there is. */
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

    /** Makes the next character of a pattern of {@link #part} mean itself. */
    static final String ESCAPE = "!";

    private Folding() {
    }

    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replace("\0", "");
    }

    /** Folded words; blanks and punctuation stand between them. */
    static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        StringBuilder word = new StringBuilder();
        fold(text).codePoints().forEach(character -> {
            if (separates(character)) {
                add(words, word);
            } else {
                word.appendCodePoint(character);
            }
        });
        add(words, word);
        return words;
    }

    private static void add(Set<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean separates(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL,
                    Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION, Character.OTHER_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION, Character.MATH_SYMBOL -> true;
            default -> false;
        };
    }

    /** What comes after everything that starts with {@code prefix}. */
    static String afterPrefix(String prefix) {
        return prefix + LAST;
    }

    /** A pattern for {@code LIKE … ESCAPE '!'} that finds the text anywhere. */
    static String part(String text) {
        String escaped = fold(text).replace(ESCAPE, ESCAPE + ESCAPE).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_");
        return "%" + escaped + "%";
    }
}
