package org.sallyport.itests.rdp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;

/** Answers gates what a test tells it to, byte by byte, and remembers what it was asked. */
final class Oracle implements AutoCloseable {

    /** A request as it came. */
    record Asked(String path, String head, String body) {

        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String field : body.split("&")) {
                int equals = field.indexOf('=');
                fields.put(field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), UTF_8));
            }
            return fields;
        }

        String nonce() {
            return fields().get("nonce");
        }
    }

    /** What it says to a question. */
    @FunctionalInterface
    interface Script {

        /** @return the bytes of the answer; null to keep the gate waiting */
        String answer(Asked asked);
    }

    private final ServerSocket socket;
    private final Thread taker;
    private final String scheme;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<Socket> open = new ArrayList<>();
    private volatile Script script = one -> refuse(one, "unknown");

    Oracle() {
        this("http", ServerSocketFactory.getDefault());
    }

    Oracle(String scheme, ServerSocketFactory sockets) {
        this.scheme = scheme;
        try {
            socket = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        taker = new Thread(this::accept);
        taker.setDaemon(true);
        taker.start();
    }

    static String allow(Asked asked, String reason) {
        return http("200 OK", "allow " + asked.nonce() + "\nreason: " + reason + "\n");
    }

    static String refuse(Asked asked, String reason) {
        return http("403 Forbidden", "refuse " + asked.nonce() + "\nreason: " + reason + "\n");
    }

    static String http(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    Oracle saying(Script what) {
        script = what;
        return this;
    }

    String url() {
        return scheme + "://127.0.0.1:" + socket.getLocalPort();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                synchronized (open) {
                    open.add(client);
                }
                Thread thread = new Thread(() -> serve(client));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            InputStream in = client.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    client.close();
                    return;
                }
                head.write(next);
            }
            String lines = head.toString(ISO_8859_1);
            int length = lines.lines().filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip())).findFirst().orElse(0);
            Asked one = new Asked(lines.split(" ")[1], lines, new String(in.readNBytes(length), ISO_8859_1));
            asked.add(one);
            String answer = script.answer(one);
            if (answer != null) {
                client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                client.close();
            }
        } catch (IOException e) {
            // The gate hung up.
        }
    }

    /** Returns when nobody listens any more: a thread that waits in accept keeps the port open until it wakes. */
    @Override
    public void close() {
        try {
            socket.close();
            taker.join();
            synchronized (open) {
                for (Socket one : open) {
                    one.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
