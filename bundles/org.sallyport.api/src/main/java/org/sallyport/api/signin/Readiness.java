package org.sallyport.api.signin;

import java.util.List;

/**
 * Whether people can sign in now.
 *
 * @param ready true when nothing is missing
 * @param missing one line each for the administrator: what, and why (names files and services, no secrets); empty when ready
 */
public record Readiness(boolean ready, List<String> missing) {

    public Readiness {
        missing = List.copyOf(missing);
    }

    public static Readiness of(List<String> missing) {
        return new Readiness(missing.isEmpty(), missing);
    }
}
