package org.sallyport.directory.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.sallyport.api.directory.DirectoryException;

/**
 * Whether this process may check the passwords of others. Without the right to, pam_unix does not say so: it calls every
 * password wrong.
 */
final class Rights {

    static final String ADVICE = "Run Sallyport as root, or put the user it runs as into the group that may read /etc/shadow"
            + " (on Debian and Ubuntu: usermod -aG shadow USER), and start it again";

    private final NativeLibraries libraries;
    private final Sources sources;
    private final Path passwd;
    private final Path shadow;

    /** @param root of the file system, {@code /} but for tests */
    Rights(NativeLibraries libraries, Sources sources, Path root) {
        this.libraries = libraries;
        this.sources = sources;
        this.passwd = root.resolve("etc/passwd");
        this.shadow = root.resolve("etc/shadow");
    }

    /** Whether it may for every account. */
    boolean full() throws DirectoryException {
        return libraries.libc().geteuid() == 0 || Files.isReadable(shadow);
    }

    /**
     * @param name of an account, or of nobody
     * @throws DirectoryException when PAM could not tell a right password of it from a wrong one
     */
    void require(String name) throws DirectoryException {
        // An account that SSSD or another service brings is checked by that service, which has rights of its own.
        if (!full() && (sources.complete("passwd") || local(name))) {
            throw new DirectoryException("this process may not check passwords of accounts in " + passwd + ", because it cannot read "
                    + shadow + ". " + ADVICE);
        }
    }

    private boolean local(String name) throws DirectoryException {
        // Names may be of any encoding; this one finds itself.
        try (Stream<String> lines = Files.lines(passwd, StandardCharsets.ISO_8859_1)) {
            String start = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) + ":";
            return lines.anyMatch(line -> line.startsWith(start));
        } catch (IOException e) {
            throw new DirectoryException(passwd + " cannot be read: " + e.getMessage(), e);
        }
    }
}
