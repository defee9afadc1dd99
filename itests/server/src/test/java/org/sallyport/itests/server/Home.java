package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A home directory of the product, and what a test changes or looks up in it. */
final class Home {

    /** Where the distribution was built. */
    static final Path DISTRIBUTION = Path.of(System.getProperty("sallyport.distribution")).toAbsolutePath().normalize();

    private static final Path HOMES = Path.of(System.getProperty("sallyport.homes")).toAbsolutePath();

    private final Path directory;

    private Home(Path directory) {
        this.directory = directory;
    }

    /** A home that does not exist yet. */
    static Home fresh(String name) {
        Path directory = HOMES.resolve(name);
        delete(directory);
        try {
            Files.createDirectories(HOMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Home(directory);
    }

    Path path() {
        return directory;
    }

    Path keyFile() {
        return directory.resolve("conf/sallyport.key");
    }

    Path database() {
        return directory.resolve("data/sallyport.db");
    }

    /** Sets a key in a file of conf/, as an administrator would; the file is the shipped one where the home has none yet. */
    void configure(String file, String key, String value) {
        Path path = directory.resolve("conf").resolve(file);
        Path shipped = DISTRIBUTION.resolve("conf").resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Path source = Files.exists(path) || Files.notExists(shipped) ? path : shipped;
            List<String> lines = new ArrayList<>(Files.exists(source) ? Files.readAllLines(source) : List.of());
            lines.removeIf(line -> line.matches(java.util.regex.Pattern.quote(key) + "\\s*=.*"));
            lines.add(key + " = " + value);
            Files.write(path, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in the log files of this home. */
    String log() {
        Path logs = directory.resolve("log");
        if (Files.notExists(logs)) {
            return "";
        }
        try (Stream<Path> files = Files.list(logs)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                // Not readString: half a character may stand at the end of what is being written.
                all.append(new String(bytes(file), StandardCharsets.UTF_8));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A day that is over is compressed, also while a test runs. */
    private static byte[] bytes(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllBytes(file);
        }
        try (InputStream day = new GZIPInputStream(Files.newInputStream(file))) {
            return day.readAllBytes();
        }
    }

    /** Waits until the log says this; an answer may come a moment before its line. */
    void awaitLogged(String text) {
        await("logged: " + text).atMost(Patience.LIMIT).pollDelay(Duration.ZERO).until(() -> log().contains(text));
    }

    /** The database, to be looked into or spoiled while no server runs here. */
    Connection sql() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database());
    }

    private static void delete(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
