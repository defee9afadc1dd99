package org.sallyport.itests.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A way to a server from another loopback address: it passes bytes on, so that who connects to it comes from there. */
final class Elsewhere implements AutoCloseable {

    private final String host;
    private final int port;
    private final InetAddress from;
    private final ServerSocket entrance;

    /** @param from for example 127.0.0.2 */
    Elsewhere(Server server, String from) {
        this(server.url().getHost(), server.port(), from);
    }

    /** @param host where whoever listens at the port is reached */
    Elsewhere(String host, int port, String from) {
        try {
            this.host = host;
            this.port = port;
            this.from = InetAddress.getByName(from);
            entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** A new browser there. */
    Browser browser() {
        return new Browser(url(), Browser.PLAIN);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
    }

    int port() {
        return entrance.getLocalPort();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "elsewhere");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                daemon(() -> join(near));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void join(Socket near) {
        try (near; Socket far = new Socket(InetAddress.getByName(host), port, from, 0)) {
            daemon(() -> pass(far, near));
            pass(near, far);
        } catch (IOException e) {
            // The server is gone; whoever is connected hears it by the end of the connection.
        }
    }

    private static void pass(Socket here, Socket there) {
        try (here; there; InputStream in = here.getInputStream(); OutputStream out = there.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One of them hung up.
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
