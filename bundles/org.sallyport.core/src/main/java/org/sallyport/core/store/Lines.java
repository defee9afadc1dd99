package org.sallyport.core.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A small record as a text: one {@code key=value} a line, values without line breaks, a list by repeating its key. Read strictly:
 * what we did not write, we do not understand.
 */
public final class Lines {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when it is no such text, or has another key */
    public static Lines read(String text, Set<String> keys) {
        Lines lines = new Lines();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1 || !keys.contains(line.substring(0, equals))) {
                throw new IllegalArgumentException("a line that does not begin with one of " + keys + " and '='");
            }
            lines.with(line.substring(0, equals), line.substring(equals + 1));
        });
        return lines;
    }

    /** @throws IllegalArgumentException when the value has a line break */
    public Lines with(String key, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(key + ": a control character");
        }
        values.computeIfAbsent(key, any -> new ArrayList<>()).add(value);
        return this;
    }

    public List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    public Optional<String> optional(String key) {
        if (all(key).size() > 1) {
            throw new IllegalArgumentException(key + ": more than once");
        }
        return all(key).stream().findFirst();
    }

    public String one(String key) {
        return optional(key).orElseThrow(() -> new IllegalArgumentException(key + ": missing"));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, all) -> all.forEach(value -> text.append(text.isEmpty() ? "" : "\n").append(key).append('=').append(value)));
        return text.toString();
    }
}
