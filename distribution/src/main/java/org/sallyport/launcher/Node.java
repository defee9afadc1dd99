package org.sallyport.launcher;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** The running framework with all bundles of the distribution. */
final class Node {

    private static final long STOP_SECONDS = 30;

    private final Framework framework;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private Node(Framework framework) {
        this.framework = framework;
    }

    /**
     * Installs the bundles; none is started yet.
     *
     * @param bundles the jars of each start level
     * @throws Refusal if the framework does not come up, or a jar is no bundle
     */
    static Node install(Map<String, String> properties, Map<Integer, List<Path>> bundles) {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(properties);
        Node node = new Node(framework);
        try {
            framework.init(node::heard);
            Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "stop"));
            node.install(bundles);
        } catch (BundleException e) {
            throw Refusal.failure("the bundles cannot be installed: " + firstLine(e));
        } catch (IllegalStateException e) {
            // Asked to stop meanwhile: the hook above is at work, nothing is wrong. So it is in start().
            node.awaitStop();
        }
        return node;
    }

    /**
     * Starts the bundles level by level.
     *
     * @throws Refusal if the framework, or one of the bundles, does not start
     */
    void start() {
        try {
            framework.start();
        } catch (BundleException e) {
            throw Refusal.failure("the bundles cannot be started: " + firstLine(e));
        } catch (IllegalStateException e) {
            awaitStop();
        }
        if (!failures.isEmpty()) {
            throw Refusal.failure(failures.peek());
        }
    }

    /** Has somebody among the bundles call this: {@code sallyport.certificate=keeper}. Before the start. */
    void offer(CertificateKeeper keeper) {
        BundleContext context = framework.getBundleContext();
        if (context != null) {
            context.registerService(Callable.class, keeper, new Hashtable<>(Map.of("sallyport.certificate", "keeper")));
        }
    }

    /** What a component has against its configuration, in one line; empty as long as none has anything. */
    Optional<String> refusedConfiguration() {
        BundleContext context = framework.getBundleContext();
        return context == null ? Optional.empty() : Components.refusal(context);
    }

    /** Returns when the framework has stopped, for whatever reason. */
    void awaitStop() {
        try {
            while (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
                // The system bundle was updated and starts again.
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void install(Map<Integer, List<Path>> bundles) throws BundleException {
        BundleContext context = framework.getBundleContext();
        context.addFrameworkListener(this::heard);
        for (Map.Entry<Integer, List<Path>> level : bundles.entrySet()) {
            for (Path jar : level.getValue()) {
                // By reference: the framework reads the jar where it stands and keeps no copy.
                Bundle bundle = context.installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level.getKey());
                if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            }
        }
    }

    private void heard(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() instanceof BundleException e) {
            failures.add("the bundle " + event.getBundle().getSymbolicName() + " does not start: " + firstLine(e));
        }
    }

    private void stop() {
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (BundleException e) {
            System.err.println("sallyport: the framework does not stop: " + firstLine(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String firstLine(BundleException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
