package org.sallyport.store.jdbc;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.store.Store;
import org.sallyport.testkit.store.StoreContract;
import org.sqlite.SQLiteDataSource;

class SqliteStoreTest extends StoreContract {

    @TempDir
    Path folder;

    @Override
    protected Store open() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("data/sallyport.db");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        return new JdbcStore("test", url, source, Clock.systemUTC());
    }

    @Override
    protected void close(Store store) {
        ((JdbcStore) store).close();
    }
}
