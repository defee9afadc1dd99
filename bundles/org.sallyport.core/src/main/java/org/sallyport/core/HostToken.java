package org.sallyport.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file by which whoever may read this home reaches the interface for programs; made anew at every start, gone at its end. */
final class HostToken {

    static final String FILE = "data/api.token";

    private static final Logger LOG = LoggerFactory.getLogger(HostToken.class);

    private final Path file;

    private HostToken(Path file) {
        this.file = file;
    }

    /**
     * Writes it; trouble is for the log, because nobody else needs it.
     *
     * @param url as people write it
     * @param address where this very node listens; empty where nobody said
     * @param certificate SHA-256 of the node's certificate, hexadecimal; empty for plain http
     */
    static HostToken write(Path home, String url, String address, String certificate, String secret) {
        Path file = home.resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
            // Private before there is anything in it, and never half of it.
            Path fresh = Files.createTempFile(file.getParent(), "api", ".token",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, List.of("url=" + url, "address=" + (address.isEmpty() ? url : address), "certificate=" + certificate,
                    "token=" + secret));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("{} could not be written: the commands of bin/sallyport will not find this server: {}", file, e.toString());
        }
        return new HostToken(file);
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("The token of a server that has ended stays behind, and is good for nothing", e);
        }
    }
}
