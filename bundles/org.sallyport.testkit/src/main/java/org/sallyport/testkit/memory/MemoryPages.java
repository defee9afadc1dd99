package org.sallyport.testkit.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** Pages of a list that is sorted by a text. */
final class MemoryPages {

    private static final String MARK = "after:";

    private MemoryPages() {
    }

    /** @param sortKey different for every item */
    static <T> Page<T> page(Stream<T> all, Function<T, String> sortKey, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit: 1 to 1000");
        }
        String after = cursor.map(MemoryPages::decode).orElse("");
        List<T> sorted = all.sorted(Comparator.comparing(sortKey)).toList();
        List<T> rest = sorted.stream().filter(item -> sortKey.apply(item).compareTo(after) > 0).toList();
        List<T> shown = rest.subList(0, Math.min(limit, rest.size()));
        Optional<String> next = rest.size() > limit ? Optional.of(encode(sortKey.apply(shown.get(limit - 1)))) : Optional.empty();
        return new Page<>(shown, next, Count.exactly(sorted.size()));
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + key).getBytes(UTF_8));
    }

    private static String decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            if (text.startsWith(MARK)) {
                return text.substring(MARK.length());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor: not one of this list", e);
        }
        throw new IllegalArgumentException("cursor: not one of this list");
    }
}
