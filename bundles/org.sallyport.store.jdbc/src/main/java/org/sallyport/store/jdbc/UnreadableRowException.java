package org.sallyport.store.jdbc;

import java.sql.SQLException;

/** A row is there, and makes no sense. */
final class UnreadableRowException extends SQLException {

    private static final long serialVersionUID = 1L;

    UnreadableRowException(String table, String key, RuntimeException cause) {
        super("table " + table + ", key " + key + ": the row cannot be understood", cause);
    }
}
