package org.sallyport.directory.unix;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.sallyport.api.directory.Principal;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** Pages of a list by name. A cursor holds the place after which the next page begins, also when who stood there is gone. */
final class Pages {

    private static final String MARK = "after:";
    private static final int MOST = 1000;

    private Pages() {
    }

    /** @param whole whether the list is known to have everybody */
    static Page<Principal> page(Stream<Principal> all, boolean whole, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: 1 to " + MOST);
        }
        String after = cursor.map(Pages::decode).orElse("");
        List<Principal> sorted = all.sorted(Comparator.comparing(Pages::place)).toList();
        List<Principal> rest = sorted.stream().filter(one -> place(one).compareTo(after) > 0).toList();
        List<Principal> shown = rest.subList(0, Math.min(limit, rest.size()));
        Optional<String> next = rest.size() > limit ? Optional.of(encode(place(shown.get(limit - 1)))) : Optional.empty();
        return new Page<>(shown, next, count(sorted.size(), whole));
    }

    static Count count(long number, boolean whole) {
        return whole ? Count.exactly(number) : Count.atLeast(number);
    }

    private static String place(Principal principal) {
        return Words.folded(principal.name()) + "\n" + principal.id();
    }

    private static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + place).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return text.substring(MARK.length());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor: not one of this list", e);
        }
        throw new IllegalArgumentException("cursor: not one of this list");
    }
}
