package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running product: started with a home of its own on a free port, ended by its process id. */
final class Server implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Sallyport \\S+ is ready: (\\S+)");
    private static final Pattern DEMO = Pattern.compile("demo account: (\\S+) (\\S+) \\((.*)\\)");
    private static final Pattern SETUP = Pattern.compile("create the administrator at: (\\S+)");

    private final Sallyport sallyport;
    private final URI url;

    private Server(Sallyport sallyport, URI url) {
        this.sallyport = sallyport;
        this.url = url;
    }

    /** Starts and waits until people can sign in. */
    static Server start(Home home, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--home", home.path().toString(), "--port", "0"));
        command.addAll(List.of(options));
        Sallyport sallyport = Sallyport.launch(command.toArray(String[]::new));
        try {
            String url = await("ready").atMost(Patience.LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> {
                if (!sallyport.isAlive()) {
                    throw new AssertionError("ended at once: " + sallyport.out() + sallyport.err());
                }
                return first(sallyport.out(), READY).map(found -> found.group(1));
            }, Optional::isPresent).orElseThrow();
            return new Server(sallyport, URI.create(url));
        } catch (RuntimeException | Error e) {
            sallyport.kill();
            throw e;
        }
    }

    /** Starts and waits until the server answers, be it only that nobody can sign in. */
    static Server startClosed(Home home) {
        int port = Ports.free();
        Sallyport sallyport = Sallyport.launch("run", "--home", home.path().toString(), "--port", Integer.toString(port));
        Server server = new Server(sallyport, URI.create("http://127.0.0.1:" + port));
        try {
            Browser visitor = new Browser(server);
            await("answering").atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(50)).ignoreException(UncheckedIOException.class)
                    .until(() -> visitor.get("/health").status() == 503);
            return server;
        } catch (RuntimeException | Error e) {
            sallyport.kill();
            throw e;
        }
    }

    private static Optional<Matcher> first(List<String> lines, Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).findFirst();
    }

    URI url() {
        return url;
    }

    int port() {
        return url.getPort();
    }

    long pid() {
        return sallyport.pid();
    }

    List<String> out() {
        return sallyport.out();
    }

    List<String> err() {
        return sallyport.err();
    }

    /** The people that {@code --demo} printed, by login. */
    Map<String, Person> people() {
        Map<String, Person> people = new TreeMap<>();
        out().stream().map(DEMO::matcher).filter(Matcher::matches)
                .forEach(account -> people.put(account.group(1), new Person(account.group(1), account.group(2))));
        return people;
    }

    /** The path of the printed link for the first administrator; empty if none was printed. */
    Optional<String> setupPath() {
        return first(out(), SETUP).map(found -> URI.create(found.group(1)).getPath());
    }

    /** Asks it to stop, as Ctrl-C or a service manager does; returns the exit code. */
    int stop() {
        sallyport.terminate();
        return sallyport.await();
    }

    /** Ends it as a power cut would. */
    void kill() {
        sallyport.kill();
    }

    @Override
    public void close() {
        if (sallyport.isAlive()) {
            sallyport.kill();
        }
    }
}
