package org.sallyport.directory.unix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.sallyport.api.directory.DirectoryException;

/**
 * The file that says how PAM checks passwords for us. Where it is missing, or has no lines of a kind, PAM would take those of the
 * service {@code other}, which nobody wrote with a portal in mind: then nobody is let in.
 */
final class ServiceFile {

    private static final List<String> FOLDERS = List.of("etc/pam.d", "usr/lib/pam.d", "usr/etc/pam.d");
    private static final Set<String> NEEDED = Set.of("account", "auth");
    private static final int DEEPEST = 8;

    private final Path root;
    private final String service;

    /** @param root of the file system, {@code /} but for tests */
    ServiceFile(Path root, String service) {
        this.root = root;
        this.service = service;
    }

    /** @throws DirectoryException when PAM would not check a password by this service alone */
    Path require() throws DirectoryException {
        Path file = find(service).orElseThrow(() -> new DirectoryException("there is no PAM service '" + service + "': neither "
                + root.resolve(FOLDERS.get(0)).resolve(service) + " nor " + root.resolve(FOLDERS.get(1)).resolve(service)
                + " exists; copy share/pam.d/sallyport of the distribution there"));
        Set<String> missing = new TreeSet<>(NEEDED);
        missing.removeAll(kinds(file, DEEPEST));
        if (!missing.isEmpty()) {
            throw new DirectoryException(file + " has no line that begins with '" + missing.iterator().next()
                    + "', and PAM would take those of its service 'other'");
        }
        return file;
    }

    private Optional<Path> find(String name) {
        return FOLDERS.stream().map(folder -> root.resolve(folder).resolve(name)).filter(Files::isRegularFile).findFirst();
    }

    /** Of which kinds a file has lines, included files counted. */
    private Set<String> kinds(Path file, int depth) throws DirectoryException {
        Set<String> kinds = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split("#", 2)[0].strip().split("\\s+");
                if (words[0].equals("@include") && words.length > 1 && depth > 0) {
                    Optional<Path> included = find(words[1]);
                    if (included.isPresent()) {
                        kinds.addAll(kinds(included.get(), depth - 1));
                    }
                } else if (words.length > 2) {
                    kinds.add(words[0].startsWith("-") ? words[0].substring(1) : words[0]);
                }
            }
            return kinds;
        } catch (IOException e) {
            throw new DirectoryException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
