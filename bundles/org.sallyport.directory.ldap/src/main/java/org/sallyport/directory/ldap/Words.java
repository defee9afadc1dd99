package org.sallyport.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sallyport.api.directory.Principal;

/** How names are compared and sorted when people search, whatever a server's own rules are. */
final class Words {

    private Words() {
    }

    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replace("\0", "");
    }

    /** Folded words, each once; blanks and punctuation stand between them. */
    static List<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : fold(text).split("[\\p{Z}\\p{P}\\p{Cc}\\p{Sm}]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    /** The words a principal is found by, a blank before each. */
    static String line(String name, String displayName) {
        return " " + String.join(" ", of(name + " " + displayName));
    }

    /** Whether every word is the beginning of one of the line. */
    static boolean match(String line, List<String> words) {
        return words.stream().allMatch(word -> line.contains(" " + word));
    }

    /** Sorts by name, and tells apart those of one name; in UTF-8, so that bytes sort as characters do. */
    static byte[] key(Principal principal) {
        String kind = principal.id().isUser() ? "u" : "g";
        return (fold(principal.name()) + "\0" + kind + "\0" + principal.id().id()).getBytes(StandardCharsets.UTF_8);
    }
}
