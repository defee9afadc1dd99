package org.sallyport.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** The running product, seen from within its container. */
final class Node {

    static final String PREFIX = "org.sallyport.";

    private final BundleContext context;

    Node(BundleContext context) {
        this.context = context;
    }

    BundleContext context() {
        return context;
    }

    Browser browser() {
        return new Browser(context.getProperty("sallyport.url"));
    }

    /** The product's own bundles. */
    List<Bundle> own() {
        return Arrays.stream(context.getBundles()).filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(PREFIX)).toList();
    }

    Bundle bundle(String name) {
        return own().stream().filter(bundle -> bundle.getSymbolicName().equals(PREFIX + name)).findFirst()
                .orElseThrow(() -> new AssertionError("there is no bundle " + PREFIX + name));
    }

    /** As it was shipped, whatever an earlier test has left. */
    void restore() {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(StandIn.LOCATION)) {
                uninstall(bundle);
            }
        }
        own().forEach(this::start);
        awaitUp();
    }

    void stop(Bundle bundle) {
        change(bundle, Bundle::stop);
    }

    void start(Bundle bundle) {
        change(bundle, Bundle::start);
    }

    void uninstall(Bundle bundle) {
        change(bundle, Bundle::uninstall);
    }

    /** The same bytes once more, as an administrator brings a new version. */
    void update(Bundle bundle) {
        change(bundle, Bundle::update);
    }

    private interface Step {
        void on(Bundle bundle) throws BundleException;
    }

    private static void change(Bundle bundle, Step step) {
        try {
            step.on(bundle);
        } catch (BundleException e) {
            throw new AssertionError(bundle + " cannot be changed", e);
        }
    }

    <T> T service(Class<T> contract) {
        return Await.value("a service " + contract.getName(), () -> find(contract));
    }

    /** Empty while it is away. */
    <T> Optional<T> find(Class<T> contract) {
        ServiceReference<T> reference = context.getServiceReference(contract);
        return Optional.ofNullable(reference).map(context::getService);
    }

    Page health() {
        return browser().get("/health");
    }

    void awaitUp() {
        Page[] last = {null};
        try {
            Await.until("up", () -> (last[0] = health()).status() == 200);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + last[0] + "\n" + log());
        }
    }

    /** Waits until sign-in is closed for that reason. */
    void awaitMissing(String reason) {
        Page[] last = {null};
        try {
            Await.until("missing", () -> (last[0] = health()).status() == 503 && last[0].body().contains(reason));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " (" + reason + "): " + last[0] + "\n" + log());
        }
    }

    String log() {
        try {
            // Not readString: half a character may stand at the end of what is being written.
            return new String(Files.readAllBytes(home().resolve("log/sallyport.log")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String configuration(String file) {
        return read(home().resolve("conf").resolve(file));
    }

    void configure(String file, String text) {
        try {
            Files.writeString(home().resolve("conf").resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path home() {
        return Path.of(context.getProperty("sallyport.home"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
