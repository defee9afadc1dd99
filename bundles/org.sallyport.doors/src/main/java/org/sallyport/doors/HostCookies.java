package org.sallyport.doors;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cookies on an application's own host. Each is of that host alone, and no application sees it: proxies pass on the cookies that
 * {@link #others} leaves.
 */
final class HostCookies {

    /** Ties a way to the portal and back to the browser that set out on it. */
    static final String STATE = "__Host-sallyport-state";

    /** What all of ours begin with. */
    private static final String OURS = "__Host-sallyport";
    private static final int LONGEST = 6000;
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

    /**
     * The cookies of the request for the application: all that are not ours, in one line. What no server sends as a cookie is left out.
     *
     * @throws UnfitException when they are more than the answer to a proxy can hold
     */
    static String others(HttpServletRequest request) throws UnfitException {
        String others = Collections.list(request.getHeaders("Cookie")).stream().flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip).filter(cookie -> cookie.matches("[ -~]+") && !cookie.regionMatches(true, 0, OURS, 0, OURS.length()))
                .collect(Collectors.joining("; "));
        if (others.length() > LONGEST) {
            throw new UnfitException(400, "Cookie: at most " + LONGEST + " characters");
        }
        return others;
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
