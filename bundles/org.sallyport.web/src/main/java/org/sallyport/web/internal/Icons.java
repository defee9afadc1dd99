package org.sallyport.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The icons, drawn into the page itself so that they take the text's colour. They say nothing a word does not say too. */
public final class Icons {

    private static final Map<String, String> DRAWN = new ConcurrentHashMap<>();

    private Icons() { }

    /** @throws IllegalArgumentException if there is no such icon */
    public static String svg(String name) {
        String svg = DRAWN.get(name);
        return svg != null ? svg : DRAWN.computeIfAbsent(name, Icons::read);
    }

    private static String read(String name) {
        String file = name.matches("[a-z-]+") ? "icons/" + name + ".svg" : "";
        try (InputStream in = Icons.class.getResourceAsStream(file)) {
            if (in == null || file.isEmpty()) {
                throw new IllegalArgumentException("there is no icon " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
