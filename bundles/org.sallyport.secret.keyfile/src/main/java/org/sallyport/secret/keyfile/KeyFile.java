package org.sallyport.secret.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The file that holds the master keys: reads it, checks who else may, and makes it where there is none. */
final class KeyFile {

    private static final long LARGEST = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** What tells one state of the file from another without reading it. */
    record Stamp(FileTime modified, long size, Object fileKey, Set<PosixFilePermission> permissions, boolean regular) {
    }

    private final Path path;
    private final boolean posix;

    KeyFile(Path path) {
        this.path = path;
        this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    Path path() {
        return path;
    }

    /** Empty when there is no such file. */
    Optional<Stamp> stamp() throws KeyFileException {
        try {
            if (posix) {
                PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class);
                return Optional.of(stamp(file, file.permissions()));
            }
            return Optional.of(stamp(Files.readAttributes(path, BasicFileAttributes.class), Set.of()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("cannot be read: " + reason(e), e);
        }
    }

    private static Stamp stamp(BasicFileAttributes file, Set<PosixFilePermission> permissions) {
        return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey(), permissions, file.isRegularFile());
    }

    /** @param stamp of the file as it is about to be read */
    KeyRing read(Stamp stamp) throws KeyFileException {
        if (!stamp.regular()) {
            throw unusable("is not a file");
        }
        if (!OWNER_ONLY.containsAll(stamp.permissions())) {
            throw unusable("is open to others (mode " + PosixFilePermissions.toString(stamp.permissions())
                    + "); only its owner may have access: chmod 600");
        }
        if (stamp.size() == 0) {
            throw unusable("is empty");
        }
        if (stamp.size() > LARGEST) {
            throw unusable("is larger than " + LARGEST + " bytes: this is no key file");
        }
        try {
            return KeyRing.parse(Files.readString(path));
        } catch (CharacterCodingException e) {
            throw unusable("is not UTF-8 text");
        } catch (IOException e) {
            throw unusable("cannot be read: " + reason(e), e);
        } catch (KeyFileException e) {
            throw unusable(e.getMessage());
        }
    }

    /**
     * Makes the file with one new key, complete or not at all, and never in place of one that is there already. Its id is
     * random, so that a file made anew is not taken for the one that was lost.
     *
     * @return the new key's id; empty when somebody else was first
     */
    Optional<String> create(SecureRandom random) throws KeyFileException {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        byte[] id = new byte[4];
        random.nextBytes(key);
        random.nextBytes(id);
        String keyId = "k-" + HexFormat.of().formatHex(id);
        String text = """
                # Master keys of Sallyport. Keep a copy in a safe place, apart from copies of the database:
                # without this file nobody's authenticator app works, with both anybody can compute their codes.
                #
                # One key a line: key-id = base64 of 32 bytes. All keys open, the current one seals. To change it, add a
                # line (for example with "openssl rand -base64 32"), name it as current, and keep the lines above it.

                %s = %s
                current = %s
                """.formatted(keyId, Base64.getEncoder().encodeToString(key), keyId);
        try {
            Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a directory");
            Files.createDirectories(directory, mode("rwx------"));
            Path draft = Files.createTempFile(directory, path.getFileName() + ".", ".new", mode("rw-------"));
            try {
                try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                    while (bytes.hasRemaining()) {
                        file.write(bytes);
                    }
                    file.force(true);
                }
                return publish(draft, directory) ? Optional.of(keyId) : Optional.empty();
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw unusable("cannot be made: " + reason(e), e);
        }
    }

    private boolean publish(Path draft, Path directory) throws IOException {
        try {
            // A link, because it fails where the name is taken: a rename would replace somebody's keys.
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            try {
                Files.move(draft, path);
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
        }
        if (posix) {
            // The name must be as durable as the secrets that will be sealed under the key.
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
        return true;
    }

    private FileAttribute<?>[] mode(String permissions) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    KeyFileException unusable(String why) {
        return new KeyFileException("key file " + path + " " + why);
    }

    private KeyFileException unusable(String why, Exception cause) {
        return new KeyFileException("key file " + path + " " + why, cause);
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e instanceof FileSystemException file && file.getReason() != null ? file.getReason() : kind;
    }
}
