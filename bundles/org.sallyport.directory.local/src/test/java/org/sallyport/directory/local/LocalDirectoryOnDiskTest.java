package org.sallyport.directory.local;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.store.jdbc.JdbcStore;
import org.sallyport.testkit.directory.DirectoryFixture;
import org.sallyport.testkit.directory.EditableDirectoryContract;
import org.sqlite.SQLiteDataSource;

/** The same rules over the store that is shipped. */
class LocalDirectoryOnDiskTest extends EditableDirectoryContract {

    @TempDir
    private Path directory;
    private JdbcStore store;

    @Override
    protected DirectoryFixture fixture() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("sallyport.db");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        store = new JdbcStore("embedded", url, source, StoredDirectory.CLOCK);
        return new StoredDirectory(store);
    }

    @AfterEach
    void closeTheStore() {
        store.close();
    }
}
