package org.sallyport.audit.syslog;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** RFC 5426: a message a datagram. What does not arrive is lost, and nobody hears of it. */
final class Datagrams implements Link {

    private final String host;
    private final int port;
    private volatile DatagramSocket socket;

    Datagrams(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public void send(byte[] message) throws IOException {
        DatagramSocket open = socket;
        if (open == null) {
            open = new DatagramSocket();
            socket = open;
        }
        // Looked up each time, which the JDK remembers for a while: a server may move.
        open.send(new DatagramPacket(message, message.length, InetAddress.getByName(host), port));
    }

    @Override
    public void close() {
        DatagramSocket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
