package org.sallyport.directory.unix;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.directory.DirectoryException;

class SourcesTest {

    @TempDir
    private Path root;

    @BeforeEach
    void aHostWithSssd() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/nsswitch.conf"), "# users\npasswd:\tfiles [NOTFOUND=continue] sss # and so on\ngroup: files systemd\n");
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\n");
        Files.createDirectories(root.resolve("var/lib/sss/pipes"));
        Files.createDirectories(root.resolve("usr/sbin"));
        Files.writeString(root.resolve("usr/sbin/sssd"), "");
    }

    @Test
    void readsWhatTheHostReads() throws Exception {
        Sources sources = new Sources(root);
        assertEquals(List.of("files", "sss"), sources.of("passwd"));
        assertEquals(List.of("files"), sources.of("netgroup"));
        assertFalse(sources.complete("passwd"));
        assertTrue(sources.complete("group"));
        Files.delete(root.resolve("etc/nsswitch.conf"));
        assertEquals(List.of("files"), sources.of("passwd"));
    }

    @Test
    void aServiceThatIsNamedMustAnswer() throws Exception {
        Sources sources = new Sources(root);
        assertDoesNotThrow(() -> sources.requireAnswers("group"));
        String message = assertThrows(DirectoryException.class, () -> sources.requireAnswers("passwd")).getMessage();
        assertTrue(message.contains("SSSD does not answer"), message);
        try (ServerSocketChannel sssd = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            sssd.bind(UnixDomainSocketAddress.of(root.resolve("var/lib/sss/pipes/nss")));
            assertDoesNotThrow(() -> sources.requireAnswers("passwd"));
        }
        assertThrows(DirectoryException.class, () -> sources.requireAnswers("passwd"));
        Files.delete(root.resolve("usr/sbin/sssd"));
        assertDoesNotThrow(() -> sources.requireAnswers("passwd"), "it is named by habit, and not installed");
    }

    @Test
    void anEmptyFileIsNoAnswer() throws Exception {
        Files.writeString(root.resolve("etc/group"), "");
        assertThrows(DirectoryException.class, () -> new Sources(root).requireAnswers("group"));
    }
}
