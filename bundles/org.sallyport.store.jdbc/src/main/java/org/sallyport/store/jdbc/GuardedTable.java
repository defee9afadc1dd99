package org.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table whose rows are guarded by their revision, which is the last column of each. */
final class GuardedTable {

    private final String name;
    private final int keys;
    private final String select;
    private final String whereKey;
    private final String insert;
    private final String update;

    /** @param key first in what is read and in what is written */
    GuardedTable(String name, List<String> key, List<String> columns) {
        this.name = name;
        this.keys = key.size();
        this.whereKey = " WHERE " + key.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
        String all = Stream.of(key, columns).flatMap(Collection::stream).collect(Collectors.joining(", ")) + ", revision";
        this.select = "SELECT " + all + " FROM " + name;
        this.insert = "INSERT INTO " + name + " (" + all + ") VALUES (" + Statements.marks(keys + columns.size() + 1)
                + ") ON CONFLICT DO NOTHING";
        this.update = "UPDATE " + name + columns.stream().map(column -> column + " = ?, ").collect(Collectors.joining("", " SET ", ""))
                + "revision = ?" + whereKey + " AND revision = ?";
    }

    <T> Optional<T> find(Statements statements, Row.Reader<T> reader, Object... key) throws SQLException {
        return statements.first(name, reader, select + whereKey, key);
    }

    /** @param rest what follows the table's name: conditions, order, limit */
    <T> List<T> list(Statements statements, Row.Reader<T> reader, String rest, Object... values) throws SQLException {
        return statements.list(name, reader, select + " " + rest, values);
    }

    /**
     * Inserts when {@code revision} is 0, else replaces the row that still has it.
     *
     * @param values key first, without the revision
     * @return false when the guard did not hold
     */
    boolean save(Transaction transaction, long revision, Object... values) throws SQLException {
        Object[] bound = Arrays.copyOf(values, values.length + (revision == 0 ? 1 : 2));
        if (revision == 0) {
            bound[values.length] = transaction.nextRevision();
            return transaction.statements().update(insert, bound) == 1;
        }
        int columns = values.length - keys;
        System.arraycopy(values, keys, bound, 0, columns);
        bound[columns] = transaction.nextRevision();
        System.arraycopy(values, 0, bound, columns + 1, keys);
        bound[values.length + 1] = revision;
        return transaction.statements().update(update, bound) == 1;
    }
}
