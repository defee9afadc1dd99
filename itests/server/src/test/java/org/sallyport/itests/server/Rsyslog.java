package org.sallyport.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The syslog server of Debian on a configuration of its own: takes messages over TCP, and writes down what it understood of them. */
final class Rsyslog implements AutoCloseable {

    private final Process process;
    private final Path received;

    private Rsyslog(Process process, Path received) {
        this.process = process;
        this.received = received;
    }

    static Rsyslog start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        Path received = folder.resolve("received");
        Files.deleteIfExists(received);
        Path configuration = Files.writeString(folder.resolve("rsyslog.conf"), """
                global(workDirectory="%1$s" parser.escapeControlCharactersOnReceive="off")
                module(load="imtcp")
                input(type="imtcp" port="%2$d" address="127.0.0.1" supportOctetCountedFraming="on")
                template(name="read" type="string" string="%%app-name%%|%%msgid%%|%%pri%%|%%structured-data%%|%%msg%%\\n")
                action(type="omfile" file="%1$s/received" template="read")
                """.formatted(folder, port));
        Process process = new ProcessBuilder("/usr/sbin/rsyslogd", "-n", "-f", configuration.toString(), "-i", folder.resolve("pid").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Rsyslog(process, received);
    }

    /** A line a message: application, id, priority, structured data, text. */
    Stream<String> received() {
        try {
            return Files.exists(received) ? Files.readString(received, StandardCharsets.UTF_8).lines() : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
