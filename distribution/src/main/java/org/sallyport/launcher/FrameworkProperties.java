package org.sallyport.launcher;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What the framework, Jetty, the log and the configuration reader are told. */
final class FrameworkProperties {

    private FrameworkProperties() {
    }

    /** @param keys null for plain http */
    static Map<String, String> of(Home home, InetAddress address, int port, KeyMaterial keys, Collection<Integer> startLevels) {
        Map<String, String> properties = new HashMap<>();
        // The cache holds nothing that the distribution and conf/ do not say better: it starts empty.
        properties.put("org.osgi.framework.storage", home.data("cache").toString());
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("org.osgi.framework.startlevel.beginning", Collections.max(startLevels).toString());
        // The framework's own logger prints to the console; what it has to say reaches the log as events.
        properties.put("felix.log.level", "0");

        // Threads to resolve three dozen bundles cost more than they save.
        properties.put("felix.resolver.parallelism", "1");

        properties.put("org.ops4j.pax.logging.StaticLogbackFile", home.conf().resolve("logback.xml").toString());
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");

        properties.put("felix.fileinstall.dir", home.conf() + "," + home.bundles());
        properties.put("felix.fileinstall.filter", "(?!" + ServerSettings.FILE + "$).*\\.(cfg|jar)");
        // An administrator's bundles start beside ours.
        properties.put("felix.fileinstall.start.level", Collections.max(startLevels).toString());
        properties.put("felix.fileinstall.tmpdir", home.data("tmp").toString());
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.log.level", "1");

        // Where somebody adds the Felix Web Console: it stays shut unless Sallyport guards it, and its own password is nobody's.
        properties.put("felix.webconsole.security.providers", "org.sallyport.webconsole");
        properties.put("felix.webconsole.username", "nobody");
        properties.put("felix.webconsole.password", "{sha-256}" + nobodysPassword());

        // For the few requests that Jetty refuses before any servlet sees them.
        properties.put("org.apache.felix.http.jetty.errorPageCustomHeaders", "Content-Security-Policy=default-src 'none'"
                + "##X-Content-Type-Options=nosniff##Referrer-Policy=no-referrer");
        properties.put("org.apache.felix.http.host", address.getHostAddress());
        properties.put("org.apache.felix.http.enable", Boolean.toString(keys == null));
        properties.put("org.apache.felix.https.enable", Boolean.toString(keys != null));
        if (keys == null) {
            properties.put("org.osgi.service.http.port", Integer.toString(port));
        } else {
            properties.put("org.osgi.service.http.port.secure", Integer.toString(port));
            properties.put("org.apache.felix.https.keystore", keys.file().toString());
            properties.put("org.apache.felix.https.keystore.type", "PKCS12");
            properties.put("org.apache.felix.https.keystore.password", keys.password());
            properties.put("org.apache.felix.https.keystore.key.password", keys.password());
        }
        return properties;
    }

    /** What looks like the hash of a password, and is none's that anybody could find. */
    private static String nobodysPassword() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
