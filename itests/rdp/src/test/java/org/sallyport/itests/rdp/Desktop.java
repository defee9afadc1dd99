package org.sallyport.itests.rdp;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.sallyport.itests.server.Patience;
import org.sallyport.itests.server.Ports;

/** Remote Desktop of this host: the real server, and a real client that shows it on a screen nobody sees. */
public final class Desktop implements AutoCloseable {

    /** What came of wanting to come in. */
    public enum Verdict {
        REFUSED("AUTHFAIL: user=%s "), SESSION("created session (access granted): username %s,"), RECONNECTED("reconnected session: username %s,");

        private final String line;

        Verdict(String line) {
            this.line = line;
        }
    }

    private static final Path LOG = Path.of("/var/log/xrdp-sesman.log");
    private static final Path SCREEN_LOG = Path.of("/var/log/client.log");

    private final List<Process> processes = new ArrayList<>();
    private final String address;
    private final int port = Ports.free();
    private final String screen;

    /** Starts it; PAM's service and the gate are whatever this host has. */
    public Desktop() {
        this("127.0.0.1");
    }

    /** @param address of loopback, that it listens at */
    public Desktop(String address) {
        this.address = address;
        try {
            Path sockets = Path.of("/run/xrdp/sockdir");
            Files.createDirectories(sockets);
            TestHost.run("chgrp", "-R", "xrdp", "/run/xrdp").well();
            TestHost.run("chmod", "3777", sockets.toString()).well();
            Path manager = Path.of("/usr/local/sbin/window-manager");
            Files.writeString(manager, "#!/bin/sh\nexec sleep 600\n");
            TestHost.run("chmod", "755", manager.toString()).well();
            set(Path.of("/etc/xrdp/xrdp.ini"), "port=.*|port=tcp://" + address + ":" + port, "autorun=.*|autorun=Xorg");
            int asking = Ports.free();
            set(Path.of("/etc/xrdp/sesman.ini"), "ListenPort=.*|ListenPort=" + asking, "EnableUserWindowManager=.*|EnableUserWindowManager=false",
                    "DefaultWindowManager=.*|DefaultWindowManager=" + manager, "EnableSyslog=.*|EnableSyslog=false");
            Process display = start(new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp")
                    .redirectError(ProcessBuilder.Redirect.DISCARD));
            screen = ":" + new BufferedReader(new InputStreamReader(display.getInputStream())).readLine();
            start(quiet("xrdp-sesman", "--nodaemon"));
            // The half that starts sessions listens at one or the other.
            awaitListening(asking, "127.0.0.1", "::1");
            start(quiet("xrdp", "--nodaemon"));
            awaitListening(port, address);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** @param changes pattern of a line, a bar, the line in its place */
    private static void set(Path file, String... changes) throws IOException {
        String text = Files.readString(file);
        for (String change : changes) {
            String[] parts = change.split("\\|", 2);
            text = text.replaceFirst("(?m)^" + parts[0] + "$", parts[1]);
        }
        Files.writeString(file, text);
    }

    private static ProcessBuilder quiet(String... command) {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        // Nothing a broken test leaves running may outlive it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        return process;
    }

    /** Where it is, as people enter it. */
    public String host() {
        return address + ":" + port;
    }

    /** Types name and password into the client; it is closed again when the server has decided. */
    public Verdict knock(String login, String password) {
        return verdict(login, password, "/v:" + host(), "/u:" + login);
    }

    /** Opens a file as the portal gives it out, for this person, and types the password. */
    public Verdict open(String file, String login, String password) {
        try {
            Path path = Files.writeString(Path.of("/run/desktop.rdp"), file);
            return verdict(login, password, path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Verdict verdict(String login, String password, String... where) {
        int from = log().length();
        Process client = null;
        try {
            List<String> command = new ArrayList<>(List.of("xfreerdp"));
            command.addAll(List.of(where));
            command.addAll(List.of("/p:" + password, "/cert:ignore", "/sec:tls", "/size:800x600", "/log-level:ERROR"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(SCREEN_LOG.toFile());
            builder.environment().put("DISPLAY", screen);
            builder.environment().put("HOME", "/run");
            client = start(builder);
            return await("a verdict on " + login).atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50))
                    .until(() -> verdict(login, log().substring(from)), verdict -> verdict != null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new AssertionError(log() + TestHost.log(), e);
        } finally {
            if (client != null) {
                end(client);
                processes.remove(client);
            }
        }
    }

    private static Verdict verdict(String login, String lines) {
        for (Verdict verdict : Verdict.values()) {
            if (lines.contains(verdict.line.formatted(login))) {
                return verdict;
            }
        }
        return null;
    }

    /** Whether a screen of this account runs. */
    public static boolean hasScreen(String login) {
        return TestHost.run("pgrep", "-u", login, "-f", "Xorg").code() == 0;
    }

    /** It comes up after the server has said that it does. */
    public static void awaitScreen(String login) {
        try {
            await("a screen of " + login).atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> hasScreen(login));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(log(), e);
        }
    }

    public static String log() {
        try {
            return Files.exists(LOG) ? Files.readString(LOG) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process) {
        // Sessions outlive the server that started them.
        List<ProcessHandle> all = Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle())).toList();
        // One that is killed leaves its display taken, and the server looks for a free one among fifty.
        List<ProcessHandle> screens = all.stream().filter(Desktop::isScreen).filter(ProcessHandle::destroy).toList();
        try {
            await("screens end").atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                    .until(() -> screens.stream().noneMatch(Desktop::isScreen));
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that has ended, and that nobody has asked about, has no command any more. */
    private static boolean isScreen(ProcessHandle process) {
        String command = process.info().command().orElse("");
        return command.endsWith("/Xorg") || command.endsWith("/Xvfb");
    }

    private static void awaitListening(int port, String... addresses) {
        await("listening at " + port).atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                .until(() -> Stream.of(addresses).anyMatch(one -> listens(one, port)));
    }

    private static boolean listens(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.forEach(Desktop::end);
        processes.clear();
    }
}
