package org.sallyport.directory.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What guessers try first (SP 800-63B §3.1.1.2): a list of words and walks over the keyboard, plain or with figures and
 * punctuation around them, and patterns that no list can hold: a few characters over and over, and counting.
 */
final class CommonPasswords {

    private static final String LIST = "common-passwords.txt";
    /** A unit this short, repeated, is no secret whatever it is made of. */
    private static final int SHORT_UNIT = 4;
    private static final int SHORTEST_PART = 8;

    private final Set<String> listed;

    CommonPasswords() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), LIST), StandardCharsets.UTF_8))) {
            listed = reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(CommonPasswords::fold)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(LIST, e);
        }
    }

    /** @param login whose password it would be: their own name is the first guess of all */
    boolean contains(String password, String login) {
        String text = fold(password);
        String name = fold(login);
        String word = withoutFigures(text);
        return isGuess(text, name) || isGuess(word, name) || counts(text) || repeats(text, name) || repeats(word, name);
    }

    private boolean isGuess(String text, String name) {
        return !text.isEmpty() && (listed.contains(text) || text.equals(name) || isPart(text));
    }

    /** Half a walk over the keyboard is one as well. */
    private boolean isPart(String text) {
        return text.length() >= SHORTEST_PART && listed.stream().anyMatch(one -> one.contains(text));
    }

    private boolean repeats(String text, String name) {
        int unit = 1;
        while (unit <= text.length() / 2) {
            if (text.startsWith(text.substring(unit))) {
                return unit <= SHORT_UNIT || isGuess(text.substring(0, unit), name);
            }
            unit++;
        }
        return false;
    }

    /** 123456789012…, abcdefgh…, and backwards. */
    private static boolean counts(String text) {
        return text.length() > 1 && (counts(text, 1) || counts(text, -1));
    }

    private static boolean counts(String text, int step) {
        for (int i = 1; i < text.length(); i++) {
            char last = text.charAt(i - 1);
            char next = text.charAt(i);
            boolean digits = isDigit(last) && isDigit(next);
            if (digits ? (next - last - step) % 10 != 0 : next - last != step) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What is left when figures and punctuation at both ends are gone: "!!Password2024" is "password". */
    private static String withoutFigures(String text) {
        return text.replaceAll("^\\P{L}+|\\P{L}+$", "");
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replace(" ", "");
    }
}
