package org.sallyport.core.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sallyport.api.access.Application;

/** Where applications are: which addresses they may have, and which of them a request is for. */
final class Addresses {

    private static final int LONGEST = 500;
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}]");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~!$&'()*+,=:@%-]*");
    /** A browser treats these as safe without TLS: traffic to them does not leave the host. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127\\.[0-9.]+|\\[::1]");
    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    private static final int MOST_ESCAPING = 3;

    private Addresses() {
    }

    /** The address in its one form; empty when an application may not have it. */
    static Optional<URI> checked(Application.Kind kind, URI address) {
        String scheme = lower(address.getScheme());
        String host = lower(address.getHost());
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        boolean plain = address.getRawQuery() == null && address.getRawFragment() == null && address.getRawUserInfo() == null
                && HOST.matcher(host).matches() && address.getPort() != 0 && address.getPort() <= LARGEST_PORT
                && address.toString().length() <= LONGEST;
        boolean fits = switch (kind) {
            case WEB -> (scheme.equals("https") || scheme.equals("http") && LOOPBACK.matcher(host).matches())
                    && (path.isEmpty() || PATH.matcher(path).matches() && canonical(path).equals(Optional.of(path)));
            case REMOTE_DESKTOP -> scheme.equals("rdp") && (path.isEmpty() || path.equals("/"));
        };
        if (!plain || !fits) {
            return Optional.empty();
        }
        try {
            int port = address.getPort() == standardPort(scheme) ? -1 : address.getPort();
            return Optional.of(new URI(scheme + "://" + host + (port < 0 ? "" : ":" + port)
                    + (kind == Application.Kind.WEB ? path.isEmpty() ? "/" : path : "")));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static int standardPort(String scheme) {
        return switch (scheme) {
            case "https" -> 443;
            case "http" -> 80;
            default -> 3389;
        };
    }

    /**
     * The one of the applications that a request is for. Servers read paths differently (dots, doubled slashes, escapes, upper
     * case); where the readings lead to different applications, it is for none of them.
     */
    static Optional<Application> at(Collection<Application> applications, String authority, String path) {
        List<Application> here = applications.stream().filter(one -> one.kind() == Application.Kind.WEB)
                .filter(one -> sameAuthority(one.address(), authority)).toList();
        if (here.isEmpty() || !path.startsWith("/")) {
            return Optional.empty();
        }
        Optional<String> canonical = canonical(path);
        if (canonical.isEmpty()) {
            return Optional.empty();
        }
        Optional<Application> asWritten = longest(here, path);
        return Stream.of(canonical.get(), canonical.get().toLowerCase(Locale.ROOT)).allMatch(reading -> longest(here, reading)
                .equals(asWritten)) ? asWritten : Optional.empty();
    }

    private static boolean sameAuthority(URI address, String authority) {
        String asked = authority.toLowerCase(Locale.ROOT);
        String own = address.getRawAuthority();
        return asked.equals(own) || asked.equals(own + ":" + standardPort(address.getScheme())) && address.getPort() < 0;
    }

    private static Optional<Application> longest(List<Application> applications, String path) {
        return applications.stream().filter(one -> within(one.address().getRawPath(), path))
                .max(Comparator.comparingInt((Application one) -> one.address().getRawPath().length()).thenComparing(Application::id));
    }

    private static boolean within(String whole, String path) {
        String upper = whole.endsWith("/") ? whole : whole + "/";
        return path.regionMatches(true, 0, upper, 0, upper.length()) || path.equalsIgnoreCase(whole)
                || path.equalsIgnoreCase(upper.substring(0, upper.length() - 1));
    }

    /** How the most liberal server reads a path; empty when none should read it at all. */
    private static Optional<String> canonical(String path) {
        String text = path;
        for (int i = 0; ESCAPED.matcher(text).find(); i++) {
            if (i == MOST_ESCAPING) {
                return Optional.empty();
            }
            text = ESCAPED.matcher(text).replaceAll(match -> Matcher.quoteReplacement(unescaped(match.group())));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Deque<String> segments = new ArrayDeque<>();
        String slashes = text.replace('\\', '/');
        for (String written : slashes.split("/")) {
            String segment = written.replaceFirst(";.*", "");
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!Set.of("", ".").contains(segment)) {
                segments.addLast(segment);
            }
        }
        boolean folder = slashes.endsWith("/") && !segments.isEmpty();
        return Optional.of("/" + String.join("/", segments) + (folder ? "/" : ""));
    }

    private static String unescaped(String escapes) {
        byte[] bytes = new byte[escapes.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(escapes.substring(3 * i + 1, 3 * i + 3), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
