package org.sallyport.itests.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** An application behind a proxy: it answers with the head of the request that reached it, and speaks back what it hears after an upgrade. */
final class Backend implements AutoCloseable {

    /** A WebSocket's key and the answer to it, as RFC 6455 has them for an example. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final ServerSocket socket;
    private final AtomicInteger requests = new AtomicInteger();

    Backend() {
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many requests reached it. */
    int requests() {
        return requests.get();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "backend");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                daemon(() -> serve(caller));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket caller) {
        try (caller; InputStream in = caller.getInputStream(); OutputStream out = caller.getOutputStream()) {
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            requests.incrementAndGet();
            if (head.toLowerCase(Locale.ROOT).contains("\nupgrade: websocket")) {
                out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + ACCEPT
                        + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                in.transferTo(out);
                return;
            }
            byte[] body = head.getBytes(StandardCharsets.ISO_8859_1);
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        } catch (IOException e) {
            // The proxy hung up.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int read;
        while ((read = in.read()) >= 0) {
            head.write(read);
            if (read == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
