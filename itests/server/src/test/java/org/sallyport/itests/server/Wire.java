package org.sallyport.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes to a server and back, for requests that no decent client sends. */
final class Wire {


    private Wire() { }

    /** What a server said: the whole of it until it closed, as Latin-1 text; empty if it said nothing. */
    record Said(String text) {

        /** 0 if it was not HTTP. */
        int status() {
            return text.matches("(?s)HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        String head() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }

        /** Empty if there is no such header. */
        String header(String name) {
            return head().lines().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip()).findFirst().orElse("");
        }
    }

    /** Sends this over plain TCP. */
    static Said say(Server server, String request) {
        try (Socket socket = new Socket(server.url().getHost(), server.port())) {
            return say(socket, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param socket connected; a reset by the server ends what is heard */
    static Said say(Socket socket, String request) throws IOException {
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        StringBuilder heard = new StringBuilder();
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] buffer = new byte[8192];
            for (int read = socket.getInputStream().read(buffer); read >= 0; read = socket.getInputStream().read(buffer)) {
                heard.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            if (e instanceof java.net.SocketTimeoutException) {
                throw e;
            }
        }
        return new Said(heard.toString());
    }

    /** A GET in the simplest words. @param headers each with its line end */
    static String get(String target, String host, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n";
    }
}
