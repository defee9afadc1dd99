package org.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Path LOG = Path.of("sallyport.log");
    private static final String NOT_YET = "HTTP/1.1 503 Service Unavailable\r\n\r\n{\"missing\": [\"sign-in\"]}";
    private static final String READY = "HTTP/1.1 200 OK\r\n\r\n{}";

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private Announcement announcement(int port, Duration soon, Duration latest) {
        PrintStream out = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                said.add(line);
            }
        };
        return new Announcement(new Readiness(LOOPBACK, port, "localhost", null), out, "It", "http://localhost", LOG, soon, latest);
    }

    private String next() throws InterruptedException {
        return said.poll(2, TimeUnit.MINUTES);
    }

    private static void answer(ServerSocket server, String answer) throws IOException {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private static Thread making(Announcement announcement) {
        Thread thread = new Thread(() -> {
            try {
                announcement.make(Optional::empty);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void whatIsReadyLateIsSaidToBeReady() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread making = making(announcement(server.getLocalPort(), Duration.ZERO, Duration.ofMinutes(2)));
            answer(server, NOT_YET);
            assertEquals("It is not ready after 0 s: missing: sign-in; see " + LOG, next());
            making.join();
            answer(server, NOT_YET);
            answer(server, READY);
            assertEquals("It is ready: http://localhost", next());
        }
    }

    @Test
    void whatIsReadySoonIsSaidOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread making = making(announcement(server.getLocalPort(), Duration.ofMinutes(2), Duration.ofMinutes(2)));
            answer(server, NOT_YET);
            answer(server, READY);
            making.join();
            assertEquals("It is ready: http://localhost", next());
            assertTrue(said.isEmpty());
        }
    }

    @Test
    void thatNobodyAnswersIsAFailureInTheEnd() throws Exception {
        ServerSocket nobody = new ServerSocket(0, 5, LOOPBACK);
        nobody.close();
        Refusal refusal = assertThrows(Refusal.class, () -> announcement(nobody.getLocalPort(), Duration.ZERO, Duration.ZERO)
                .make(Optional::empty));
        assertTrue(refusal.getMessage().startsWith("nothing answers at http://localhost after 0 s"), refusal.getMessage());
    }
}
