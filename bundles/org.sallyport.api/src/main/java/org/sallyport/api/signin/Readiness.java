package org.sallyport.api.signin;

import java.util.List;

/**
 * Whether people can sign in now.
 *
 * @param ready true when nothing is missing that everybody needs
 * @param missing one line each for the administrator: what, and why (names files and services, no secrets); empty when ready
 * @param degraded the same of what only some people need, such as one of several realms
 */
public record Readiness(boolean ready, List<String> missing, List<String> degraded) {

    public Readiness {
        missing = List.copyOf(missing);
        degraded = List.copyOf(degraded);
    }

    public static Readiness of(List<String> missing) {
        return new Readiness(missing.isEmpty(), missing, List.of());
    }
}
