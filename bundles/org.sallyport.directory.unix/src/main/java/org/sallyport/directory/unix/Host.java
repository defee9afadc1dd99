package org.sallyport.directory.unix;

import java.nio.file.Path;

import org.sallyport.api.directory.DirectoryException;

/**
 * The host under us, as far as a sign-in relies on it.
 *
 * @param names whom it knows
 * @param passwords who checks a password
 * @param readiness what must be so before a password is checked
 * @param machine which host it is
 * @param sources where it looks for users and groups
 */
record Host(NameService names, Passwords passwords, Readiness readiness, Machine machine, Sources sources) {

    /** What must be so before a password is checked. */
    interface Readiness {

        /** @throws DirectoryException says what is missing, and what to do about it */
        void require() throws DirectoryException;

        /** @throws DirectoryException when the password of this account cannot be checked by this process */
        void require(String name) throws DirectoryException;
    }

    /** The real one. */
    static Host real(Path root, String service) {
        NativeLibraries libraries = new NativeLibraries(System.getProperty("os.name"));
        Sources sources = new Sources(root);
        return new Host(new NativeNames(libraries, sources), new PamPasswords(libraries, service),
                new PamReadiness(libraries, new ServiceFile(root, service), new Rights(libraries, sources, root)), new Machine(root), sources);
    }
}
