package org.sallyport.web.internal;

import jakarta.servlet.http.HttpServletResponse;

/** What every answer says to the browser besides its content. */
public final class Headers {

    /** A link to an {@code otpauth:} address is a navigation, which no directive here governs. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
            + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Headers() { }

    /** @param tls whether browsers may be told never to come without TLS */
    public static void set(HttpServletResponse response, boolean tls) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        if (tls) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
