package org.sallyport.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The unpacked product this launcher belongs to; only read. */
record Distribution(Path directory, String version) {

    /** @throws Refusal if this class was not loaded from an unpacked distribution */
    static Distribution here() {
        try {
            Path jar = Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            String version = Distribution.class.getPackage().getImplementationVersion();
            return new Distribution(jar.toRealPath().getParent().getParent(), version == null ? "unknown" : version);
        } catch (URISyntaxException | IOException | NullPointerException e) {
            throw Refusal.failure("the launcher does not stand in a Sallyport distribution");
        }
    }

    Path conf() {
        return directory.resolve("conf");
    }

    /** The bundles by start level, each level sorted by name. */
    Map<Integer, List<Path>> bundles() {
        Map<Integer, List<Path>> levels = new TreeMap<>();
        Path root = directory.resolve("bundles");
        try {
            for (Path level : list(root, "[0-9]*")) {
                levels.put(Integer.valueOf(level.getFileName().toString()), list(level, "*.jar"));
            }
        } catch (IOException | NumberFormatException e) {
            throw Refusal.failure("the bundles in " + root + " cannot be read: " + e.getMessage());
        }
        return levels;
    }

    private static List<Path> list(Path directory, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }
}
