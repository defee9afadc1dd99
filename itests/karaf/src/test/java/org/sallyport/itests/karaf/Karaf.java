package org.sallyport.itests.karaf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Karaf as it is downloaded, with nothing changed but where it listens and that it downloads nothing. */
final class Karaf implements AutoCloseable {

    static final Path HOME = Path.of(System.getProperty("karaf"));

    private static final int PATIENCE_SECONDS = 30;

    private final Process process;

    private Karaf(Process process) {
        this.process = process;
    }

    static Karaf start() throws IOException {
        set("org.apache.karaf.shell.cfg", Map.of("sshPort", port(), "sshHost", "127.0.0.1"));
        set("org.apache.karaf.management.cfg", Map.of("rmiRegistryPort", port(), "rmiServerPort", port()));
        set("org.ops4j.pax.url.mvn.cfg", Map.of("org.ops4j.pax.url.mvn.repositories", ""));
        ProcessBuilder command = new ProcessBuilder(HOME.resolve("bin/karaf").toString(), "server")
                .redirectErrorStream(true).redirectOutput(output().toFile());
        // In place of the script, so that what is ended is Karaf itself.
        command.environment().put("KARAF_EXEC", "exec");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Karaf(process);
    }

    static String port() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets keys in a file of etc/, as an administrator would. */
    static void set(String file, Map<String, String> values) throws IOException {
        Path path = HOME.resolve("etc").resolve(file);
        List<String> lines = new ArrayList<>();
        boolean dropping = false;
        for (String line : Files.exists(path) ? Files.readAllLines(path) : List.<String>of()) {
            // A value may go on for several lines.
            dropping = dropping || values.containsKey(line.split("=", 2)[0].strip());
            if (!dropping) {
                lines.add(line);
            }
            dropping = dropping && line.endsWith("\\");
        }
        values.forEach((key, value) -> lines.add(key + " = " + value));
        Files.write(path, lines);
    }

    private static Path output() {
        return HOME.resolveSibling("output");
    }

    List<String> out() throws IOException {
        return Files.readAllLines(output());
    }

    static String log() throws IOException {
        Path log = HOME.resolve("data/log/karaf.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
