package org.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sallyport.api.store.StoreException;

/** Opens connections to the one database of a store, and says in its name what went wrong. Thread-safe. */
final class Database {

    private final String name;
    private final DataSource source;
    private final Dialect dialect;

    Database(String name, DataSource source, Dialect dialect) {
        this.name = name;
        this.source = source;
        this.dialect = dialect;
    }

    String name() {
        return name;
    }

    Dialect dialect() {
        return dialect;
    }

    Statements openForWriting() throws SQLException {
        return open(dialect::prepareWriting);
    }

    Statements openForReading() throws SQLException {
        return open(dialect::prepareReading);
    }

    private Statements open(Preparation preparation) throws SQLException {
        Connection connection = source.getConnection();
        try {
            preparation.apply(connection);
            return new Statements(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    StoreException trouble(String what) {
        return new StoreException("store " + name + ": " + what);
    }

    /** Drivers do not put bound values into the first line of their messages. */
    StoreException trouble(SQLException cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new StoreException("store " + name + ": " + message.lines().findFirst().orElse(""), cause);
    }

    private interface Preparation {
        void apply(Connection connection) throws SQLException;
    }
}
