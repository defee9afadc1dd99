package org.sallyport.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Ports for servers that cannot find one themselves, and for those that are yet to come. */
public final class Ports {

    /** Until the end: a socket that is bound and does not listen keeps the port from everybody but those who ask for it by its number. */
    private static final Queue<Socket> KEPT = new ConcurrentLinkedQueue<>();

    private Ports() { }

    /** A port that is nobody else's from now on, at any address of this host. */
    public static int free() {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(0));
            KEPT.add(socket);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
