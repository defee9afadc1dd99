package org.sallyport.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered.
 *
 * @param body for {@link Json#write}, or bytes as they are; null for none
 */
record Answer(int status, String type, Object body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    static Answer of(Object body) {
        return new Answer(200, JSON, body, Map.of());
    }

    static Answer created(String location, Object body) {
        return new Answer(201, JSON, body, Map.of("Location", location));
    }

    static Answer done() {
        return new Answer(204, "", null, Map.of());
    }

    static Answer unchanged(String tag) {
        return new Answer(304, "", null, Map.of("ETag", tag));
    }

    Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, more);
    }

    byte[] bytes() {
        return body == null ? new byte[0] : body instanceof byte[] bytes ? bytes : Json.write(body);
    }
}
