package org.sallyport.api.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items the entries of this page in the list's order; may be empty
 * @param next what to pass as cursor for the page after this one; empty on the last page. Opaque: only who made it reads it
 * @param total how many entries the whole list has
 */
public record Page<T>(List<T> items, Optional<String> next, Count total) {

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> empty() {
        return new Page<>(List.of(), Optional.empty(), Count.exactly(0));
    }

    /** The same page with every entry turned into something else. */
    public <R> Page<R> map(Function<? super T, ? extends R> turn) {
        return new Page<>(items.stream().<R>map(turn).toList(), next, total);
    }
}
