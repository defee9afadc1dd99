package org.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Where engines differ. Everything else is SQL that all of them understand. */
enum Dialect {

    /** Embedded. WAL with a full sync: a commit is one fsync, and readers go on meanwhile. */
    SQLITE("jdbc:sqlite:",
            Map.of("text", "TEXT", "integer", "INTEGER", "keyed", "STRICT, WITHOUT ROWID"),
            List.of("PRAGMA busy_timeout = 10000", "PRAGMA trusted_schema = OFF", "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY",
                    "PRAGMA cache_size = -8000"),
            List.of("PRAGMA busy_timeout = 10000", "PRAGMA trusted_schema = OFF", "PRAGMA query_only = ON",
                    "PRAGMA temp_store = MEMORY"),
            // One process owns the file, and a transaction's first write locks it.
            List.of()),

    /** For several nodes. */
    POSTGRESQL("jdbc:postgresql:",
            Map.of("text", "TEXT COLLATE \"C\"", "integer", "BIGINT", "keyed", ""),
            List.of("SET synchronous_commit TO on"),
            List.of("SET default_transaction_read_only TO on"),
            List.of("SELECT pg_advisory_xact_lock(7258611420)"));

    private final String prefix;
    private final Map<String, String> words;
    private final List<String> writing;
    private final List<String> reading;
    private final List<String> lockSchema;

    Dialect(String prefix, Map<String, String> words, List<String> writing, List<String> reading, List<String> lockSchema) {
        this.prefix = prefix;
        this.words = words;
        this.writing = writing;
        this.reading = reading;
        this.lockSchema = lockSchema;
    }

    /** @throws IllegalArgumentException when no engine answers to the URL */
    static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("url: must begin with " + SQLITE.prefix + " or " + POSTGRESQL.prefix);
    }

    String afterPrefix(String url) {
        return url.substring(prefix.length());
    }

    /** A schema script in the engine's own words. */
    String translate(String script) {
        String translated = script;
        for (Map.Entry<String, String> word : words.entrySet()) {
            translated = translated.replace("${" + word.getKey() + "}", word.getValue());
        }
        return translated;
    }

    /** Makes ready a connection that one writer commits on. */
    void prepareWriting(Connection connection) throws SQLException {
        run(connection, writing);
        connection.setAutoCommit(false);
    }

    /** Makes ready a connection on which every statement sees what was committed before it. */
    void prepareReading(Connection connection) throws SQLException {
        run(connection, reading);
    }

    /** Lets one node at a time look at the schema, until the transaction ends. */
    void lockSchema(Connection connection) throws SQLException {
        run(connection, lockSchema);
    }

    private static void run(Connection connection, List<String> commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
