package org.sallyport.listener;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every few seconds whether there is another certificate, and gives it to new connections; those that are open keep theirs. Whom
 * it asks is a service {@code Callable<String>} with the property {@code sallyport.certificate}: the launcher, which knows the files
 * and lays the new certificate where Jetty reads it before it answers with what to write into the log, or with null if all is as it was.
 */
final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final String KEEPER = "(sallyport.certificate=keeper)";
    private static final long SECONDS = 5;

    private final BundleContext context;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "certificate");
        thread.setDaemon(true);
        return thread;
    });

    CertificateWatch(BundleContext context) {
        this.context = context;
    }

    void watch(SslContextFactory.Server tls) {
        clock.scheduleWithFixedDelay(() -> look(tls), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look(SslContextFactory.Server tls) {
        try {
            @SuppressWarnings("rawtypes")
            Collection<ServiceReference<Callable>> keepers = context.getServiceReferences(Callable.class, KEEPER);
            for (ServiceReference<?> reference : keepers) {
                if (context.getService(reference) instanceof Callable<?> keeper && keeper.call() instanceof String news) {
                    tls.reload(same -> { });
                    LOG.info("{}", news);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (Exception e) {
            LOG.warn("The certificate stays as it is: {}", e.getMessage());
            LOG.debug("certificate", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
