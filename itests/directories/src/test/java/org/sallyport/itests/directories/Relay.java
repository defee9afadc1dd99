package org.sallyport.itests.directories;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server on the loopback address that can be disturbed: cut, silent, breaking off, or talking nonsense. */
final class Relay implements AutoCloseable {

    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private volatile Behaviour behaviour = Behaviour.honest();
    private Entrance entrance;

    /**
     * What becomes of what the server says.
     *
     * @param bytes how many bytes of a connection are passed on unharmed; then {@code then} happens
     */
    private record Behaviour(long bytes, Then then) {

        static Behaviour honest() {
            return new Behaviour(Long.MAX_VALUE, Then.HANG_UP);
        }
    }

    private enum Then { HANG_UP, FALL_SILENT, TALK_NONSENSE }

    /** @param target port of the server */
    Relay(int target) {
        this.target = target;
        entrance = new Entrance(0);
        port = entrance.socket.getLocalPort();
    }

    int port() {
        return port;
    }

    /** How many connections have been taken. */
    int taken() {
        return taken.get();
    }

    /** Everything that clients have said, as Latin-1 text. */
    String heard() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** Ends all connections and takes no new ones: refused, as by a host whose server has ended. */
    void cut() {
        close();
    }

    /** Takes connections again, and passes all on. */
    void restore() {
        behaviour = Behaviour.honest();
        if (entrance.socket.isClosed()) {
            entrance = new Entrance(port);
        }
    }

    /** From now on each connection breaks off behind so many bytes of the server's, counted from now on. */
    void hangUpAfter(long bytes) {
        behaviour = new Behaviour(bytes, Then.HANG_UP);
    }

    /** From now on the server's words get lost behind so many bytes; the connection stays open. */
    void fallSilentAfter(long bytes) {
        behaviour = new Behaviour(bytes, Then.FALL_SILENT);
    }

    /** From now on the server's words are replaced by others, which no protocol knows, behind so many bytes. */
    void talkNonsenseAfter(long bytes) {
        behaviour = new Behaviour(bytes, Then.TALK_NONSENSE);
    }

    /** Ends the connections that are open. */
    void hangUp() {
        open.forEach(Relay::close);
    }

    /** Takes no new connections. */
    @Override
    public void close() {
        entrance.close();
        hangUp();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Where connections come in. */
    private final class Entrance {

        private final ServerSocket socket;
        private final Thread taker;

        /** @param at the port, or 0 for one that is free */
        Entrance(int at) {
            try {
                socket = new ServerSocket();
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 100);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            taker = daemon(this::take);
        }

        private void take() {
            while (!socket.isClosed()) {
                try {
                    Socket near = socket.accept();
                    open.add(near);
                    taken.incrementAndGet();
                    daemon(() -> join(near));
                } catch (IOException e) {
                    // Closed: the loop ends.
                }
            }
        }

        /** Returns when nobody is taken any more: a thread that waits in accept takes one more, who comes just behind the closing. */
        void close() {
            try {
                socket.close();
                taker.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void join(Socket near) {
        try {
            near.setTcpNoDelay(true);
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            far.setTcpNoDelay(true);
            open.add(far);
            daemon(() -> pass(far, near, true));
            pass(near, far, false);
        } catch (IOException e) {
            close(near);
            open.remove(near);
        }
    }

    private void pass(Socket here, Socket there, boolean disturbed) {
        byte[] buffer = new byte[8192];
        Behaviour known = behaviour;
        long passed = 0;
        try (here; there; InputStream in = here.getInputStream(); OutputStream out = there.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (known != behaviour) {
                    known = behaviour;
                    passed = 0;
                }
                int left = disturbed ? (int) Math.min(read, known.bytes() - passed) : read;
                if (!disturbed) {
                    synchronized (heard) {
                        heard.write(buffer, 0, read);
                    }
                }
                out.write(buffer, 0, left);
                out.flush();
                passed += left;
                if (left < read) {
                    switch (known.then()) {
                        case HANG_UP -> {
                            return;
                        }
                        case FALL_SILENT -> { }
                        case TALK_NONSENSE -> {
                            out.write("HTTP/1.1 418 I am a teapot\r\n\r\n".repeat(20).getBytes(StandardCharsets.US_ASCII));
                            out.flush();
                        }
                    }
                }
            }
        } catch (IOException e) {
            // One of them hung up.
        } finally {
            open.remove(here);
            open.remove(there);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
