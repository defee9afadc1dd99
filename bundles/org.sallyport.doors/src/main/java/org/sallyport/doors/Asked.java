package org.sallyport.doors;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;

/**
 * The request that a proxy asks about, as its headers tell: {@code X-Forwarded-Host}, {@code X-Forwarded-Uri} and
 * {@code X-Forwarded-Method}, which Caddy and Traefik send by themselves and the shipped configurations of nginx and HAProxy set. No
 * other header is read for it: one that a proxy does not set itself would be the client's to choose, and with it the application
 * that is asked about.
 *
 * @param authority of the host asked for, in lower case
 * @param target path and query as the browser sent them
 * @param method what is to be done there
 * @param navigation whether a browser goes there, rather than a script or a page's part
 */
record Asked(String authority, String target, String method, boolean navigation) {

    private static final String HOST = "X-Forwarded-Host";
    private static final String URI = "X-Forwarded-Uri";
    private static final String METHOD = "X-Forwarded-Method";
    private static final int LONGEST = 8 * 1024;
    private static final Pattern AUTHORITY = Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(:\\d{1,5})?");

    static Asked of(HttpServletRequest request) throws UnfitException {
        String authority = authority(one(request, HOST));
        String target = one(request, URI);
        if (!target.startsWith("/") || target.length() > LONGEST) {
            throw UnfitException.in(URI);
        }
        String method = request.getHeader(METHOD) == null ? "GET" : one(request, METHOD);
        String mode = request.getHeader("Sec-Fetch-Mode");
        return new Asked(authority, target, method,
                (method.equals("GET") || method.equals("HEAD")) && (mode == null || mode.equals("navigate")));
    }

    /** The host that a browser believes to talk to, when the request itself was passed on. */
    static String host(HttpServletRequest request) throws UnfitException {
        return authority(request.getHeader(HOST) == null ? one(request, "Host") : one(request, HOST));
    }

    private static String authority(String sent) throws UnfitException {
        String authority = sent.toLowerCase(Locale.ROOT);
        if (!AUTHORITY.matcher(authority).matches()) {
            throw UnfitException.in(HOST);
        }
        return authority;
    }

    /** A header that is there twice is not what the proxy said, or not only. */
    private static String one(HttpServletRequest request, String name) throws UnfitException {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() != 1) {
            throw UnfitException.in(name);
        }
        return values.get(0);
    }

    /** The application that is asked for; empty too where servers might read the path as another one's. */
    Optional<Application> application(Applications applications) {
        return applications.at(authority, path(target));
    }

    static String path(String target) {
        int end = target.indexOf('?');
        return end < 0 ? target : target.substring(0, end);
    }
}
