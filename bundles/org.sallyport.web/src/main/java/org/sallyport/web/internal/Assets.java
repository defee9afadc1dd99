package org.sallyport.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Style sheet, script and pictures; their common path carries a hash of them all, so that browsers may keep them for good. */
public final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "sallyport.css", "text/css;charset=utf-8",
            "sallyport.js", "text/javascript;charset=utf-8",
            "mark.svg", "image/svg+xml");

    private static final Map<String, byte[]> FILES = read();

    /** Changes whenever one of them does. */
    public static final String VERSION = hash();

    /** Where they stand, without a slash at the end. */
    public static final String PATH = "/assets/" + VERSION;

    private Assets() { }

    /** @param name the file's name; empty if there is none of that name */
    public static Optional<byte[]> file(String name) {
        return Optional.ofNullable(FILES.get(name));
    }

    public static String type(String name) {
        return TYPES.get(name);
    }

    private static Map<String, byte[]> read() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TYPES.keySet().stream().sorted().forEach(name -> {
            try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
                files.put(name, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        });
        return files;
    }

    private static String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            FILES.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is in every Java", e);
        }
    }
}
