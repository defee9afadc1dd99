package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real reverse proxy with a configuration that we ship, at {@code https://localhost:PORT}; ended by its process. */
final class Proxy implements AutoCloseable {

    private static final Path SHIPPED = Home.DISTRIBUTION.resolve("conf/examples/proxy");

    private final Process process;
    private final int port;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** What stands in a shipped file, with this test's ports and certificate; the rest as it is. */
    private static String shipped(String file, int port, int server, KeyPairs.Pair pair) throws IOException {
        Path both = pair.key().resolveSibling("both.pem");
        Files.writeString(both, Files.readString(pair.certificate()) + Files.readString(pair.key()));
        return Files.readString(SHIPPED.resolve(file)).replace("portal.example.org:443", "localhost:" + port)
                .replace("portal.example.org", "localhost").replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("bind :443", "bind 127.0.0.1:" + port).replace("127.0.0.1:8080", "127.0.0.1:" + server)
                .replace("/etc/ssl/portal-and-key.pem", both.toString()).replace("/etc/ssl/portal.pem", pair.certificate().toString())
                .replace("/etc/ssl/portal.key", pair.key().toString());
    }

    static Proxy nginx(Path directory, String file, int server, KeyPairs.Pair pair) {
        return nginx(directory, file, server, pair, "", "");
    }

    /** @param what part of the shipped file that is changed @param to into this */
    static Proxy nginx(Path directory, String file, int server, KeyPairs.Pair pair, String what, String to) {
        try {
            Path folder = Files.createDirectories(directory.resolve("nginx-" + server));
            StringBuilder whole = new StringBuilder("daemon off; pid " + folder + "/pid; worker_processes 1; events { } http { access_log off;\n");
            for (String one : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
                whole.append(one).append("_temp_path ").append(folder).append('/').append(one).append(";\n");
            }
            int port = Ports.free();
            whole.append(shipped(file, port, server, pair).replace(what.isEmpty() ? "\0" : what, to)).append("}\n");
            if (System.getProperty("user.name").equals("root")) {
                whole.insert(0, "user root;\n");
            }
            return start(folder, "nginx.conf", whole.toString(), port, "/usr/sbin/nginx", "-e", folder.resolve("error.log").toString(), "-c");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Proxy haproxy(Path directory, String file, int server, KeyPairs.Pair pair, String what, String to) {
        try {
            Path folder = Files.createDirectories(directory.resolve("haproxy-" + server));
            int port = Ports.free();
            return start(folder, "haproxy.cfg", shipped(file, port, server, pair).replace(what.isEmpty() ? "\0" : what, to), port,
                    "/usr/sbin/haproxy", "-db", "-f");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Proxy caddy(Path directory, String file, int server, KeyPairs.Pair pair) {
        try {
            Path folder = Files.createDirectories(directory.resolve("caddy-" + server));
            int port = Ports.free();
            String whole = "{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n\tstorage file_system " + folder + "\n}\n"
                    + shipped(file, port, server, pair);
            return start(folder, "Caddyfile", whole, port, "caddy", "run", "--adapter", "caddyfile", "--config");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Proxy start(Path folder, String name, String configuration, int port, String... command) throws IOException {
        Path file = Files.writeString(folder.resolve(name), configuration);
        List<String> line = new java.util.ArrayList<>(List.of(command));
        line.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        try {
            await(name).atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("ended at once: " + Files.readString(folder.resolve("out")));
                }
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                } catch (IOException e) {
                    return false;
                }
            });
            return new Proxy(process, port);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    int port() {
        return port;
    }

    URI url() {
        return URI.create("https://localhost:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
