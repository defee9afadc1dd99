package org.sallyport.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * SQLite's own code, unpacked once into the home instead of at every start, which costs a tenth of a second. Where it is unclear
 * which one fits, nothing is done, and the driver finds out by itself.
 */
final class NativeLibrary {

    static final String FOLDER_PROPERTY = "org.sqlite.lib.path";

    private static final String NAME = "libsqlitejdbc.so";

    private NativeLibrary() {
    }

    /** The folder for {@link #FOLDER_PROPERTY}; empty where the driver is to choose. */
    static Optional<Path> unpacked(Path driver, Path folder) throws IOException {
        if (!System.getProperty("os.name").equals("Linux") || musl()) {
            return Optional.empty();
        }
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        try (ZipFile jar = new ZipFile(driver.toFile())) {
            ZipEntry entry = jar.getEntry("org/sqlite/native/Linux/" + architecture + "/" + NAME);
            if (entry == null) {
                return Optional.empty();
            }
            Path home = folder.resolve(Long.toHexString(entry.getCrc()));
            if (Files.notExists(home.resolve(NAME))) {
                Files.createDirectories(home);
                Path draft = home.resolve(NAME + ".new");
                try (InputStream code = jar.getInputStream(entry)) {
                    Files.copy(code, draft, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(draft, home.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            }
            return Optional.of(home);
        }
    }

    private static boolean musl() throws IOException {
        try (DirectoryStream<Path> loaders = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
            return loaders.iterator().hasNext();
        }
    }
}
