package org.sallyport.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;

import org.ops4j.pax.exam.Option;
import org.sallyport.launcher.Shipped;

/** The container of one test class: the bundles, start levels, framework properties and configuration of the distribution. */
final class Container {

    /** The container of the tests brings its own storage and start level. */
    private static final Set<String> OF_THE_TEST = Set.of("org.osgi.framework.storage", "org.osgi.framework.storage.clean",
            "org.osgi.framework.startlevel.beginning");
    private static final String POLL_MILLIS = "100";
    private static final List<Socket> KEPT = new ArrayList<>();

    private Container() { }

    static Option[] of(Class<?> test) {
        Path home = Path.of(System.getProperty("sallyport.homes"), test.getSimpleName());
        Shipped shipped = Shipped.of(Path.of(System.getProperty("sallyport.distribution")).normalize(), home, freePort());
        List<Option> options = new ArrayList<>(List.of(junitBundles(), cleanCaches(true),
                systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
                systemProperty("sallyport.home").value(shipped.properties().get("sallyport.home")),
                frameworkStartLevel(Collections.max(shipped.bundles().keySet()) + 1),
                frameworkProperty("felix.fileinstall.poll").value(POLL_MILLIS)));
        shipped.properties().forEach((key, value) -> {
            if (!OF_THE_TEST.contains(key)) {
                options.add(frameworkProperty(key).value(value));
            }
        });
        for (Map.Entry<Integer, List<Path>> level : shipped.bundles().entrySet()) {
            level.getValue().forEach(jar -> options.add(bundle("reference:" + jar.toUri()).startLevel(level.getKey()).start(!fragment(jar))));
        }
        return options.toArray(Option[]::new);
    }

    private static boolean fragment(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It stays free until it is listened at: a socket that is bound and does not listen keeps others away. */
    private static int freePort() {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(0));
            KEPT.add(socket);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
