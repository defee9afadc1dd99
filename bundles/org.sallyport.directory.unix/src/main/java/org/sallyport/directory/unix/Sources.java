package org.sallyport.directory.unix;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.sallyport.api.directory.DirectoryException;

/**
 * Where the host looks for its users and groups, as {@code nsswitch.conf} says it. A service that is named there and is not
 * running looks to the C library as if it knew nobody; here it is a trouble.
 */
final class Sources {

    /** A service behind a socket. */
    private record Service(String title, Path program, Path socket) {
    }

    /** Sources that list all they know. */
    private static final Set<String> COMPLETE = Set.of("files", "compat", "systemd", "altfiles", "usrfiles", "extrausers", "db");
    private static final List<String> DEFAULT = List.of("files");

    private final Path root;
    private final Path file;
    private final Map<String, Service> services;

    /** @param root of the file system, {@code /} but for tests */
    Sources(Path root) {
        this.root = root;
        this.file = root.resolve("etc/nsswitch.conf");
        this.services = Map.of(
                "sss", new Service("SSSD", root.resolve("usr/sbin/sssd"), root.resolve("var/lib/sss/pipes/nss")),
                "winbind", new Service("winbind", root.resolve("usr/sbin/winbindd"), root.resolve("run/samba/winbindd/pipe")));
    }

    /** The names of the sources of a database, such as {@code files} and {@code sss}, in their order. */
    List<String> of(String database) throws DirectoryException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return DEFAULT;
        } catch (IOException e) {
            throw new DirectoryException(file + " cannot be read: " + e.getMessage(), e);
        }
        for (String line : lines) {
            String[] parts = line.split("#", 2)[0].split(":", 2);
            if (parts.length == 2 && parts[0].strip().equals(database)) {
                // [NOTFOUND=return] and its like say what to do, not where to look.
                return new ArrayList<>(List.of(parts[1].replaceAll("\\[[^]]*]", " ").strip().split("\\s+")));
            }
        }
        return DEFAULT;
    }

    /** Whether a list of this database can be believed to be whole. */
    boolean complete(String database) throws DirectoryException {
        return COMPLETE.containsAll(of(database));
    }

    /** @throws DirectoryException when the file of the database, or a service that is named for it and installed, does not answer */
    void requireAnswers(String database) throws DirectoryException {
        for (String source : of(database)) {
            // Without it, systemd would still make up root.
            if (source.equals("files") && !hasLines(root.resolve("etc").resolve(database))) {
                throw new DirectoryException(root.resolve("etc").resolve(database) + " cannot be read, or is empty");
            }
            Service service = services.get(source);
            if (service != null && Files.exists(service.program()) && !listens(service.socket())) {
                throw new DirectoryException(file + " names '" + source + "' for '" + database + "', and " + service.title()
                        + " does not answer at " + service.socket() + ": start it, or take it out of there");
            }
        }
    }

    private static boolean hasLines(Path list) {
        try {
            return Files.isReadable(list) && Files.size(list) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean listens(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
