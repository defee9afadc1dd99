package org.sallyport.core.directory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What configuration says of realms.
 *
 * @param order names of the realms that count, in the order in which they are asked
 * @param domains by mail domain in lower case, the realm of those whose login ends in it
 * @param confirmed by realm, the fingerprint of a directory that an administrator has confirmed for it
 */
public record RealmSettings(List<String> order, Map<String, String> domains, Map<String, String> confirmed) {

    private static final String NAME = "(?!\\.$)[a-z0-9._-]{1,64}";
    private static final String DOMAIN = "[^\\s@=\\\\]{1,253}";

    public RealmSettings {
        order = List.copyOf(order);
        domains = Map.copyOf(domains);
        confirmed = Map.copyOf(confirmed);
    }

    /**
     * As they stand in the configuration, whose every line reaches us as one value, whatever the number of entries.
     *
     * @param realms names
     * @param domains {@code domain=realm}
     * @param confirmed {@code realm=fingerprint}
     * @throws IllegalArgumentException names the key that is wrong
     */
    public static RealmSettings read(String[] realms, String[] domains, String[] confirmed) {
        List<String> order = order(realms);
        return new RealmSettings(order, domains(domains, order), confirmed(confirmed, order));
    }

    private static List<String> order(String[] values) {
        List<String> realms = entries(values, ",").toList();
        if (realms.isEmpty() || realms.stream().distinct().count() != realms.size() || !realms.stream().allMatch(name -> name.matches(NAME))) {
            throw new IllegalArgumentException("key 'realms': one or more different names of 1 to 64 characters of"
                    + " a-z, 0-9, '-', '_' and '.'");
        }
        return realms;
    }

    private static Map<String, String> domains(String[] values, List<String> realms) {
        Map<String, String> domains = new HashMap<>();
        entries(values, ",").forEach(entry -> {
            String[] parts = entry.split("=", 2);
            String domain = parts[0].strip().toLowerCase(Locale.ROOT);
            if (parts.length != 2 || !domain.matches(DOMAIN) || !realms.contains(parts[1].strip())) {
                throw new IllegalArgumentException("key 'domains': entries of the form domain=realm, each realm one of " + realms);
            }
            if (domains.put(domain, parts[1].strip()) != null) {
                throw new IllegalArgumentException("key 'domains': " + domain + " once, not twice");
            }
        });
        return domains;
    }

    private static Map<String, String> confirmed(String[] values, List<String> realms) {
        // A fingerprint may be a distinguished name, with commas of its own: only one before a realm's name ends an entry.
        String next = realms.stream().map(Pattern::quote).collect(Collectors.joining("|", ",(?=\\s*(", ")\\s*=)"));
        Map<String, String> confirmed = new HashMap<>();
        entries(values, next).forEach(entry -> {
            String[] parts = entry.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("key 'confirmed.directories': entries of the form realm=fingerprint");
            }
            confirmed.put(parts[0].strip(), parts[1].strip());
        });
        return confirmed;
    }

    private static Stream<String> entries(String[] values, String separator) {
        return Arrays.stream(values).flatMap(value -> Arrays.stream(value.split(separator))).map(String::strip)
                .filter(entry -> !entry.isEmpty());
    }
}
