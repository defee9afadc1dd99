package org.sallyport.itests.karaf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Karaf as it is downloaded, with nothing changed but where it listens and that it downloads nothing. */
final class Karaf implements AutoCloseable {

    static final Path HOME = Path.of(System.getProperty("karaf"));

    /** On a busy machine, too, all is done by then that is done at all. */
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<Socket> KEPT = new ArrayList<>();

    private static final String PASSWORD = UUID.randomUUID().toString();

    private final Process process;
    private final String sshPort;

    private Karaf(Process process, String sshPort) {
        this.process = process;
        this.sshPort = sshPort;
    }

    static Karaf start() throws IOException {
        String sshPort = port();
        set("org.apache.karaf.shell.cfg", Map.of("sshPort", sshPort, "sshHost", "127.0.0.1"));
        // Karaf comes without users: without one nobody gives it commands.
        Files.write(HOME.resolve("etc/users.properties"), List.of("karaf = " + PASSWORD + ",_g_:admingroup",
                "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh"));
        set("org.apache.karaf.management.cfg", Map.of("rmiRegistryPort", port(), "rmiServerPort", port()));
        set("org.ops4j.pax.url.mvn.cfg", Map.of("org.ops4j.pax.url.mvn.repositories", ""));
        ProcessBuilder command = new ProcessBuilder(HOME.resolve("bin/karaf").toString(), "server")
                .redirectErrorStream(true).redirectOutput(output().toFile());
        // In place of the script, so that what is ended is Karaf itself.
        command.environment().put("KARAF_EXEC", "exec");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Karaf(process, sshPort);
    }

    /** A port that is free until somebody asks for it by its number: a socket that is bound and does not listen keeps others away. */
    static String port() {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(0));
            KEPT.add(socket);
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
        return text(output()).lines().toList();
    }

    static String log() throws IOException {
        Path log = HOME.resolve("data/log/karaf.log");
        return Files.exists(log) ? text(log) : "";
    }

    /** Not readString: half a character may stand at the end of what is being written. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Gives a command on Karaf's own console; returns what it said. The session may end before the command does. */
    String command(String command) throws IOException, InterruptedException {
        Path said = HOME.resolveSibling("said");
        // In its batch mode: without a terminal the client does nothing else.
        ProcessBuilder client = new ProcessBuilder(HOME.resolve("bin/client").toString(), "-b", "-h", "127.0.0.1", "-a", sshPort,
                "-u", "karaf", "-p", PASSWORD).redirectErrorStream(true).redirectOutput(said.toFile())
                .redirectInput(Files.writeString(HOME.resolveSibling("command"), command + "\n").toFile());
        client.environment().put("KARAF_EXEC", "exec");
        client.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process session = client.start();
        if (!session.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            session.destroyForcibly().waitFor();
        }
        return text(said);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
