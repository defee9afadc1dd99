package org.sallyport.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists, texts, numbers, flags and null; and how to reach into it. */
final class Json {

    private static final JSON MAPPER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private Json() {
    }

    static Object read(String text) throws IOException {
        return MAPPER.anyFrom(text);
    }

    static String write(Object value) {
        try {
            return MAPPER.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** The value at the end of a path; null where there is none. */
    static Object at(Object from, String... path) {
        Object value = from;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    static String text(Object from, String... path) {
        Object value = at(from, path);
        return value == null ? "" : value.toString();
    }

    /** The texts of a list, one after the other. */
    static String texts(Object from, String... path) {
        return at(from, path) instanceof List<?> list ? String.join(", ", list.stream().map(String::valueOf).toList()) : "";
    }

    static boolean flag(Object from, String... path) {
        return Boolean.TRUE.equals(at(from, path));
    }

    static List<?> items(Object from) {
        return at(from, "items") instanceof List<?> list ? list : List.of();
    }
}
