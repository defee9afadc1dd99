package org.sallyport.directory.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.sallyport.api.directory.Verdict;

/** The accounts of the test's own {@code /etc}, which nobody else sees. */
final class TestHost {

    static final Set<String> NO_SHELLS = Set.of("/usr/sbin/nologin", "/bin/false");

    private static final List<String> FILES = List.of("passwd", "shadow", "group", "nsswitch.conf");
    private static final Path ETC = Path.of("/etc");
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    private TestHost() {
    }

    /** Everything as the host has it, without the accounts of other tests, and our PAM service. */
    static void reset() throws IOException {
        assumeTrue(Boolean.getBoolean("sallyport.namespace"), "accounts are made as root only, in a mount namespace");
        for (String file : FILES) {
            Path kept = ETC.resolve("kept-" + file);
            if (Files.notExists(kept)) {
                Files.copy(ETC.resolve(file), kept, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.copy(kept, ETC.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        service("sallyport", Files.readString(Path.of(System.getProperty("sallyport.pam.file"))));
    }

    static void service(String name, String lines) throws IOException {
        Files.writeString(ETC.resolve("pam.d").resolve(name), lines);
    }

    static void append(String file, String line) throws IOException {
        Files.writeString(ETC.resolve(file), Files.readString(ETC.resolve(file)) + line + "\n");
    }

    /** An account made with the host's own tools. */
    static void useradd(String login, String password, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("useradd", "--no-create-home", "--shell", "/bin/bash", "--password", hash(password)));
        command.addAll(List.of(options));
        command.add(login);
        run(command.toArray(String[]::new));
    }

    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
        return said;
    }

    /** As in {@code /etc/shadow}. */
    static String hash(String password) throws Exception {
        String known = HASHES.get(password);
        if (known == null) {
            Process process = new ProcessBuilder("openssl", "passwd", "-6", "-stdin").start();
            process.getOutputStream().write(password.getBytes(UTF_8));
            process.getOutputStream().close();
            known = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertEquals(0, process.waitFor());
            HASHES.put(password, known);
        }
        return known;
    }

    static Verdict.Outcome outcome(UnixDirectory directory, String login, String password) throws Exception {
        return directory.authenticate(login, password.toCharArray()).outcome();
    }
}
