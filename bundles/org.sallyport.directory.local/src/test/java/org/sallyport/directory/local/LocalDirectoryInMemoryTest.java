package org.sallyport.directory.local;

import org.sallyport.testkit.directory.DirectoryFixture;
import org.sallyport.testkit.directory.EditableDirectoryContract;
import org.sallyport.testkit.memory.MemoryStore;

class LocalDirectoryInMemoryTest extends EditableDirectoryContract {

    @Override
    protected DirectoryFixture fixture() {
        return new StoredDirectory(new MemoryStore());
    }
}
