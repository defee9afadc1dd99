package org.sallyport.core.directory;

import java.util.List;
import java.util.Map;

/**
 * What configuration says of realms.
 *
 * @param order names of the realms that count, in the order in which they are asked
 * @param domains by mail domain in lower case, the realm of those whose login ends in it
 * @param confirmed by realm, the fingerprint of a directory that an administrator has confirmed for it
 */
public record RealmSettings(List<String> order, Map<String, String> domains, Map<String, String> confirmed) {

    public RealmSettings {
        order = List.copyOf(order);
        domains = Map.copyOf(domains);
        confirmed = Map.copyOf(confirmed);
    }
}
