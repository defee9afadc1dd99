package org.sallyport.listener;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the framework properties say.
 *
 * @param proxies whose word is taken; nobody's where there are none
 * @param manner how they tell
 * @param https whether people come by https, whoever speaks it
 * @param only whether nobody else may come, beside programs of this host
 * @param prefix what the paths that people see begin with; without a slash at the end, empty if nothing
 * @param tls whether this server itself speaks TLS
 */
record ListenerSettings(TrustedProxies proxies, Manner manner, boolean https, boolean only, String prefix, boolean tls) {

    /** How proxies tell for whom they ask. One way only: what another way says, a client may have said. */
    enum Manner { X_FORWARDED, FORWARDED, PROXY_PROTOCOL }

    /** @throws IllegalArgumentException names the property that is wrong */
    static ListenerSettings of(UnaryOperator<String> properties) {
        return new ListenerSettings(TrustedProxies.of(text(properties, "sallyport.proxies")), manner(text(properties, "sallyport.forwarded")),
                text(properties, "sallyport.url").startsWith("https:"), Boolean.parseBoolean(text(properties, "sallyport.proxies.only")),
                text(properties, "sallyport.prefix"), !text(properties, "sallyport.certificate").isEmpty());
    }

    /** Whether anything differs from what Jetty does by itself. */
    boolean matter() {
        return tls || only || !proxies.isEmpty() || !prefix.isEmpty();
    }

    private static Manner manner(String text) {
        if (text.isEmpty()) {
            return Manner.X_FORWARDED;
        }
        try {
            return Manner.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sallyport.forwarded is '" + text + "'; allowed: x-forwarded, forwarded, proxy-protocol", e);
        }
    }

    private static String text(UnaryOperator<String> properties, String name) {
        return Optional.ofNullable(properties.apply(name)).orElse("").strip();
    }
}
