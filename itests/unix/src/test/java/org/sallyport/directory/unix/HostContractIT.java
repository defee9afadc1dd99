package org.sallyport.directory.unix;

import org.sallyport.testkit.directory.DirectoryContract;
import org.sallyport.testkit.directory.DirectoryFixture;

/** Real accounts keep every rule of a directory. */
class HostContractIT extends DirectoryContract {

    @Override
    protected DirectoryFixture fixture() throws Exception {
        return new HostFixture();
    }
}
