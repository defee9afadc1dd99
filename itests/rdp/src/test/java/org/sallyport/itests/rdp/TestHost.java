package org.sallyport.itests.rdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sallyport.itests.server.Patience;

/** The host of the tests: accounts, PAM files and the gate, which nobody else sees. */
public final class TestHost {

    /** What is shipped for gates. */
    public static final Path SHIPPED = Path.of(System.getProperty("sallyport.distribution")).toAbsolutePath().normalize().resolve("share/pam");

    static final Path GATE = Path.of("/usr/local/sbin/sallyport-gate");
    static final Path CONFIGURATION = Path.of("/etc/sallyport/gate.conf");
    static final Path KEY = Path.of("/etc/sallyport/gate.key");

    private static final Path LOG = Path.of("/run/gate.log");
    private static final List<String> FILES = List.of("passwd", "shadow", "group", "pam.d/xrdp-sesman", "pam.d/sshd");

    private TestHost() {
    }

    /** How a command ended. */
    public record Ended(int code, String said) {

        /** The command did what it was asked. */
        public Ended well() {
            assertEquals(0, code, said);
            return this;
        }
    }

    /** Everything as the host has it, without the accounts, the gate and the configuration of other tests. */
    public static void reset() {
        assumeTrue(Boolean.getBoolean("sallyport.namespace"), "accounts are made as root only, in a mount namespace");
        try {
            for (String file : FILES) {
                Path etc = Path.of("/etc");
                Path kept = etc.resolve("kept").resolve(file);
                if (Files.notExists(kept)) {
                    Files.createDirectories(kept.getParent());
                    Files.copy(etc.resolve(file), kept, StandardCopyOption.COPY_ATTRIBUTES);
                }
                Files.copy(kept, etc.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.createDirectories(CONFIGURATION.getParent());
            Files.deleteIfExists(CONFIGURATION);
            Files.deleteIfExists(KEY);
            Files.deleteIfExists(GATE);
            Files.deleteIfExists(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes gate.conf and gate.key, as an administrator would. */
    public static void configure(String key, String... lines) {
        try {
            Files.write(CONFIGURATION, List.of(lines));
            Files.deleteIfExists(KEY);
            Files.createFile(KEY, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(KEY, key + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An account with a home and this password. */
    public static void useradd(String login, String password) {
        run("useradd", "--create-home", "--shell", "/bin/bash", "--password", run("openssl", "passwd", "-6", password).well().said().strip(), login).well();
    }

    /** Runs the shipped installer. */
    public static Ended install(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SHIPPED.resolve("install").toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    public static Ended run(String... command) {
        return run(Map.of(), "", command);
    }

    /** @param environment all that the command finds in it, unless empty */
    static Ended run(Map<String, String> environment, String input, String... command) {
        try {
            File output = File.createTempFile("command", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
            if (!environment.isEmpty()) {
                builder.environment().clear();
                builder.environment().putAll(new LinkedHashMap<>(environment));
            }
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            } catch (IOException e) {
                // It does not read what it does not need.
            }
            boolean ended = process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output.toPath());
            Files.delete(output.toPath());
            if (!ended) {
                throw new AssertionError(List.of(command) + " did not end: " + said);
            }
            return new Ended(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the gate has told the host's log. */
    public static String log() {
        try {
            return Files.exists(LOG) ? Files.readString(LOG) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void append(Path file, String line) {
        try {
            Files.writeString(file, Files.readString(file) + line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
