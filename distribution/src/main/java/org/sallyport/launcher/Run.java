package org.sallyport.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One start of the product, from the options to the last bundle stopped. */
final class Run {

    private static final String SQLITE = "sqlite-jdbc.jar";

    private final Options options;
    private final Distribution distribution;
    private final Path defaultHome;
    private final PrintStream out;

    Run(Options options, Distribution distribution, Path defaultHome, PrintStream out) {
        this.options = options;
        this.distribution = distribution;
        this.defaultHome = defaultHome;
        this.out = out;
    }

    /** @throws Refusal if the product cannot start */
    void run() throws InterruptedException {
        Home home = Home.open(options.home() != null ? options.home() : defaultHome, distribution.conf());
        // Before anything makes a temporary file: none is to be left behind elsewhere.
        System.setProperty("java.io.tmpdir", home.data("tmp").toString());
        System.setProperty("org.sqlite.tmpdir", home.data("tmp").toString());
        System.setProperty("jna.tmpdir", home.data("tmp").toString());
        System.setProperty("sallyport.home", home.directory().toString());

        Map<String, String> file = ConfigurationFile.read(home.conf().resolve(ServerSettings.FILE));
        ServerSettings settings = ServerSettings.of(options, file, home.directory());
        System.setProperty(LogFormat.PROPERTY, LogFormat.of(file, home.conf().resolve("logback.xml")).appender());
        int port = freePort(settings);
        SecureRandom random = new SecureRandom();
        PemFiles files = new PemFiles(home.data("tls"), random);
        SelfSignedCertificate ours = new SelfSignedCertificate(home.data("tls"), Clock.systemUTC(), random);
        KeyMaterial keys = !settings.tls() ? null : settings.certificate() != null ? files.read(settings.certificate(), settings.key())
                : ours(ours, settings);
        String listening = (settings.tls() ? "https://" : "http://") + authority(settings, port, keys);
        String url = settings.proxy().address() == null ? listening : settings.proxy().address().toString();

        Map<Integer, List<Path>> bundles = distribution.bundles();
        Map<String, String> identity = identity(home, settings, url, port, keys);
        // Beside the installation of the bundles, which starts nothing yet and takes as long.
        CompletableFuture<Void> check = CompletableFuture.runAsync(() -> {
            check(identity, bundles, home);
            layNativeLibraryReady(bundles, home);
        });

        Map<String, String> properties = new HashMap<>(identity);
        properties.putAll(FrameworkProperties.of(home, settings.address(), port, keys, bundles.keySet()));
        Node node = Node.install(properties, bundles);
        await(check);
        if (keys != null) {
            Consumer<KeyMaterial> changed = now -> tell(now, home);
            node.offer(settings.certificate() != null
                    ? CertificateKeeper.ofFiles(keys, files, settings.certificate(), settings.key(), changed)
                    : CertificateKeeper.ofOurs(keys, Clock.systemUTC(), () -> ours(ours, settings), changed));
        }
        node.start();
        InetAddress self = settings.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : settings.address();
        Readiness readiness = new Readiness(self, port, authority(settings, port, keys), keys);
        new Announcement(readiness, out, "Sallyport " + distribution.version(), url, home.log()).make(node::refusedConfiguration);
        node.awaitStop();
    }

    private static void check(Map<String, String> variables, Map<Integer, List<Path>> bundles, Home home) {
        Stream<Path> shipped = bundles.values().stream().flatMap(List::stream);
        Metatype metatype = Metatype.of(Stream.concat(shipped, home.bundlesThere().stream()).toList());
        new ConfigurationCheck(metatype, variables).check(home.conf());
        LostDatabase.refuse(home.conf(), variables);
    }

    private static void layNativeLibraryReady(Map<Integer, List<Path>> bundles, Home home) {
        try {
            for (Path bundle : bundles.values().stream().flatMap(List::stream).toList()) {
                if (bundle.endsWith(SQLITE)) {
                    NativeLibrary.unpacked(bundle, home.data("native"))
                            .ifPresent(folder -> System.setProperty(NativeLibrary.FOLDER_PROPERTY, folder.toString()));
                }
            }
        } catch (IOException e) {
            throw Refusal.failure("the home directory " + home.directory() + " cannot be used: " + Reason.of(e));
        }
    }

    private static void await(CompletableFuture<Void> check) {
        try {
            check.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Refusal refusal ? refusal : e;
        }
    }

    /** What configuration files may refer to, and bundles may ask the framework for. */
    private Map<String, String> identity(Home home, ServerSettings settings, String url, int port, KeyMaterial keys) {
        Map<String, String> properties = new HashMap<>();
        properties.put("sallyport.home", home.directory().toString());
        properties.put("sallyport.version", distribution.version());
        properties.put("sallyport.url", url);
        // Where commands on this host reach this very node, whatever the address that people use leads to.
        InetAddress self = settings.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : settings.address();
        properties.put("sallyport.address", (keys == null ? "http://" : "https://")
                + (self instanceof Inet6Address ? "[" + self.getHostAddress() + "]" : self.getHostAddress()) + ":" + port);
        // And people: what is for this host alone does not work through a proxy.
        properties.put("sallyport.local", settings.proxy().address() == null ? url : properties.get("sallyport.address"));
        properties.put("sallyport.certificate", keys == null ? "" : keys.fingerprint());
        properties.put("sallyport.tls", Boolean.toString(settings.tls() || settings.proxy().address() != null));
        properties.put("sallyport.proxies", settings.proxy().proxies());
        properties.put("sallyport.proxies.only", Boolean.toString(settings.proxiesOnly()));
        properties.put("sallyport.forwarded", settings.proxy().forwarded());
        properties.put("sallyport.prefix", settings.proxy().prefix());
        if (options.demo()) {
            properties.put("sallyport.demo", distribution.conf().resolve("demo-accounts.properties").toString());
        }
        return properties;
    }

    private static KeyMaterial ours(SelfSignedCertificate certificate, ServerSettings settings) {
        // A proxy that speaks https to us asks for the name that people use.
        return settings.proxy().address() == null ? certificate.forHost(settings.host(), settings.address())
                : certificate.forHost(settings.host(), settings.address(), settings.proxy().address().getHost().replaceAll("[\\[\\]]", ""));
    }

    /** Programs of this host find there which certificate to expect. */
    private static void tell(KeyMaterial now, Home home) {
        Path file = home.data("api.token");
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .map(line -> line.startsWith("certificate=") ? "certificate=" + now.fingerprint() : line).toList();
            Path fresh = Files.createTempFile(file.getParent(), "api", ".token",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // It is not there, or cannot be written: those programs will find another certificate and stop.
        }
    }

    /** Jetty would go on without a port that is taken; and it cannot tell which free one it found. */
    private static int freePort(ServerSettings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(), settings.port()));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw Refusal.failure("cannot listen on " + settings.host() + " port " + settings.port() + ": " + Reason.of(e));
        }
    }

    /** The host and port people use. An administrator's certificate names its host; any other name fails its check. */
    private static String authority(ServerSettings settings, int port, KeyMaterial keys) {
        String host = settings.address().isAnyLocalAddress() ? localName() : settings.host();
        if (settings.certificate() != null && !keys.names().isEmpty() && !keys.names().contains(host)) {
            host = keys.names().get(0);
        }
        boolean bare = host.indexOf(':') >= 0 && settings.address() instanceof Inet6Address && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + port;
    }

    private static String localName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
