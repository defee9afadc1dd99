package org.sallyport.listener;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does with a real Jetty what the HTTP service does: starts its own connector, asks for another, adds and starts that. */
class TakeoverTest {

    /** Bound, and listened at by whoever asks for it by its number: nobody else is given it meanwhile, and no caller comes from there. */
    private final Socket kept = new Socket();

    @BeforeEach
    void keepAPort() throws IOException {
        kept.setReuseAddress(true);
        kept.bind(new InetSocketAddress(0));
    }

    @AfterEach
    void giveItBack() throws IOException {
        kept.close();
    }

    private static Server started(int port) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.start();
        return server;
    }

    private static Connector takenOver(Server server, String manner) throws Exception {
        Map<String, String> properties = Map.of("sallyport.proxies", "127.0.0.9", "sallyport.forwarded", manner);
        Connector connector = new Takeover(ListenerSettings.of(properties::get), null).createConnector(server);
        server.addConnector(connector);
        connector.start();
        return connector;
    }

    /** Reset rather than closed: thousands that wait for their last packet would leave no port to come from. */
    private static void knock(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoLinger(true, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded", "forwarded", "proxy-protocol"})
    void thePortIsListenedToAgainHoweverManyKnockMeanwhile(String manner) throws Exception {
        int port = kept.getLocalPort();
        AtomicBoolean over = new AtomicBoolean();
        Thread knocking = new Thread(() -> {
            while (!over.get()) {
                try {
                    knock(port);
                } catch (IOException e) {
                    // Nobody listens just now.
                }
            }
        });
        knocking.setDaemon(true);
        knocking.start();
        try {
            for (int i = 0; i < 40; i++) {
                Server server = started(port);
                try {
                    Connector connector = takenOver(server, manner);
                    assertTrue(connector.isRunning());
                    assertDoesNotThrow(() -> knock(port));
                } finally {
                    server.stop();
                }
            }
        } finally {
            over.set(true);
            knocking.join();
        }
    }

    @Test
    void everythingIsAsTheServiceHadIt() throws Exception {
        Server server = started(kept.getLocalPort());
        try {
            ServerConnector before = (ServerConnector) server.getConnectors()[0];
            before.setIdleTimeout(4711);
            before.setAcceptQueueSize(42);
            HttpConfiguration http = before.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
            ServerConnector after = (ServerConnector) takenOver(server, "proxy-protocol");
            assertEquals(List.of(after), List.of(server.getConnectors()));
            assertEquals(List.of(before.getHost(), before.getPort(), 4711L, 42, 1, 1), List.of(after.getHost(), after.getPort(),
                    after.getIdleTimeout(), after.getAcceptQueueSize(), after.getAcceptors(), after.getSelectorManager().getSelectorCount()));
            assertEquals(AnnouncedConnections.class, after.getDefaultConnectionFactory().getClass());
            assertSame(http, after.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration());
            assertTrue(http.getCustomizer(Believing.class) != null);
        } finally {
            server.stop();
        }
    }
}
