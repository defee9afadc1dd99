package org.sallyport.directory.ldap;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.directory.DirectoryContract;
import org.sallyport.testkit.directory.DirectoryFixture;

/** The contract, over a server in memory. */
class LdapDirectoryTest extends DirectoryContract {

    @TempDir
    private Path folder;
    private MemoryServer server;

    @Override
    protected DirectoryFixture fixture() throws Exception {
        server = new MemoryServer(folder);
        return server;
    }

    @AfterEach
    void close() {
        server.close();
    }
}
