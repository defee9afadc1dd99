package org.sallyport.audit.syslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** RFC 6587 (octet counting) over TCP, and RFC 5425 over TLS: each message after its length. */
final class Stream implements Link {

    private static final int PATIENCE_MILLIS = 5_000;

    private final String host;
    private final int port;
    private final Optional<SSLSocketFactory> tls;
    private volatile Socket socket;

    /** @param tls empty for plain TCP */
    Stream(String host, int port, Optional<SSLSocketFactory> tls) {
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    @Override
    public void send(byte[] message) throws IOException {
        try {
            Socket open = socket;
            if (open == null || ended(open)) {
                close();
                open = connect();
                socket = open;
            }
            ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 8);
            frame.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            frame.writeBytes(message);
            open.getOutputStream().write(frame.toByteArray());
            open.getOutputStream().flush();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            plain.setKeepAlive(true);
            if (tls.isEmpty()) {
                return plain;
            }
            SSLSocket secured = (SSLSocket) tls.get().createSocket(plain, host, port, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** Syslog servers say nothing, so that all there is to read is the end: without a look, the first message after it would be lost. */
    private static boolean ended(Socket open) {
        try {
            open.setSoTimeout(1);
            return open.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no use any more either way.
            }
        }
    }
}
