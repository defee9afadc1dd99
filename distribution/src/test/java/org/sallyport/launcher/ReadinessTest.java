package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Gives each connection the next answer, then no more. */
    private static CompletableFuture<Void> serve(ServerSocket server, List<String> answers) {
        return CompletableFuture.runAsync(() -> {
            for (String answer : answers) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static Readiness readiness(ServerSocket server) {
        return new Readiness(LOOPBACK, server.getLocalPort(), "localhost", null);
    }

    @Test
    void waitsUntilSignInWorks() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            CompletableFuture<Void> served = serve(server, List.of("", "nonsense\r\n", "HTTP/1.1 404 Not Found\r\n\r\n",
                    "HTTP/1.1 503 Service Unavailable\r\n\r\n{}", "HTTP/1.1 200 OK\r\n\r\n{}"));
            assertTrue(readiness(server).await(Duration.ofMinutes(1), Optional::empty).ready());
            served.join();
        }
    }

    @Test
    void saysWhatIsMissing() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            serve(server, List.of("HTTP/1.1 503 Service Unavailable\r\nA: b\r\n\r\n{\"missing\": [\"sign-in\",\"portal\"]}"));
            Readiness.Answer answer = readiness(server).await(Duration.ZERO, Optional::empty);
            assertTrue(answer.served());
            assertFalse(answer.ready());
            assertEquals("missing: sign-in, portal", answer.missing());
        }
    }

    @Test
    void tellsSilenceFromRefusal() throws IOException, InterruptedException {
        ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
        server.close();
        assertFalse(readiness(server).await(Duration.ZERO, Optional::empty).served());
        assertEquals("/health answers 503", new Readiness.Answer(503, "").missing());
    }
}
