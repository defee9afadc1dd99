package org.sallyport.doors;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.api.access.Application;

/** Paths to return to: of one host only, whatever was asked for. */
final class Paths {

    /** Longest path with query; a longer one is not returned to. */
    static final int LONGEST = 800;

    /** What a request line can hold, and no browser reads as the beginning of another host: no backslash, no space, nothing beyond ASCII. */
    private static final Pattern SAFE = Pattern.compile("/([!$%&'()*+,.0-9:;=?@A-Z_a-z~-][!$%&'()*+,./0-9:;=?@A-Z_a-z~-]*)?");
    /** Ours: to return there is to go round in circles. */
    private static final Pattern OURS = Pattern.compile("/+(\\.sallyport|auth|signin|signout)(/.*)?");

    private Paths() { }

    /** The path, if it is one of the same host. */
    static Optional<String> local(String wanted) {
        String path = unescaped(Asked.path(wanted));
        boolean safe = wanted.length() <= LONGEST && SAFE.matcher(wanted).matches() && !OURS.matcher(path).matches() && !dotted(path);
        return safe ? Optional.of(wanted) : Optional.empty();
    }

    /** The path, if it is within the application; else where the application begins. */
    static String within(Application application, String wanted) {
        String begin = begin(application);
        return local(wanted).filter(path -> inside(begin, Asked.path(path))).orElse(begin);
    }

    static String begin(Application application) {
        String path = application.address().getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    static String authority(Application application) {
        return application.address().getRawAuthority();
    }

    /** A page of the application, by its own address. @param path what {@link #within} said */
    static String at(Application application, String path) {
        return origin(application) + path;
    }

    /** Scheme and authority. */
    static String origin(Application application) {
        return application.address().getScheme() + "://" + authority(application);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static boolean inside(String begin, String path) {
        return path.equals(begin) || path.startsWith(begin.endsWith("/") ? begin : begin + "/");
    }

    /** As far as it matters here. */
    private static String unescaped(String path) {
        return path.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f|%5c", "/");
    }

    private static boolean dotted(String path) {
        return Arrays.stream(path.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
    }
}
