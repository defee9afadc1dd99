package org.sallyport.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does with a real Jetty what the HTTP service does: starts its own connector, asks for another, adds and starts that. */
class TakeoverTest {

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-forwarded", "forwarded", "proxy-protocol"})
    void thePortIsListenedToAgainHoweverManyKnockMeanwhile(String manner) throws Exception {
        int port = freePort();
        AtomicBoolean over = new AtomicBoolean();
        Thread knocking = new Thread(() -> {
            while (!over.get()) {
                answers(port);
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
                    assertTrue(answers(port));
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
    void itIsTheSameConnectorChanged() throws Exception {
        Server server = started(freePort());
        try {
            Connector before = server.getConnectors()[0];
            ServerConnector after = (ServerConnector) takenOver(server, "proxy-protocol");
            assertSame(before, after);
            assertEquals(AnnouncedConnections.class, after.getDefaultConnectionFactory().getClass());
            assertTrue(after.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration().getCustomizer(Believing.class) != null);
        } finally {
            server.stop();
        }
    }
}
