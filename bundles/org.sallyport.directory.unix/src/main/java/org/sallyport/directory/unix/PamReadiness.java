package org.sallyport.directory.unix;

import org.sallyport.api.directory.DirectoryException;

/** PAM is there, has a service of ours, and we may use it. */
record PamReadiness(NativeLibraries libraries, ServiceFile file, Rights rights) implements Host.Readiness {

    @Override
    public void require() throws DirectoryException {
        libraries.pam();
        file.require();
    }

    @Override
    public void require(String name) throws DirectoryException {
        rights.require(name);
    }
}
