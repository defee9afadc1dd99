package org.sallyport.testkit.directory;

class MemoryDirectoryTest extends DirectoryContract {

    @Override
    protected DirectoryFixture fixture() {
        return new MemoryDirectory("memory");
    }
}
