package org.sallyport.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the launcher would start, and what it would tell the framework: for a container that a test starts itself.
 *
 * @param properties of the framework
 * @param bundles by start level
 */
public record Shipped(Map<String, String> properties, Map<Integer, List<Path>> bundles) {

    /**
     * @param distribution the built folder
     * @param home emptied, then furnished as the launcher does it
     */
    public static Shipped of(Path distribution, Path home, int port) {
        try {
            Files.createDirectories(home);
            Trees.empty(home);
            Distribution shipped = new Distribution(distribution, "test");
            try (Home furnished = Home.open(home, shipped.conf())) {
                Map<String, String> properties = FrameworkProperties.of(furnished, InetAddress.getLoopbackAddress(), port, null,
                        shipped.bundles().keySet());
                properties.put("sallyport.home", furnished.directory().toString());
                properties.put("sallyport.version", shipped.version());
                properties.put("sallyport.url", "http://127.0.0.1:" + port);
                properties.put("sallyport.tls", "false");
                return new Shipped(properties, shipped.bundles());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
