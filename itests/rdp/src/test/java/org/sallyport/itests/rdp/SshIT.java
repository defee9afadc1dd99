package org.sallyport.itests.rdp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.itests.server.Patience;
import org.sallyport.itests.server.Ports;

/** Proves that the same gate guards SSH, and that somebody can still come in when nobody answers it. */
class SshIT {

    private static final String PASSWORD = "horse";
    private static final String TICKET = "K7MPA-4T9XC-HHQ3A-93RWD";

    @TempDir
    private Path directory;
    private final int port = Ports.free();
    private Oracle oracle;
    private Process sshd;

    @BeforeEach
    void start() throws Exception {
        TestHost.reset();
        oracle = new Oracle();
        TestHost.configure("key", "url = " + oracle.url(), "timeout = 30", "break_glass = rescue");
        TestHost.useradd("alice", PASSWORD);
        TestHost.useradd("rescue", PASSWORD);
        TestHost.install("sshd").well();
        Files.createDirectories(Path.of("/run/sshd"));
        String key = directory.resolve("host.key").toString();
        TestHost.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).well();
        Path configuration = directory.resolve("sshd_config");
        Files.write(configuration, List.of("Port " + port, "ListenAddress 127.0.0.1", "HostKey " + key, "UsePAM yes", "PasswordAuthentication yes",
                "KbdInteractiveAuthentication yes", "PidFile none", "PrintMotd no"));
        sshd = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", configuration.toString()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile()).start();
        await("sshd").atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(20)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return true;
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        if (sshd != null) {
            sshd.descendants().forEach(ProcessHandle::destroyForcibly);
            sshd.destroyForcibly().waitFor();
        }
        if (oracle != null) {
            oracle.close();
        }
    }

    /** @param way how the password is asked for: {@code password} or {@code keyboard-interactive} */
    private boolean comesIn(String login, String password, String way) throws Exception {
        Path typing = directory.resolve("typing");
        Files.writeString(typing, "#!/bin/sh\nprintf '%s\\n' '" + password + "'\n");
        TestHost.run("chmod", "700", typing.toString()).well();
        return TestHost.run(Map.of("PATH", "/usr/bin:/bin", "HOME", directory.toString(), "SSH_ASKPASS", typing.toString(), "SSH_ASKPASS_REQUIRE", "force"), "",
                "ssh", "-F", "none", "-p", Integer.toString(port), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                "-o", "NumberOfPasswordPrompts=1", "-o", "PreferredAuthentications=" + way, "-l", login, "127.0.0.1", "echo come in").said().contains("come in\n");
    }

    @Test
    void asksBeforeThePassword() throws Exception {
        oracle.saying(asked -> Oracle.allow(asked, "not-protected"));
        for (String way : List.of("password", "keyboard-interactive")) {
            assertTrue(comesIn("alice", PASSWORD, way), () -> TestHost.log());
        }
        Oracle.Asked last = oracle.asked().get(oracle.asked().size() - 1);
        assertEquals(Map.of("channel", "ssh", "login", "alice", "address", "127.0.0.1", "nonce", last.nonce()), last.fields());
        assertEquals(false, comesIn("alice", "wrong", "password"));
        oracle.saying(asked -> asked.path().equals("/access/redeem") ? Oracle.allow(asked, "ticket") : Oracle.refuse(asked, "needs-two-factors"));
        for (String way : List.of("password", "keyboard-interactive")) {
            assertEquals(false, comesIn("alice", PASSWORD, way));
            assertTrue(comesIn("alice", TICKET, way), () -> TestHost.log());
        }
    }

    @Test
    void onlyBreakGlassAccountsComeInWithoutAnAnswer() throws Exception {
        oracle.close();
        assertEquals(false, comesIn("alice", PASSWORD, "password"));
        assertEquals(false, comesIn("rescue", "wrong", "password"));
        assertEquals(false, comesIn("rescue", TICKET, "password"));
        assertTrue(comesIn("rescue", PASSWORD, "password"), () -> TestHost.log());
    }
}
