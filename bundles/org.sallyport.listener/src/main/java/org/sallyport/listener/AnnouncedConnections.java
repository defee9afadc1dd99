package org.sallyport.listener;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory;

/**
 * Takes the PROXY line (version 1 or 2) with which a trusted proxy begins a connection. Anybody else's line is what it looks like, a
 * broken request. A trusted proxy that sends none speaks for itself: it looks whether we are alive.
 */
final class AnnouncedConnections extends ProxyConnectionFactory {

    private final TrustedProxies trusted;
    private final String next;

    /** @param next the protocol that follows the line */
    AnnouncedConnections(TrustedProxies trusted, String next) {
        super(next);
        this.trusted = trusted;
        this.next = next;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        InetAddress peer = endPoint.getRemoteSocketAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
        return trusted.include(peer) ? super.newConnection(connector, endPoint) : following(connector).newConnection(connector, endPoint);
    }

    @Override
    protected void nextProtocol(Connector connector, EndPoint endPoint, ByteBuffer buffer) {
        upgradeToConnectionFactory(following(connector), connector, endPoint);
    }

    private ConnectionFactory following(Connector connector) {
        return connector.getConnectionFactory(next);
    }
}
