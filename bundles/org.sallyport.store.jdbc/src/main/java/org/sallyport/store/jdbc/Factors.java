package org.sallyport.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Satisfied factors in one readable column: {@code password=1732423423000;totp=1732423431000}. */
final class Factors {

    private Factors() {
    }

    static String format(Map<String, Instant> factors) {
        return new TreeMap<>(factors).entrySet().stream()
                .map(factor -> URLEncoder.encode(factor.getKey(), UTF_8) + "=" + factor.getValue().toEpochMilli())
                .collect(Collectors.joining(";"));
    }

    /** @throws IllegalArgumentException when the text is not of that form */
    static Map<String, Instant> parse(String text) {
        Map<String, Instant> factors = new HashMap<>();
        if (!text.isEmpty()) {
            for (String factor : text.split(";", -1)) {
                int equals = factor.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("factors: expected name=milliseconds");
                }
                factors.put(URLDecoder.decode(factor.substring(0, equals), UTF_8),
                        Instant.ofEpochMilli(Long.parseLong(factor.substring(equals + 1))));
            }
        }
        return factors;
    }
}
