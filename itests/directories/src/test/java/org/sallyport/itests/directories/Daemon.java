package org.sallyport.itests.directories;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sallyport.itests.server.Patience;

/** A server process in the foreground, known by its process id; what it says is kept in a file. */
final class Daemon {


    private final Process process;
    private final Path output;

    private Daemon(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a server that stays in the foreground. */
    static Daemon start(Path output, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
            Daemon daemon = new Daemon(process, output);
            // Nothing a broken test leaves running may outlive it.
            Runtime.getRuntime().addShutdownHook(new Thread(daemon::kill));
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. @return what it said; a failure is an error that quotes it */
    static String run(Path directory, List<String> command) {
        try {
            Path output = Files.createTempFile(directory, "command", ".out");
            Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectInput(new File("/dev/null")).redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command + (ended ? " failed: " : " did not end: ") + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the server takes connections there. */
    void awaitListening(int port) {
        try {
            await("listening at " + port).atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("ended at once: " + said());
                }
                return listens(port);
            });
        } catch (RuntimeException | Error e) {
            kill();
            throw e;
        }
    }

    /** Whether anybody takes connections at this port of the loopback address. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until nobody listens at any of these ports. */
    static void awaitSilent(List<Integer> ports) {
        await("silent").atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
                .until(() -> ports.stream().noneMatch(Daemon::listens));
    }

    /** Deletes a directory and all in it, where there is one. */
    static void delete(Path directory) {
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

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and waits for that. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("it did not stop; it said " + said());
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it without asking, also one that was frozen. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It goes on listening, and does nothing any more. */
    void freeze() {
        signal("STOP");
    }

    /** It goes on from where it was frozen. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        run(output.getParent(), List.of("sh", "-c", "kill -" + name + " " + process.pid()));
    }
}
