package org.sallyport.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.store.Store;
import org.sallyport.testkit.store.StoreContract;

class SqliteStoreTest extends StoreContract {

    @TempDir
    Path folder;

    @Override
    protected Store open() throws Exception {
        return TestStores.open(folder);
    }

    @Override
    protected void close(Store store) {
        ((JdbcStore) store).close();
    }
}
