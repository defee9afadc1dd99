package org.sallyport.itests.standin;

import java.util.Dictionary;
import java.util.Hashtable;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Registers what a stand-in offers, under the name and ranking that its manifest says. */
public abstract class Provider implements BundleActivator {

    public static final String NAME = "Stand-In-Name";
    public static final String RANKING = "Stand-In-Ranking";
    public static final String USER = "Stand-In-User";
    public static final String FINGERPRINT = "Stand-In-Fingerprint";

    @Override
    public void stop(BundleContext context) {
        // The framework takes the services away.
    }

    final <T> void offer(BundleContext context, Class<T> contract, String nameProperty, T service) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(nameProperty, header(context, NAME));
        String ranking = header(context, RANKING);
        if (ranking != null) {
            properties.put(Constants.SERVICE_RANKING, Integer.valueOf(ranking));
        }
        context.registerService(contract, service, properties);
    }

    static String header(BundleContext context, String name) {
        return context.getBundle().getHeaders().get(name);
    }
}
