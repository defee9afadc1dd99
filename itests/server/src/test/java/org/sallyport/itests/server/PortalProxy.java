package org.sallyport.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A proxy before the portal alone, with a configuration that we ship: only the names and numbers of the example are replaced. It
 * answers at {@code https://localhost:PORT}.
 *
 * @param directory for what it writes
 * @param file of the shipped ones
 * @param server the port of what is behind it
 * @param change what is changed of it besides
 */
record PortalProxy(Path directory, String file, int server, KeyPairs.Pair pair, UnaryOperator<String> change) {

    private static final Path SHIPPED = Home.DISTRIBUTION.resolve("conf/examples/proxy");

    /** How a proxy is run with a configuration. */
    @FunctionalInterface
    private interface Program {

        List<String> command(Path folder, String configuration) throws IOException;
    }

    PortalProxy(Path directory, String file, int server, KeyPairs.Pair pair) {
        this(directory, file, server, pair, UnaryOperator.identity());
    }

    Proxy nginx() {
        return run("nginx", Proxy::nginx);
    }

    Proxy haproxy() {
        return run("haproxy", Proxy::haproxy);
    }

    Proxy caddy() {
        return run("caddy", Proxy::caddy);
    }

    private Proxy run(String name, Program program) {
        try {
            Path folder = Files.createDirectories(directory.resolve(name + "-" + server));
            int port = Ports.free();
            return Proxy.start(folder, program.command(folder, configuration(port)), "127.0.0.1", port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration(int port) throws IOException {
        Path both = Files.writeString(pair.key().resolveSibling("both.pem"), Files.readString(pair.certificate()) + Files.readString(pair.key()));
        return change.apply(Files.readString(SHIPPED.resolve(file)).replace("portal.example.org:443", "localhost:" + port)
                .replace("portal.example.org", "localhost").replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("bind :443", "bind 127.0.0.1:" + port).replace("127.0.0.1:8080", "127.0.0.1:" + server)
                .replace("/etc/ssl/portal-and-key.pem", both.toString()).replace("/etc/ssl/portal.pem", pair.certificate().toString())
                .replace("/etc/ssl/portal.key", pair.key().toString()));
    }
}
