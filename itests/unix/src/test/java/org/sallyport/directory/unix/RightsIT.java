package org.sallyport.directory.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without the right to read {@code /etc/shadow}, pam_unix calls every password wrong: then nobody may be told so. */
class RightsIT {

    private static final String PASSWORD = "horses in the fog";

    private Path folder;
    private String classPath;

    @BeforeEach
    void aHostAndCodeThatEverybodyMayRead() throws Exception {
        TestHost.reset();
        TestHost.useradd("walter", PASSWORD);
        TestHost.useradd("runner", "runs and has no rights");
        folder = Files.createTempDirectory("rights");
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (part.matches(".*(sallyport|jna|slf4j-api|classes).*") && Files.exists(Path.of(part))) {
                Path copy = folder.resolve(parts.size() + "-" + Path.of(part).getFileName());
                TestHost.run("cp", "-rL", part, copy.toString());
                parts.add(copy.toString());
            }
        }
        TestHost.run("chmod", "-R", "a+rX", folder.toString());
        Files.createDirectory(folder.resolve("tmp"));
        Files.setPosixFilePermissions(folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        classPath = String.join(File.pathSeparator, parts);
    }

    @AfterEach
    void tidyUp() throws IOException {
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    @Test
    void rootMay() throws Exception {
        assertEquals("ACCEPTED", probe("walter", PASSWORD, "--reuid=0").get(0));
    }

    @Test
    void whoMayReadTheFileMay() throws Exception {
        List<String> said = probe("walter", PASSWORD, "--reuid=runner", "--regid=runner", "--groups=shadow");
        assertEquals("ACCEPTED", said.get(0));
        assertTrue(said.contains("GOOD This process may check the passwords of others."), said::toString);
        assertEquals("REJECTED", probe("walter", "wrong", "--reuid=runner", "--regid=runner", "--groups=shadow").get(0));
    }

    @Test
    void anybodyElseIsToldWhatIsMissing() throws Exception {
        for (String login : List.of("walter", "nobody-like-this")) {
            List<String> said = probe(login, PASSWORD, "--reuid=runner", "--regid=runner", "--clear-groups");
            assertTrue(said.get(0).startsWith("realm host: this process may not check passwords"), said::toString);
            assertTrue(said.stream().anyMatch(line -> line.startsWith("BAD This process may not") && line.contains("usermod -aG shadow")),
                    said::toString);
        }
    }

    private List<String> probe(String login, String password, String... as) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv"));
        command.addAll(List.of(as));
        if (as.length == 1) {
            command.add("--keep-groups");
        }
        command.addAll(List.of(System.getenv("SALLYPORT_TEST_JAVA"), "-Xmx32m", "-Djna.tmpdir=" + folder.resolve("tmp"),
                "-cp", classPath, "org.sallyport.directory.unix.Probe", login, password));
        return TestHost.run(command.toArray(String[]::new)).lines().filter(line -> !line.startsWith("SLF4J")).toList();
    }
}
