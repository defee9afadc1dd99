package org.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection that keeps its prepared statements. For one thread at a time. */
final class Statements implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** @return how many rows were changed */
    int update(String sql, Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** For what is said once and not kept. */
    void once(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param table what the rows are of, for the message about one that cannot be understood */
    <T> List<T> list(String table, Row.Reader<T> reader, String sql, Object... values) throws SQLException {
        try (ResultSet results = bound(sql, values).executeQuery()) {
            List<T> found = new ArrayList<>();
            Row row = new Row(results);
            while (results.next()) {
                found.add(row.as(table, reader));
            }
            return found;
        }
    }

    <T> Optional<T> first(String table, Row.Reader<T> reader, String sql, Object... values) throws SQLException {
        try (ResultSet results = bound(sql, values).executeQuery()) {
            return results.next() ? Optional.of(new Row(results).as(table, reader)) : Optional.empty();
        }
    }

    boolean exists(String sql, Object... values) throws SQLException {
        try (ResultSet results = bound(sql, values).executeQuery()) {
            return results.next();
        }
    }

    /** The one number that the query answers. */
    long number(String sql, Object... values) throws SQLException {
        try (ResultSet results = bound(sql, values).executeQuery()) {
            results.next();
            return results.getLong(1);
        }
    }

    /** {@code ?, ?, …} for {@code size} values. */
    static String marks(int size) {
        return "?" + ", ?".repeat(size - 1);
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Optional<?> optional) {
            bind(statement, index, optional.orElse(null));
        } else if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Number number) {
            statement.setLong(index, number.longValue());
        } else if (value instanceof Instant instant) {
            statement.setLong(index, instant.toEpochMilli());
        } else if (value instanceof Boolean flag) {
            statement.setLong(index, flag ? 1 : 0);
        } else {
            // Principals and enumerations are kept as they write themselves.
            statement.setString(index, value.toString());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
