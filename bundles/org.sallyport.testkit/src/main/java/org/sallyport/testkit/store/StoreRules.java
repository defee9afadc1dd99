package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;

/** What the rules of every concern are written with. */
abstract class StoreRules {

    private final Supplier<Store> store;

    StoreRules(Supplier<Store> store) {
        this.store = store;
    }

    final Store store() {
        return store.get();
    }

    final void commit(Change... changes) throws StoreException, ConflictException {
        store().commit(List.of(changes));
    }

    /** The last of the changes is the one whose guard does not hold. */
    final void refused(Change... changes) {
        ConflictException conflict = assertThrows(ConflictException.class, () -> commit(changes));
        assertEquals(changes[changes.length - 1], conflict.change(), "the change whose guard did not hold");
    }

    /** One page of a list. */
    interface Pages<T> {
        Page<T> page(Optional<String> cursor, int limit) throws StoreException;
    }

    /** All of a list, walked through in pages of {@code limit}. */
    static <T> List<T> walk(Pages<T> pages, int limit) throws StoreException {
        List<T> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = pages.page(cursor, limit);
            assertTrue(page.items().size() <= limit, "a page is not longer than asked for");
            assertTrue(page.next().isEmpty() || page.items().size() == limit, "only the last page is shorter");
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    /** Every list says how many there are, refuses a cursor it never gave, and refuses a limit out of range. */
    static <T> void listOf(int size, Pages<T> pages) throws StoreException {
        assertEquals(Count.exactly(size), pages.page(Optional.empty(), 1).total());
        for (String cursor : List.of("", "x", "!!", "bm90LW91cnM", "\u00e9")) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> pages.page(Optional.of(cursor), 10), cursor);
            assertTrue(refusal.getMessage().startsWith("cursor"), refusal.getMessage());
        }
        for (int limit : new int[] {0, -1, 1001}) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> pages.page(Optional.empty(), limit));
            assertTrue(refusal.getMessage().startsWith("limit"), refusal.getMessage());
        }
    }
}
