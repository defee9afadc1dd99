package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes no sense is refused in one line that names the culprit; nothing is started, nothing is left behind. */
class OptionsIT {

    private static final Path FILES = Home.fresh("options-files").path();

    /** One line on standard error, which says all of this; no stack trace; an exit code that scripts can see. */
    private static void assertRefused(Sallyport.Ended ended, String... named) {
        assertNotEquals(0, ended.code());
        assertEquals(1, ended.err().size(), () -> String.join("\n", ended.err()));
        assertTrue(ended.err().get(0).startsWith("sallyport: "), ended.err().get(0));
        for (String name : named) {
            assertTrue(ended.err().get(0).contains(name), () -> ended.err().get(0) + " does not name " + name);
        }
        assertEquals(List.of(), ended.out());
    }

    private static Sallyport.Ended run(Home home, String... options) {
        return Sallyport.run(Stream.concat(Stream.of("run", "--home", home.path().toString()), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void aloneItPrintsHelp() {
        for (String[] arguments : List.of(new String[0], new String[] {"--help"}, new String[] {"run", "--help"}, new String[] {"help"})) {
            Sallyport.Ended ended = Sallyport.run(arguments);
            assertEquals(0, ended.code());
            assertEquals(List.of(), ended.err());
            String help = String.join("\n", ended.out());
            for (String option : List.of("--port", "--host", "--home", "--tls", "--cert", "--key", "--demo", "--help")) {
                assertTrue(help.contains(option), help);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--frobnicate, --frobnicate",
        "--port=eighty, eighty",
        "--port=65536, 65536",
        "--port=-1, -1",
        "--port, --port",
        "--home=, --home",
        "--demo=yes, --demo",
        "--host=0.0.0.0, 0.0.0.0",
        "--host=no.such.host.invalid, no.such.host.invalid",
        "--cert=certificate.pem, --key",
        "--key=key.pem, --cert",
        "stray, stray"})
    void aWrongOptionIsNamed(String option, String named) {
        assertRefused(run(Home.fresh("options"), option), named);
    }

    @Test
    void aWrongCommandIsNamed() {
        assertRefused(Sallyport.run("jog"), "jog");
    }

    @Test
    void aBusyPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(run(Home.fresh("busy-port"), "--port", port), port);
        }
    }

    @Test
    void aHomeThatIsAFileIsNamed() throws IOException {
        Path file = Files.createDirectories(FILES).resolve("home");
        Files.writeString(file, "no directory");
        assertRefused(Sallyport.run("run", "--home", file.toString()), file.toString());
    }

    @Test
    void aHomeThatCannotBeMadeIsNamed() {
        assertRefused(Sallyport.run("run", "--home", "/proc/sallyport"), "/proc/sallyport");
    }

    @Test
    void aHomeThatCannotBeReadOrWrittenIsNamed() throws IOException {
        for (String permissions : List.of("-wx------", "r-x------", "---------")) {
            Path home = Home.fresh("closed-home").path();
            Files.createDirectory(home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            try {
                Assumptions.assumeFalse(Files.isReadable(home) && Files.isWritable(home), "root may read and write everything");
                assertRefused(Sallyport.run("run", "--home", home.toString()), home.toString());
            } finally {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    @Test
    void aHomeInUseIsNamedAndItsServerGoesOn() {
        Home home = Home.fresh("home-in-use");
        try (Server server = Server.start(home)) {
            assertRefused(run(home, "--port", "0"), home.path().toString(), "in use");
            assertEquals(200, new Browser(server).get("/health").status());
        }
    }

    static Stream<Arguments> wrongFiles() throws IOException {
        Path files = FILES.resolve("pem");
        KeyPairs.Pair good = KeyPairs.make(files, "good", "dns:localhost");
        KeyPairs.Pair other = KeyPairs.make(files, "other", "dns:localhost");
        Path broken = Files.writeString(files.resolve("broken.pem"), Files.readString(good.certificate()).replaceAll("[a-f]", "!"));
        Path text = Files.writeString(files.resolve("text.pem"), "not a certificate\n");
        Path empty = Files.writeString(files.resolve("empty.pem"), "");
        Path missing = files.resolve("missing.pem");
        return Stream.of(
                Arguments.of("a certificate that is not there", missing, good.key(), missing),
                Arguments.of("a key that is not there", good.certificate(), missing, missing),
                Arguments.of("a broken certificate", broken, good.key(), broken),
                Arguments.of("an empty certificate", empty, good.key(), empty),
                Arguments.of("a text for a key", good.certificate(), text, text),
                Arguments.of("a certificate for a key", good.certificate(), good.certificate(), good.certificate()),
                Arguments.of("a key that does not match", good.certificate(), other.key(), other.key()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongFiles")
    void aWrongPemFileIsNamed(String what, Path certificate, Path key, Path named) {
        assertRefused(run(Home.fresh("pem"), "--cert", certificate.toString(), "--key", key.toString()), named.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "server.cfg | colour | red | allowed: ",
        "server.cfg | port | 99999 | 65535",
        "server.cfg | tls | maybe | self-signed",
        "server.cfg | host | 0.0.0.0 | --tls",
        "org.sallyport.core.cfg | colour | red | realms",
        "org.sallyport.core.cfg | store.target | ((( | filter",
        "org.sallyport.core.cfg | realms | Not a Realm | a-z",
        "org.sallyport.directory.local-local.cfg | hash.memory | lots | 1048576",
        "org.sallyport.directory.local-local.cfg | hash.memory | 5 | 7168",
        "org.sallyport.directory.local-local.cfg | hash.concurrency | 1000 | 256",
        "org.sallyport.store.jdbc-embedded.cfg | attempts.days | 0 | 3650",
        "org.sallyport.store.jdbc-embedded.cfg | url | jdbc:sqlite:${nowhere}/x.db | nowhere",
        "org.sallyport.secret.keyfile-default.cfg | path | /x | file",
        "org.sallyport.secret.keyfile.cfg | file | /x | org.sallyport.secret.keyfile-NAME.cfg",
        "org.sallyport.nothing.cfg | file | /x | org.sallyport.core"})
    void aWrongConfigurationIsNamed(String file, String key, String value, String allowed) {
        Home home = Home.fresh("configuration");
        home.configure(file, key, value);
        Sallyport.Ended ended = run(home);
        if (file.equals("server.cfg") && key.equals("host")) {
            assertRefused(ended, value, allowed);
        } else {
            assertRefused(ended, file, allowed);
            assertTrue(file.contains("nothing") || file.equals("org.sallyport.secret.keyfile.cfg") || ended.err().get(0).contains("'" + key + "'"),
                    ended.err().get(0));
        }
    }

    @Test
    void aRefusedStartLeavesNoDatabaseBehind() {
        Home home = Home.fresh("refused");
        home.configure("server.cfg", "colour", "red");
        assertRefused(run(home), "colour");
        assertFalse(Files.exists(home.database()));
    }
}
