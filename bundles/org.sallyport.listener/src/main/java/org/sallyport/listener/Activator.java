package org.sallyport.listener;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Stands beside the HTTP service if there is something to do; else Felix's connectors stay as they are. */
public final class Activator implements BundleActivator {

    private ServiceRegistration<ConnectorFactory> registration;
    private CertificateWatch watch;

    @Override
    public void start(BundleContext context) {
        ListenerSettings settings = ListenerSettings.of(context::getProperty);
        if (!settings.matter()) {
            return;
        }
        watch = new CertificateWatch(context);
        registration = context.registerService(ConnectorFactory.class, new Takeover(settings, watch), null);
    }

    @Override
    public void stop(BundleContext context) {
        if (registration != null) {
            watch.close();
            registration.unregister();
        }
    }
}
