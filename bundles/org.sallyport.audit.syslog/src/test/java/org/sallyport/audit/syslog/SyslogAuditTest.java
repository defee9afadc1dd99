package org.sallyport.audit.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives at a server: over each way, after an interruption, and never at somebody else. */
class SyslogAuditTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private static SyslogAudit audit(Link link) {
        return new SyslogAudit("test", new SyslogFormat("auth", "h", "sallyport", 1, "sallyport@32473"), link, Clock.systemUTC());
    }

    /** As RFC 6587 frames it. */
    private static String next(InputStream in) throws IOException {
        int length = 0;
        for (int digit = in.read(); digit != ' '; digit = in.read()) {
            assertTrue(digit >= '0' && digit <= '9', () -> "a length, not the end or something else");
            length = length * 10 + digit - '0';
        }
        byte[] message = new byte[length];
        new DataInputStream(in).readFully(message);
        return Grammar.read(message).parameters().get("actor");
    }

    @Test
    void aDatagramIsAMessage() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, HERE); SyslogAudit audit = audit(new Datagrams("127.0.0.1", server.getLocalPort()))) {
            server.setSoTimeout((int) PATIENCE.toMillis());
            for (String name : new String[] {"ada", "grace"}) {
                audit.happened(SyslogFormatTest.refused(name));
                DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
                server.receive(packet);
                assertEquals(name, Grammar.read(Arrays.copyOf(packet.getData(), packet.getLength())).parameters().get("actor"));
            }
        }
    }

    @Test
    void aConnectionIsKeptAndMadeAnewWhenTheServerEndedIt() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, HERE);
                SyslogAudit audit = audit(new Stream("127.0.0.1", server.getLocalPort(), Optional.empty()))) {
            audit.happened(SyslogFormatTest.refused("ada"));
            audit.happened(SyslogFormatTest.refused("grace"));
            try (Socket first = server.accept()) {
                assertEquals("ada", next(first.getInputStream()));
                assertEquals("grace", next(first.getInputStream()));
            }
            // The end is on its way; without a look for it this one would be lost.
            audit.happened(SyslogFormatTest.refused("alan"));
            try (Socket second = server.accept()) {
                assertEquals("alan", next(second.getInputStream()));
            }
        }
    }

    @Test
    void aServerThatIsAwayIsWaitedForUntilTheEnd() throws Exception {
        // A socket that is bound and does not listen keeps the port from everybody but who asks for it by its number.
        Socket kept = new Socket();
        kept.setReuseAddress(true);
        kept.bind(new InetSocketAddress(HERE, 0));
        int port = kept.getLocalPort();
        SyslogAudit audit = audit(new Stream("127.0.0.1", port, Optional.empty()));
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> audit.happened(SyslogFormatTest.refused("ada")));
        try (ServerSocket server = new ServerSocket(port, 5, HERE); Socket back = server.accept()) {
            assertEquals("ada", next(back.getInputStream()));
        }
        sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture<Void> inVain = CompletableFuture.runAsync(() -> audit.happened(SyslogFormatTest.refused("grace")));
        audit.close();
        inVain.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTimeoutPreemptively(PATIENCE, () -> audit.happened(SyslogFormatTest.refused("alan")), "after the end nothing waits");
        kept.close();
    }

    /** A server with a certificate for this name; the authorities' file beside it. */
    private ServerSocket secured(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        run("-genkeypair", "-keystore", store.toString(), "-storepass", "changeit", "-alias", "s", "-keyalg", "EC", "-dname", "CN=" + name,
                "-ext", "san=dns:" + name, "-validity", "2");
        run("-exportcert", "-keystore", store.toString(), "-storepass", "changeit", "-alias", "s", "-rfc", "-file", folder.resolve(name + ".pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 5, HERE);
    }

    private static void run(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void tlsIsSpokenWithTheServerOfThatNameOnly() throws Exception {
        try (ServerSocket server = secured("localhost")) {
            SSLSocketFactory believing = Authorities.sockets(folder.resolve("localhost.pem").toString());
            CompletableFuture<String> got = CompletableFuture.supplyAsync(() -> {
                try (Socket connection = server.accept()) {
                    return next(connection.getInputStream());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (SyslogAudit audit = audit(new Stream("localhost", server.getLocalPort(), Optional.of(believing)))) {
                audit.happened(SyslogFormatTest.refused("ada"));
                assertEquals("ada", got.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        }
        try (ServerSocket other = secured("elsewhere.example")) {
            CompletableFuture.runAsync(() -> {
                while (!other.isClosed()) {
                    try (Socket connection = other.accept()) {
                        connection.getInputStream().read();
                    } catch (IOException e) {
                        continue;
                    }
                }
            });
            byte[] message = "1".getBytes();
            Link believed = new Stream("localhost", other.getLocalPort(), Optional.of(Authorities.sockets(folder.resolve("elsewhere.example.pem").toString())));
            assertThrows(IOException.class, () -> believed.send(message), "another's name");
            Link unknown = new Stream("localhost", other.getLocalPort(), Optional.of(Authorities.sockets("")));
            assertThrows(IOException.class, () -> unknown.send(message), "an authority that nobody named");
        }
    }

    @Test
    void authoritiesThatAreNoneAreRefusedByName() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        for (String file : new String[] {empty.toString(), folder.resolve("nowhere.pem").toString()}) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Authorities.sockets(file)).getMessage().contains("'certificates'"));
        }
    }
}
