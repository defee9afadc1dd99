package org.sallyport.doors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Asks this server over its own network address, as anybody could; what stands before the servlets is tried too. */
final class Knocking {

    private static final int PATIENCE = 3000;
    /** Looks like one of ours, and is none. */
    static final String NO_TOKEN = "a-token-that-no-session-has-0000000000000000";

    private final List<String> endpoints;

    /** @param endpoints where this server listens, as the HTTP service tells */
    Knocking(List<String> endpoints) {
        this.endpoints = endpoints;
    }

    /** @return the status of the answer */
    int get(String path, Map<String, String> headers) throws IOException {
        URI server = endpoints.stream().filter(one -> one.startsWith("http")).map(URI::create).findFirst()
                .orElseThrow(() -> new IOException("the server does not say where it listens"));
        boolean tls = server.getScheme().equals("https");
        int port = server.getPort() < 0 ? tls ? 443 : 80 : server.getPort();
        InetAddress host = InetAddress.getByName(server.getHost());
        try (Socket socket = socket(tls, host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, port)) {
            socket.setSoTimeout(PATIENCE);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + server.getRawAuthority() + "\r\nConnection: close\r\n"
                    + headers.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue() + "\r\n").collect(Collectors.joining())
                    + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            if (status == null || !status.matches("HTTP/1\\.1 \\d{3}.*")) {
                throw new IOException("no answer");
            }
            return Integer.parseInt(status.substring(9, 12));
        }
    }

    private static Socket socket(boolean tls, InetAddress address, int port) throws IOException {
        if (!tls) {
            return new Socket(address, port);
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Ourselves()}, null);
            return context.getSocketFactory().createSocket(address, port);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** It is this very server, and nothing secret is sent: its certificate does not matter. */
    private static final class Ourselves implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) { }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) { }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
