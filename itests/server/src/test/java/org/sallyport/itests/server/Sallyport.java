package org.sallyport.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The command {@code sallyport}, as a process whose output is kept in files. */
final class Sallyport {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Process process;
    private final Path out;
    private final Path err;

    private Sallyport(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a command ended. */
    record Ended(int code, List<String> out, List<String> err) {
    }

    static Sallyport launch(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Home.DISTRIBUTION.resolve("bin/sallyport").toString());
        command.addAll(List.of(arguments));
        try {
            Path outputs = Files.createDirectories(Path.of(System.getProperty("sallyport.homes")).resolveSibling("outputs"));
            int number = NUMBER.incrementAndGet();
            Path out = outputs.resolve(number + ".out");
            Path err = outputs.resolve(number + ".err");
            Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            // Nothing a broken test leaves running may outlive it.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Sallyport(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that is expected to end by itself. */
    static Ended run(String... arguments) {
        Sallyport sallyport = launch(arguments);
        int code = sallyport.await();
        return new Ended(code, sallyport.out(), sallyport.err());
    }

    /** The exit code; whoever does not end in time is killed and fails the test. */
    int await() {
        try {
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("still running after " + Patience.LIMIT.toSeconds() + " s; it said " + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and waits until the kernel is done with the process. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    List<String> out() {
        return lines(out);
    }

    List<String> err() {
        return lines(err);
    }

    /** What it has printed so far; as long as it lives, without a line that is not finished. */
    private List<String> lines(Path file) {
        try {
            boolean finished = !process.isAlive();
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return (finished ? text : text.substring(0, text.lastIndexOf('\n') + 1)).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
