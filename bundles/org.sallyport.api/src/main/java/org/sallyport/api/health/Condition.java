package org.sallyport.api.health;

import java.util.Optional;

/**
 * How one part is.
 *
 * @param part its kind: one of the constants here
 * @param name which one, where there may be several: a realm's name; else empty
 * @param trouble for the administrator, why it cannot be used (names files and services, no secrets); empty when it can
 */
public record Condition(String part, String name, Optional<String> trouble) {

    public static final String STORE = "store";
    public static final String SEALER = "sealer";
    public static final String ENGINE = "engine";
    public static final String KEY_URIS = "key-uris";
    public static final String SET_UP = "set-up";
    public static final String REALM = "realm";
}
