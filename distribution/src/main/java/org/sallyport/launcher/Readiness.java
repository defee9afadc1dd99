package org.sallyport.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.net.ssl.SSLSocket;

/**
 * Asks {@code /health} over the network, as a user would reach it: a server that is started as a component may still
 * not be listening. A bare socket, because the JDK's HTTP client costs a quarter of the start.
 */
final class Readiness {

    /** What was heard; {@code status} is 0 if nobody answered. */
    record Answer(int status, String body) {

        boolean ready() {
            return status == 200;
        }

        boolean served() {
            return status != 0;
        }

        /** What is missing, in words; the details are for loopback only, so there may be none. */
        String missing() {
            Matcher named = MISSING.matcher(body);
            return named.find() && !named.group(1).isBlank()
                    ? "missing: " + named.group(1).replace("\"", "").replace(",", ", ")
                    : "/health answers " + status;
        }
    }

    private static final Pattern MISSING = Pattern.compile("\"missing\"\\s*:\\s*\\[([^]]*)]");
    private static final int TIMEOUT_MILLIS = 5000;
    private static final long PAUSE_MILLIS = 20;
    private static final int HOPELESS_EVERY = 10;
    private static final Answer NOBODY = new Answer(0, "");

    private final InetAddress address;
    private final int port;
    private final String host;
    private final KeyMaterial keys;

    /**
     * @param host what to call the server in the Host header
     * @param keys null for plain http
     */
    Readiness(InetAddress address, int port, String host, KeyMaterial keys) {
        this.address = address;
        this.port = port;
        this.host = host;
        this.keys = keys;
    }

    /**
     * @param hopeless asked once in a while: why it is no use to wait any longer
     * @return the last answer: ready, or what was heard when the patience ended
     * @throws Refusal with what is hopeless
     */
    Answer await(Duration patience, Supplier<Optional<String>> hopeless) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Answer answer = ask();
        for (int asked = 1; !answer.ready() && System.nanoTime() < end; asked++) {
            Thread.sleep(PAUSE_MILLIS);
            answer = ask();
            if (!answer.ready() && asked % HOPELESS_EVERY == 0) {
                hopeless.get().ifPresent(reason -> {
                    throw Refusal.usage(reason);
                });
            }
        }
        return answer;
    }

    private Answer ask() {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(("GET /health HTTP/1.0\r\nHost: " + host + "\r\nAccept: application/json\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = in.readLine();
            if (status == null || !status.matches("HTTP/1\\.[01] [0-9]{3}.*")) {
                return NOBODY;
            }
            String body = in.lines().dropWhile(line -> !line.isEmpty()).collect(Collectors.joining(" ")).trim();
            return new Answer(Integer.parseInt(status.substring(9, 12)), body);
        } catch (IOException | UncheckedIOException e) {
            return NOBODY;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        if (keys == null) {
            return socket;
        }
        SSLSocket secured = (SSLSocket) keys.sockets().createSocket(socket, null, port, true);
        secured.startHandshake();
        return secured;
    }
}
