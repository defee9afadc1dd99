package org.sallyport.directory.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.sallyport.api.directory.DirectoryException;

/** Which host this is. */
final class Machine {

    private static final String PURPOSE = "sallyport accounts of host ";

    private final Path root;

    /** @param root of the file system, {@code /} but for tests */
    Machine(Path root) {
        this.root = root;
    }

    String name() throws DirectoryException {
        return line("proc/sys/kernel/hostname");
    }

    /** Made from the machine's id, which itself should not be shown, see machine-id(5); from the host's name where there is none. */
    String fingerprint() throws DirectoryException {
        String id = Files.exists(root.resolve("etc/machine-id")) ? line("etc/machine-id") : "";
        if (id.matches("[0-9a-f]{32}")) {
            return "machine-" + digest(PURPOSE + id);
        }
        return "host-" + digest(PURPOSE + name());
    }

    private String line(String file) throws DirectoryException {
        try {
            return Files.readString(root.resolve(file)).strip();
        } catch (IOException e) {
            throw new DirectoryException(root.resolve(file) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
