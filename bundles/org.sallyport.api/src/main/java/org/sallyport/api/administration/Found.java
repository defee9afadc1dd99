package org.sallyport.api.administration;

import java.util.List;
import java.util.function.Function;
import org.sallyport.api.paging.Page;

/**
 * A page of what all realms were asked for.
 *
 * @param page what those found that answered
 * @param away realms that did not, in order: the page has nobody of them, and its count says that there may be more
 */
public record Found<T>(Page<T> page, List<String> away) {

    public Found {
        away = List.copyOf(away);
    }

    /** The same with every entry turned into something else. */
    public <R> Found<R> map(Function<? super T, ? extends R> turn) {
        return new Found<>(page.map(turn), away);
    }
}
