package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real reverse proxy as a process in the foreground, listening with TLS; ended by its process, or with the tests at the latest. */
final class Proxy implements AutoCloseable {

    private final Process process;
    private final int port;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** nginx with this inside its {@code http}; all that it writes lies in the folder. */
    static List<String> nginx(Path folder, String servers) throws IOException {
        StringBuilder whole = new StringBuilder("daemon off; worker_processes 1; pid " + folder + "/pid; events { } http { access_log off;\n");
        for (String one : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            whole.append(one).append("_temp_path ").append(folder).append('/').append(one).append(";\n");
        }
        whole.append(servers).append("\n}\n");
        if (System.getProperty("user.name").equals("root")) {
            whole.insert(0, "user root;\n");
        }
        return List.of("/usr/sbin/nginx", "-p", folder.toString(), "-e", "stderr", "-c",
                Files.writeString(folder.resolve("nginx.conf"), whole).toString());
    }

    static List<String> haproxy(Path folder, String whole) throws IOException {
        return List.of("/usr/sbin/haproxy", "-db", "-f", Files.writeString(folder.resolve("haproxy.cfg"), whole).toString());
    }

    /** Caddy with these sites, and no certificates but theirs. */
    static List<String> caddy(Path folder, String sites) throws IOException {
        String whole = "{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n\tstorage file_system " + folder.resolve("storage") + "\n}\n" + sites;
        return List.of("/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config",
                Files.writeString(folder.resolve("Caddyfile"), whole).toString());
    }

    /** Runs it until it listens there; what it says is kept in the folder. */
    static Proxy start(Path folder, List<String> command, String address, int port) throws IOException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            await(command.get(0)).atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("ended at once: " + Files.readString(output));
                }
                try (Socket socket = new Socket(address, port)) {
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
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
