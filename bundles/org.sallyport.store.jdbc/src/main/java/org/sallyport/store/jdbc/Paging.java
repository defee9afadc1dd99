package org.sallyport.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * The pages of one kind of list. A cursor holds the sort key of the last entry shown, so that a page costs the same however far
 * down it is, and nothing is shown twice or left out because the list changed above it.
 */
final class Paging {

    private static final int LONGEST_PAGE = 1000;

    /** Beyond this many, counting them all would cost more than the page itself. */
    private static final int COUNTED = 10_000;

    private final String list;
    private final List<String> start;

    /** @param start sort key that comes before all others */
    Paging(String list, String... start) {
        this.list = list;
        this.start = List.of(start);
    }

    static int checked(int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("limit: 1 to " + LONGEST_PAGE);
        }
        return limit;
    }

    /** The sort key to go on after. */
    List<String> after(Optional<String> cursor) {
        return cursor.map(this::decode).orElse(start);
    }

    /** A part of a sort key that is a number. */
    long number(String part) {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException e) {
            throw notOurs(e);
        }
    }

    /** @param found one more than {@code limit}, where there are that many */
    <T> Page<T> page(List<T> found, int limit, Function<T, List<?>> sortKey, Count total) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty(), total);
        }
        List<T> shown = found.subList(0, limit);
        return new Page<>(shown, Optional.of(encode(sortKey.apply(shown.get(limit - 1)))), total);
    }

    /** Counts as far as that is cheap. */
    static Count count(Statements statements, String query, Object... values) throws SQLException {
        Object[] bounded = Arrays.copyOf(values, values.length + 1);
        bounded[values.length] = COUNTED + 1;
        long counted = statements.number("SELECT count(*) FROM (" + query + " LIMIT ?) AS counted", bounded);
        return counted > COUNTED ? Count.atLeast(COUNTED) : Count.exactly(counted);
    }

    private String encode(List<?> key) {
        String joined = key.stream().map(part -> URLEncoder.encode(part.toString(), UTF_8)).collect(Collectors.joining("&"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString((list + "&" + joined).getBytes(UTF_8));
    }

    private List<String> decode(String cursor) {
        try {
            List<String> parts = Arrays.stream(new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("&", -1))
                    .map(part -> URLDecoder.decode(part, UTF_8)).toList();
            if (parts.size() == start.size() + 1 && parts.get(0).equals(list)) {
                return parts.subList(1, parts.size());
            }
        } catch (IllegalArgumentException e) {
            throw notOurs(e);
        }
        throw notOurs(null);
    }

    private IllegalArgumentException notOurs(Exception cause) {
        return new IllegalArgumentException("cursor: not one of this list", cause);
    }
}
