package org.sallyport.directory.ldap;

import org.sallyport.api.directory.DirectoryException;

/** Carries the first exception out of where none may be thrown. */
final class Trap {

    /** Something that may fail. */
    interface Step {
        void run() throws DirectoryException;
    }

    private DirectoryException caught;

    void run(Step step) {
        if (caught == null) {
            try {
                step.run();
            } catch (DirectoryException e) {
                caught = e;
            }
        }
    }

    void spring() throws DirectoryException {
        if (caught != null) {
            throw caught;
        }
    }
}
