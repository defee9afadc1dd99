package org.sallyport.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The embedded engine's file, readable by nobody else. The engine gives the files it puts beside it the same permissions. */
final class SqliteFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path path;

    /** @throws IllegalArgumentException when the URL names no file; what is only in memory is not durable */
    SqliteFile(String url) {
        String name = Dialect.SQLITE.afterPrefix(url);
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.indexOf('?') >= 0) {
            throw new IllegalArgumentException("url: after jdbc:sqlite: comes the path of a file, and nothing else");
        }
        try {
            path = Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("url: " + name + " is no path", e);
        }
    }

    /** Makes folder and file where they are missing, and closes the file to others. */
    void secure() throws IOException {
        boolean posix = Files.getFileStore(existing(path)).supportsFileAttributeView(PosixFileAttributeView.class);
        if (!posix) {
            Files.createDirectories(path.getParent());
            return;
        }
        Files.createDirectories(path.getParent(), attribute(OWNER_ONLY_FOLDER));
        if (Files.notExists(path)) {
            Files.createFile(path, attribute(OWNER_ONLY));
        }
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path file = path.resolveSibling(path.getFileName() + suffix);
            if (Files.exists(file) && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        }
    }

    private static Path existing(Path path) {
        Path found = path;
        while (Files.notExists(found)) {
            found = found.getParent();
        }
        return found;
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
