package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    private Path directory;
    private Path templates;

    @BeforeEach
    void templates() throws IOException {
        templates = Files.createDirectory(directory.resolve("templates"));
        Files.writeString(templates.resolve("one.cfg"), "template");
        Files.writeString(templates.resolve("demo-accounts.properties"), "somebody");
        Files.writeString(Files.createDirectory(templates.resolve("examples")).resolve("three.cfg"), "example");
    }

    @Test
    void keepsWhatIsThereAndAddsWhatIsNew() throws IOException {
        Path place = directory.resolve("a b/home");
        try (Home home = Home.open(place, templates)) {
            assertEquals("template", Files.readString(home.conf().resolve("one.cfg")));
            assertFalse(Files.exists(home.conf().resolve("demo-accounts.properties")));
            assertFalse(Files.exists(home.conf().resolve("examples")));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("data"))));
            Files.writeString(home.conf().resolve("one.cfg"), "mine");
            Files.writeString(home.data("tmp").resolve("left-behind"), "");
        }
        Files.writeString(templates.resolve("two.cfg"), "new");
        try (Home home = Home.open(place, templates)) {
            assertEquals("mine", Files.readString(home.conf().resolve("one.cfg")));
            assertEquals("new", Files.readString(home.conf().resolve("two.cfg")));
            assertFalse(Files.exists(home.data("tmp").resolve("left-behind")));
        }
    }

    @Test
    void refusesBundlesThatOthersMayWrite() throws IOException {
        Home.open(directory.resolve("home"), templates).close();
        Path bundles = directory.resolve("home/bundles");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(bundles)));
        Files.setPosixFilePermissions(bundles, PosixFilePermissions.fromString("rwxrwx---"));
        Refusal refusal = assertThrows(Refusal.class, () -> Home.open(directory.resolve("home"), templates));
        assertTrue(refusal.getMessage().contains("home/bundles"), refusal.getMessage());
        assertEquals(1, refusal.exitCode());
    }

    @Test
    void isHeldByOneAtATime() throws IOException {
        try (Home home = Home.open(directory.resolve("home"), templates)) {
            Refusal refusal = assertThrows(Refusal.class, () -> Home.open(directory.resolve("home"), templates));
            assertTrue(refusal.getMessage().endsWith("is in use by another Sallyport"), refusal.getMessage());
            assertEquals(1, refusal.exitCode());
            assertTrue(Files.isDirectory(home.directory()));
        }
    }

    @Test
    void saysWhyItCannotBeUsed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        Refusal refusal = assertThrows(Refusal.class, () -> Home.open(file, templates));
        assertTrue(refusal.getMessage().endsWith("is not a directory"), refusal.getMessage());
        assertThrows(Refusal.class, () -> Home.open(file.resolve("below"), templates));
    }
}
