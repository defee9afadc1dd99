package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.LocalEntry;

/** Lists of users and groups, by name key. */
final class LocalList {

    /** Of the table {@code local_entry}, named {@code e}. */
    static final String COLUMNS = "e.id, e.kind, e.name, e.display_name, e.disabled, e.name_key";

    private static final Paging PAGING = new Paging("local", "", "");

    private LocalList() {
    }

    /** An entry and the key it is sorted by; names are unique among users, and among groups. */
    record Item(LocalEntry entry, String nameKey) {
    }

    /** The name key and the kind to go on after. */
    static List<String> after(Optional<String> cursor) {
        return PAGING.after(cursor);
    }

    static Page<LocalEntry> page(List<Item> found, int limit, Count total) {
        return PAGING.page(found, limit, LocalList::sortKey, total).map(Item::entry);
    }

    static List<String> sortKey(Item item) {
        return List.of(item.nameKey(), item.entry().kind().name());
    }

    static Item item(Row row) throws SQLException {
        String id = row.text();
        return new Item(new LocalEntry(row.choice(Kind.class), id, row.text(), row.text(), row.flag()), row.text());
    }
}
