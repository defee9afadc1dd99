package org.sallyport.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static Object read(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Object value = Show.object("text", "Zoë \"quoted\" \u0001", "number", 5, "flag", true, "none", Optional.empty(), "at",
                Instant.EPOCH, "list", List.of("a", "b"));
        assertEquals(Map.of("text", "Zoë \"quoted\" \u0001", "number", 5L, "flag", true, "at", "1970-01-01T00:00:00Z", "list",
                List.of("a", "b")), without(Json.read(Json.write(value)), "none"));
    }

    private static Object without(Object value, String field) {
        Map<?, ?> map = (Map<?, ?>) value;
        map.remove(field);
        return map;
    }

    @Test
    void nullsStay() throws IOException {
        assertEquals(Arrays.asList(1L, null, -2.5), read("[1,null,-2.5]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}{}", "[1,]", "{\"a\":1,\"a\":2}", "nul", "'a'", "01", "NaN", "{a:1}", "/**/1",
            "[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]", "123456789012345678901234567890", "\"\t\""})
    void whatIsNoneOrTooMuchIsRefused(String text) {
        assertThrows(IOException.class, () -> read(text));
    }

    @Test
    void textsHaveABound() {
        assertThrows(IOException.class, () -> read("\"" + "a".repeat(70_000) + "\""));
    }
}
