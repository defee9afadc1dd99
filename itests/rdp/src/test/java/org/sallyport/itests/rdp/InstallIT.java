package org.sallyport.itests.rdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.itests.rdp.TestHost.Ended;

/** Proves of the installer that it puts the gate where it belongs, locks nobody out, and leaves nothing half done. */
class InstallIT {

    @TempDir
    private Path root;

    @BeforeEach
    void makeASystem() throws Exception {
        TestHost.reset();
        Files.createDirectories(root.resolve("etc/sallyport"));
        TestHost.run("cp", "-a", "/etc/pam.d", root.resolve("etc").toString()).well();
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\nold:x:1001:1001::/home/old:/bin/bash\n"
                + "robot:x:1002:1002::/:/usr/sbin/nologin\nrescue:x:1003:1003::/home/rescue:/bin/bash\n");
        Files.writeString(root.resolve("etc/shadow"), "root:*:19000:0:99999:7:::\nold:$y$x:19000:0:99999:7::19001:\nrobot:$y$x:19000:0:99999:7:::\n"
                + "rescue:$y$x:19000:0:99999:7:::\n");
        Files.writeString(root.resolve("etc/sallyport/gate.key"), "key\n");
        accounts("");
    }

    private void accounts(String names) throws IOException {
        Files.writeString(root.resolve("etc/sallyport/gate.conf"), "url = http://127.0.0.1:8080\nbreak_glass = " + names + "\n");
    }

    private Ended install(String... arguments) {
        return TestHost.install(Stream.concat(Stream.of("--root", root.toString()), Stream.of(arguments)).toArray(String[]::new));
    }

    private String service(String name) throws IOException {
        return Files.readString(root.resolve("etc/pam.d").resolve(name));
    }

    private static List<String> rules(String text) {
        return text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
    }

    /** Every file below the root, with its text. */
    private String everything() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) {
                all.append(root.relativize(file)).append('\n').append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void makesOfRemoteDesktopWhatIsShown() throws Exception {
        String before = service("xrdp-sesman");
        install("xrdp-sesman").well();
        assertEquals(rules(Files.readString(TestHost.SHIPPED.resolve("xrdp-sesman"))), rules(service("xrdp-sesman")));
        assertEquals(before, Files.readString(root.resolve("etc/sallyport/before/xrdp-sesman")));
        assertEquals(Files.readString(TestHost.SHIPPED.resolve("sallyport-gate")), Files.readString(root.resolve("usr/local/sbin/sallyport-gate")));
        assertTrue(Files.isExecutable(root.resolve("usr/local/sbin/sallyport-gate")));
    }

    @Test
    void doingItAgainChangesNothing() throws Exception {
        install("xrdp-sesman").well();
        String once = everything();
        assertTrue(install("xrdp-sesman").well().said().contains("stays as it is"));
        assertEquals(once, everything());
    }

    @Test
    void takesTheGateOutAgain() throws Exception {
        String before = service("xrdp-sesman");
        install("xrdp-sesman").well();
        install("--remove", "xrdp-sesman").well();
        assertEquals(before, service("xrdp-sesman"));
        assertTrue(install("--remove", "xrdp-sesman").well().said().contains("stays as it is"));
    }

    @Test
    void onlyShowsWhatItWouldDo() throws Exception {
        String before = everything();
        String shown = install("--dry-run", "xrdp-sesman").well().said();
        assertTrue(shown.contains("+auth  requisite"), shown);
        assertEquals(before, everything());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sshd", "login", "su"})
    void locksNobodyOut(String service) throws Exception {
        for (String names : List.of("", "nosuchname", "root", "old", "robot", "old, robot, root")) {
            accounts(names);
            String before = everything();
            Ended ended = install(service);
            assertEquals(1, ended.code(), names);
            assertTrue(ended.said().contains("break_glass") && ended.said().contains("nothing was changed"), ended.said());
            assertEquals(before, everything());
        }
        accounts("old,rescue");
        install(service).well();
        int gate = service(service).indexOf("sallyport-gate decide");
        assertTrue(gate > 0 && gate < service(service).indexOf("@include common-auth"));
        install("--remove", service).well();
        assertEquals(Files.readString(Path.of("/etc/pam.d", service)), service(service));
    }

    @ParameterizedTest
    @ValueSource(strings = {"common-auth", "other", "../passwd", ".hidden", "nosuchservice", "a b", ""})
    void touchesNothingElse(String name) throws Exception {
        accounts("rescue");
        String before = everything();
        assertTrue(install(name).code() != 0);
        assertEquals(before, everything());
    }

    @Test
    void leavesAFileAloneThatItDoesNotUnderstand() throws Exception {
        accounts("rescue");
        for (String lines : List.of("session required pam_permit.so\n", "auth sufficient pam_foo.so\n@include common-auth\n",
                "auth [success=2 default=ignore] pam_foo.so\n@include common-auth\n", "# sallyport-gate begin\n@include common-auth\n",
                "@include common-auth\n# sallyport-gate end\n")) {
            Files.writeString(root.resolve("etc/pam.d/own"), lines);
            String before = everything();
            Ended ended = install("own");
            assertEquals(1, ended.code(), lines);
            assertTrue(ended.said().contains("by hand"), ended.said());
            assertEquals(before, everything());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth substack password-auth", "auth include system-auth", "auth required pam_unix.so", "auth [success=1 default=ignore] pam_unix.so",
        "auth\tsufficient\tpam_sss.so forward_pass", "-auth sufficient pam_ldap.so"})
    void findsWhereAPasswordIsChecked(String line) throws Exception {
        accounts("rescue");
        Files.writeString(root.resolve("etc/pam.d/own"), "auth sufficient pam_rootok.so\nauth required pam_env.so\n" + line + "\n");
        install("own").well();
        List<String> lines = rules(service("own"));
        assertTrue(lines.get(3).contains("sallyport-gate decide"), lines::toString);
        assertEquals(line, lines.get(4));
    }

    @Test
    void asksForTheConfigurationFirst() throws Exception {
        Files.delete(root.resolve("etc/sallyport/gate.key"));
        String before = everything();
        Ended ended = install("xrdp-sesman");
        assertEquals(1, ended.code());
        assertTrue(ended.said().contains("etc/sallyport/gate.key"), ended.said());
        assertEquals(before, everything());
    }

    @Test
    void aDoorOfTheHostIsNotClosedBeforeTheGateIsAnswered() throws Exception {
        TestHost.useradd("rescue", "x");
        TestHost.configure("key", "url = http://127.0.0.1:1", "break_glass = rescue");
        String before = Files.readString(Path.of("/etc/pam.d/sshd"));
        Ended ended = TestHost.install("sshd");
        assertEquals(1, ended.code());
        assertTrue(ended.said().contains("nobody listens at port 1"), ended.said());
        assertEquals(before, Files.readString(Path.of("/etc/pam.d/sshd")));
        assertFalse(Files.exists(TestHost.GATE));
        // Whoever comes into Remote Desktop does not need it to put this right.
        assertTrue(TestHost.install("xrdp-sesman").well().said().contains("nobody comes in"));
    }
}
