package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostDatabaseTest {

    @TempDir
    private Path home;

    @BeforeEach
    void configured() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("conf"));
        store("jdbc:sqlite:${sallyport.home}/data/sallyport.db");
        Files.writeString(home.resolve("conf/org.sallyport.secret.keyfile-default.cfg"), "file = ${sallyport.home}/conf/sallyport.key\n");
    }

    private void store(String url) throws IOException {
        Files.writeString(home.resolve("conf/org.sallyport.store.jdbc-embedded.cfg"), "url = " + url + "\n");
    }

    private void start() {
        LostDatabase.refuse(home.resolve("conf"), Map.of("sallyport.home", home.toString()));
    }

    @Test
    void aHomeThatWasNeverUsedHasNoneYet() {
        assertDoesNotThrow(this::start);
    }

    @Test
    void aKeyFileWithoutItsDatabaseIsRefusedByName() throws IOException {
        Files.createFile(home.resolve("conf/sallyport.key"));
        String line = assertThrows(Refusal.class, this::start).getMessage();
        assertTrue(line.contains("data/sallyport.db") && line.contains("conf/sallyport.key"), line);
        store("jdbc:sqlite:${sallyport.home}/data/sallyport.db?cache=shared");
        assertThrows(Refusal.class, this::start);
        Files.createFile(home.resolve("data/sallyport.db"));
        assertDoesNotThrow(this::start);
    }

    @Test
    void aDatabaseThatIsNoFileIsTheDriversAffair() throws IOException {
        Files.createFile(home.resolve("conf/sallyport.key"));
        store("jdbc:postgresql://db/sallyport");
        assertDoesNotThrow(this::start);
        Files.delete(home.resolve("conf/org.sallyport.store.jdbc-embedded.cfg"));
        assertDoesNotThrow(this::start);
    }
}
