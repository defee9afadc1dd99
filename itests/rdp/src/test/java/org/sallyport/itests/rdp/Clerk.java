package org.sallyport.itests.rdp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Gate;
import org.sallyport.api.access.Ticket;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;

/**
 * A bundle of the tests inside the product: does what an administrator does about gates and desktops, and takes tickets for sessions.
 * It listens at a port of this host that it writes into {@code clerk.port} of the home; one line of words between tabs, one line back.
 */
public final class Clerk implements BundleActivator {

    static final String PORT_FILE = "clerk.port";

    private static final Actor ACTOR = new Actor(Actor.HOST, "the clerk", Client.INTERNAL, Door.CONSOLE);
    private static final Client PERSON = new Client("127.0.0.1", "");

    private ServerSocket socket;

    @Override
    public void start(BundleContext context) throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(() -> serve(context), "clerk");
        thread.setDaemon(true);
        thread.start();
        Path file = Path.of(context.getProperty("sallyport.home"), PORT_FILE);
        Path beside = file.resolveSibling(PORT_FILE + ".new");
        Files.writeString(beside, Integer.toString(socket.getLocalPort()));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        socket.close();
    }

    private void serve(BundleContext context) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                String line = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8)).readLine();
                String answer;
                try {
                    answer = answer(context, line.split("\t", -1));
                } catch (RuntimeException e) {
                    answer = "refused: " + e;
                }
                client.getOutputStream().write((answer + "\n").getBytes(UTF_8));
            } catch (IOException e) {
                // Stopped, or nobody waited for the answer.
            }
        }
    }

    private static String answer(BundleContext context, String[] words) {
        AccessAdministration administration = context.getService(context.getServiceReference(AccessAdministration.class));
        return switch (words[0]) {
            case "gate" -> administration.addGate(ACTOR, words[1], Set.of(words[2].split(",")));
            case "desktop" -> administration.save(ACTOR, new Application("", Application.Kind.REMOTE_DESKTOP, words[1], "", URI.create("rdp://127.0.0.1"),
                    Set.of(), Optional.empty(), administration.gates().stream().filter(gate -> gate.name().equals(words[2])).map(Gate::id).findFirst(), 0)).id();
            case "ungate" -> {
                administration.gates().stream().filter(gate -> gate.name().equals(words[1])).forEach(gate -> administration.removeGate(ACTOR, gate.id()));
                yield "";
            }
            case "ticket" -> context.getService(context.getServiceReference(Applications.class)).ticket(words[1], words[2], PERSON)
                    .map(Ticket::secret).orElse("");
            default -> throw new IllegalArgumentException(words[0]);
        };
    }
}
