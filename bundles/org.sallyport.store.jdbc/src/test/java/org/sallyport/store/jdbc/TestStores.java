package org.sallyport.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import javax.sql.DataSource;
import org.sallyport.api.store.StoreException;
import org.sqlite.SQLiteDataSource;

/** Stores in a folder of the test's own, and ways to get behind their back. */
final class TestStores {

    private TestStores() {
    }

    static String url(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("data/sallyport.db");
    }

    static DataSource source(Path folder) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url(folder));
        return source;
    }

    static JdbcStore open(Path folder) throws StoreException {
        return open(folder, source(folder));
    }

    static JdbcStore open(Path folder, DataSource source) throws StoreException {
        return new JdbcStore("test", url(folder), source, Clock.systemUTC());
    }

    /** Changes the database without the store. */
    static void meddle(Path folder, String... commands) throws SQLException {
        try (Connection connection = source(folder).getConnection(); Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
