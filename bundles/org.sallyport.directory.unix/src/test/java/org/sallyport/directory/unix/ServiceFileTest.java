package org.sallyport.directory.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.directory.DirectoryException;

class ServiceFileTest {

    @TempDir
    private Path root;

    @BeforeEach
    void folders() throws Exception {
        Files.createDirectories(root.resolve("etc/pam.d"));
        Files.createDirectories(root.resolve("usr/lib/pam.d"));
    }

    @Test
    void isFoundWhereTheHostOrItsMakerPutIt() throws Exception {
        Path theirs = Files.writeString(root.resolve("usr/lib/pam.d/sallyport"), "auth include system-auth\n-account include system-auth\n");
        assertEquals(theirs, new ServiceFile(root, "sallyport").require());
        Path ours = Files.writeString(root.resolve("etc/pam.d/sallyport"), "@include common-auth\naccount required pam_unix.so\n");
        Files.writeString(root.resolve("etc/pam.d/common-auth"), "auth [success=1 default=ignore] pam_unix.so\n");
        assertEquals(ours, new ServiceFile(root, "sallyport").require());
    }

    @Test
    void noOtherServiceTakesItsPlace() throws Exception {
        Files.writeString(root.resolve("etc/pam.d/other"), "auth required pam_permit.so\naccount required pam_permit.so\n");
        assertRefused("there is no PAM service 'sallyport'");
        for (String half : new String[] {"", "# auth required pam_unix.so\n", "account required pam_unix.so\n", "@include gone\n",
            "session required pam_unix.so\nauth\n", "@include sallyport\n"}) {
            Files.writeString(root.resolve("etc/pam.d/sallyport"), half);
            assertRefused("has no line that begins with 'a");
        }
    }

    private void assertRefused(String reason) {
        String message = assertThrows(DirectoryException.class, () -> new ServiceFile(root, "sallyport").require()).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
