package org.sallyport.listener;

import java.net.BindException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.sallyport.listener.ListenerSettings.Manner;

/**
 * Takes the place of the connector that the HTTP service made, with another of the same settings. The service asks for more connectors right after it has
 * started its own and before it serves any servlet, so nothing of ours was ever seen through the unchanged one.
 */
final class Takeover implements ConnectorFactory {

    private static final int MOST_ATTEMPTS = 500;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(10);

    private final ListenerSettings settings;
    private final CertificateWatch watch;

    Takeover(ListenerSettings settings, CertificateWatch watch) {
        this.settings = settings;
        this.watch = watch;
    }

    @Override
    public Connector createConnector(Server server) {
        ServerConnector before = (ServerConnector) Arrays.stream(server.getConnectors()).filter(ServerConnector.class::isInstance).findFirst()
                .orElseThrow(() -> new IllegalStateException("the HTTP service listens nowhere"));
        try {
            before.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP service does not let go of its port", e);
        }
        server.removeConnector(before);
        ServerConnector connector = successor(server, before);
        if (settings.manner() == Manner.PROXY_PROTOCOL && !settings.proxies().isEmpty()) {
            AnnouncedConnections announced = new AnnouncedConnections(settings.proxies(), connector.getDefaultProtocol());
            connector.addFirstConnectionFactory(announced);
            connector.setDefaultProtocol(announced.getProtocol());
        }
        Believing believing = new Believing(settings);
        for (ConnectionFactory factory : connector.getConnectionFactories()) {
            if (factory instanceof HttpConfiguration.ConnectionFactory http
                    && http.getHttpConfiguration().getCustomizer(Believing.class) == null) {
                http.getHttpConfiguration().addCustomizer(believing);
            }
            if (factory instanceof SslConnectionFactory tls) {
                watch.watch(tls.getSslContextFactory());
            }
        }
        listen(connector);
        return connector;
    }

    /**
     * With all that the service sets. Never the old one started anew: its thread that accepts was interrupted and may not have noticed
     * yet, and whatever socket an interrupted thread accepts on is closed (java.nio.channels.InterruptibleChannel).
     */
    private static ServerConnector successor(Server server, ServerConnector before) {
        ServerConnector after = new ServerConnector(server, before.getExecutor(), before.getScheduler(), before.getByteBufferPool(),
                before.getAcceptors(), before.getSelectorManager().getSelectorCount(),
                before.getConnectionFactories().toArray(ConnectionFactory[]::new));
        after.setDefaultProtocol(before.getDefaultProtocol());
        after.setHost(before.getHost());
        after.setPort(before.getPort());
        after.setIdleTimeout(before.getIdleTimeout());
        after.setAcceptQueueSize(before.getAcceptQueueSize());
        before.clearConnectionFactories();
        return after;
    }

    /**
     * Starts it here: the service's own start finds it done. A socket that was closed while a thread accepts on it keeps the port until
     * that thread has noticed, a few milliseconds later.
     */
    private static void listen(ServerConnector connector) {
        for (int attempt = 1;; attempt++) {
            try {
                connector.start();
                return;
            } catch (Exception e) {
                if (attempt == MOST_ATTEMPTS || !(e.getCause() instanceof BindException)) {
                    throw new IllegalStateException("the HTTP service does not listen again", e);
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }
}
