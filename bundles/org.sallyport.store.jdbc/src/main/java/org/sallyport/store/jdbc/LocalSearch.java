package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.store.LocalEntry;
import org.sallyport.api.store.StoreException;

/**
 * Finds users and groups by the beginnings of their words. Appending nothing to a kind keeps an engine without statistics from
 * reading all users by it, where the names or words leave a few.
 */
final class LocalSearch {

    private final ReadPool reads;

    LocalSearch(ReadPool reads) {
        this.reads = reads;
    }

    Page<LocalEntry> search(String text, Set<Kind> kinds, Optional<String> cursor, int limit) throws StoreException {
        int most = Paging.checked(limit);
        List<String> after = LocalList.after(cursor);
        Several several = Several.of(kinds);
        if (text.isBlank()) {
            return reads.read(statements -> all(statements, several, after, most));
        }
        // The longest word leaves the fewest rows to look at.
        List<String> words = Folding.words(text).stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
        if (words.isEmpty()) {
            return Page.empty();
        }
        return reads.read(statements -> matching(statements, several, words, after, most));
    }

    private static Page<LocalEntry> all(Statements statements, Several kinds, List<String> after, int most) throws SQLException {
        List<Object> values = new ArrayList<>(Arrays.asList(kinds.values()));
        values.addAll(after);
        values.add(most + 1);
        List<LocalList.Item> found = statements.list("local_entry", LocalList::item, "SELECT " + LocalList.COLUMNS
                + " FROM local_entry e WHERE e.kind || ''" + kinds.in() + " AND (e.name_key, e.kind) > (?, ?)"
                + " ORDER BY e.name_key, e.kind LIMIT ?", values.toArray());
        return LocalList.page(found, most,
                Paging.count(statements, "SELECT 1 FROM local_entry WHERE kind" + kinds.in(), kinds.values()));
    }

    private static Page<LocalEntry> matching(Statements statements, Several kinds, List<String> words, List<String> start, int most)
            throws SQLException {
        String condition = "w.word >= ? AND w.word < ? AND w.kind || ''" + kinds.in() + (" AND EXISTS (SELECT 1 FROM local_word o"
                + " WHERE o.kind = w.kind AND o.id = w.id AND o.word >= ? AND o.word < ?)").repeat(words.size() - 1);
        List<Object> values = new ArrayList<>(List.of(words.get(0), Folding.afterPrefix(words.get(0))));
        values.addAll(Arrays.asList(kinds.values()));
        words.stream().skip(1).forEach(word -> values.addAll(List.of(word, Folding.afterPrefix(word))));

        // Somebody with two words that match comes twice. Sorting that out here lets the engine keep only the rows it returns,
        // where DISTINCT would make it sort every match.
        Map<List<String>, LocalList.Item> found = new LinkedHashMap<>();
        int asked = 2 * (most + 1);
        List<String> after = start;
        boolean more = true;
        while (more && found.size() <= most) {
            List<LocalList.Item> rows = statements.list("local_entry", LocalList::item, "SELECT " + LocalList.COLUMNS
                    + " FROM (SELECT w.id, w.kind, w.name_key FROM local_word w WHERE " + condition
                    + " AND (w.name_key, w.kind) > (?, ?) ORDER BY w.name_key, w.kind LIMIT ?) m"
                    + " CROSS JOIN local_entry e WHERE e.kind = m.kind AND e.id = m.id ORDER BY e.name_key, e.kind",
                    with(values, after.get(0), after.get(1), asked));
            rows.forEach(item -> found.putIfAbsent(LocalList.sortKey(item), item));
            more = rows.size() == asked;
            after = more ? LocalList.sortKey(rows.get(asked - 1)) : after;
        }
        List<LocalList.Item> items = found.values().stream().limit(most + 1L).toList();
        // A first page that is not full has them all.
        boolean complete = start.equals(LocalList.after(Optional.empty())) && items.size() <= most;
        return LocalList.page(items, most, complete ? Count.exactly(items.size()) : total(statements, condition, values));
    }

    private static Count total(Statements statements, String condition, Collection<Object> values) throws SQLException {
        return Paging.count(statements, "SELECT DISTINCT w.kind, w.id FROM local_word w WHERE " + condition, values.toArray());
    }

    private static Object[] with(List<Object> values, Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
