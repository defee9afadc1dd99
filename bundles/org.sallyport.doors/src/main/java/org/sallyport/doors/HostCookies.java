package org.sallyport.doors;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The cookies on an application's own host. Each is of that host alone, and the proxy takes it away before the application sees the
 * request, as everything that begins with {@code __Host-sallyport}.
 */
final class HostCookies {

    /** Ties a way to the portal and back to the browser that set out on it. */
    static final String STATE = "__Host-sallyport-state";

    /** Before the application's id: several applications may stand on one host. */
    private static final String CHILD = "__Host-sallyport-app-";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax";
    private static final String PLAUSIBLE = "[A-Za-z0-9_-]{16,128}";

    private HostCookies() { }

    static String child(String application) {
        return CHILD + application;
    }

    /** Empty if it is not there, or cannot be ours. */
    static Optional<String> read(HttpServletRequest request, String name) {
        return Optional.ofNullable(all(request).get(name));
    }

    /** The tokens of child sessions that this browser holds here, by application. */
    static Map<String, String> children(HttpServletRequest request) {
        Map<String, String> children = new LinkedHashMap<>();
        all(request).forEach((name, value) -> {
            if (name.startsWith(CHILD)) {
                children.put(name.substring(CHILD.length()), value);
            }
        });
        return children;
    }

    static void set(HttpServletResponse response, String name, String value) {
        if (!value.matches(PLAUSIBLE) || !name.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("a cookie of letters, digits, '-' and '_'");
        }
        response.addHeader("Set-Cookie", name + "=" + value + ATTRIBUTES);
    }

    static void remove(HttpServletResponse response, String name) {
        response.addHeader("Set-Cookie", name + "=; Max-Age=0" + ATTRIBUTES);
    }

    private static Map<String, String> all(HttpServletRequest request) {
        Map<String, String> all = new LinkedHashMap<>();
        Cookie[] sent = request.getCookies();
        if (sent != null) {
            for (Cookie cookie : sent) {
                if (cookie.getValue() != null && cookie.getValue().matches(PLAUSIBLE)) {
                    all.putIfAbsent(cookie.getName(), cookie.getValue());
                }
            }
        }
        return all;
    }
}
