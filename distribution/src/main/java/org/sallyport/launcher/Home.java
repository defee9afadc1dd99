package org.sallyport.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The directory all state lives under; held by one running Sallyport at a time. */
final class Home implements AutoCloseable {

    /** What the demonstration reads from the distribution itself is no node's configuration. */
    private static final String DEMO_ACCOUNTS = "demo-accounts.properties";

    private final Path directory;
    private final FileChannel lockChannel;

    private Home(Path directory, FileChannel lockChannel) {
        this.directory = directory;
        this.lockChannel = lockChannel;
    }

    /**
     * Creates what is missing, adds configuration templates that are new, and takes the lock.
     *
     * @param templates the distribution's {@code conf/}; files that exist in the home are never overwritten
     * @throws Refusal if the directory cannot be used, or is in use
     */
    static Home open(Path directory, Path templates) {
        Path resolved;
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            resolved = directory.toRealPath();
            makePrivate(resolved.resolve("data"));
            makePrivate(resolved.resolve("data/tmp"));
            makePrivate(resolved.resolve("log"));
            makePrivate(resolved.resolve("conf"));
            makePrivate(resolved.resolve("bundles"));
            channel = FileChannel.open(resolved.resolve("data/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw Refusal.failure("the home directory " + directory + " cannot be used: " + Reason.of(e));
        }
        Home home = new Home(resolved, channel);
        try {
            home.refuseBundlesOfOthers();
            if (!home.lock()) {
                throw Refusal.failure("the home directory " + directory + " is in use by another Sallyport");
            }
            // A process that was killed could not tidy up.
            Trees.empty(home.data("tmp"));
            home.addTemplates(templates);
        } catch (IOException e) {
            throw Refusal.failure("the home directory " + directory + " cannot be used: " + Reason.of(e));
        }
        return home;
    }

    Path directory() {
        return directory;
    }

    Path conf() {
        return directory.resolve("conf");
    }

    /** Bundles of the administrator's own: taken up at the start, and while the product runs. */
    Path bundles() {
        return directory.resolve("bundles");
    }

    /** The jars among them, by name. */
    List<Path> bundlesThere() {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(bundles(), "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw Refusal.failure("the directory " + bundles() + " cannot be read: " + Reason.of(e));
        }
        jars.sort(null);
        return jars;
    }

    Path data(String name) {
        return directory.resolve("data").resolve(name);
    }

    Path log() {
        return directory.resolve("log/sallyport.log");
    }

    @Override
    public void close() throws IOException {
        lockChannel.close();
    }

    /** What lies there runs here, with all that Sallyport may do. */
    private void refuseBundlesOfOthers() throws IOException {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(bundles());
        if (granted.contains(PosixFilePermission.GROUP_WRITE) || granted.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw Refusal.failure("others than you may write to " + bundles() + ", and what lies there runs here: chmod 700 " + bundles());
        }
    }

    private boolean lock() throws IOException {
        try {
            FileLock lock = lockChannel.tryLock();
            if (lock == null) {
                lockChannel.close();
            }
            return lock != null;
        } catch (OverlappingFileLockException e) {
            lockChannel.close();
            return false;
        }
    }

    private void addTemplates(Path templates) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(templates)) {
            for (Path template : files) {
                Path file = conf().resolve(template.getFileName().toString());
                // A folder holds examples, to be copied by whom they concern.
                if (Files.isRegularFile(template) && !template.endsWith(DEMO_ACCOUNTS) && Files.notExists(file)) {
                    Files.copy(template, file);
                }
            }
        }
    }

    /** @throws IOException also if the directory exists but cannot be read or written */
    private static void makePrivate(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isReadable(directory) || !Files.isWritable(directory)) {
                throw new AccessDeniedException(directory.toString());
            }
        }
    }
}
