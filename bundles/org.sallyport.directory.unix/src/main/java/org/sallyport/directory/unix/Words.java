package org.sallyport.directory.unix;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.sallyport.api.directory.Principal;

/** Searching as people do: every word of the text begins some word of the name or display name, whatever the case. */
final class Words {

    private static final String BETWEEN = "[\\s\\p{Punct}\\p{IsPunctuation}]+";

    private final boolean all;
    private final List<String> wanted;

    Words(String text) {
        this.all = text.isBlank();
        this.wanted = of(text);
    }

    boolean find(Principal principal) {
        if (all) {
            return true;
        }
        List<String> words = of(principal.name() + " " + principal.displayName());
        return !wanted.isEmpty() && wanted.stream().allMatch(prefix -> words.stream().anyMatch(word -> word.startsWith(prefix)));
    }

    private static List<String> of(String text) {
        return Arrays.stream(folded(text).split(BETWEEN)).filter(word -> !word.isEmpty()).toList();
    }

    /** As it is compared. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
