package org.sallyport.listener;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What trusted proxies tell about a request. Each proxy adds to the right whom it saw; so the list is read from the right, past the
 * trusted ones, and what the first of them that is not trusted sent along, further left, is never read. A word that is to be believed
 * and makes no sense is an error (400): to guess in its place would be to let the client choose.
 *
 * @param client the first who is not a trusted proxy; the one furthest left if all are
 * @param scheme {@code http} or {@code https}
 * @param authority host, and port where it is not the scheme's own
 */
record Told(InetAddress client, Optional<String> scheme, Optional<String> authority) {

    private static final Pattern AUTHORITY = Pattern.compile("(?i)(?:[a-z0-9](?:[a-z0-9._-]{0,252})|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?");
    /** One pair of RFC 7239, and what follows it. */
    private static final Pattern PAIR = Pattern.compile(
            "\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*([,;]|$)");

    /** The headers {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. @param peer a trusted proxy */
    static Told byXForwarded(InetAddress peer, HttpFields headers, TrustedProxies trusted) {
        List<String> seen = list(headers, HttpHeader.X_FORWARDED_FOR.asString());
        InetAddress client = peer;
        int hops = 0;
        while (hops < seen.size() && trusted.include(client)) {
            hops++;
            client = node(seen.get(seen.size() - hops), "X-Forwarded-For");
        }
        Optional<String> scheme = at(list(headers, HttpHeader.X_FORWARDED_PROTO.asString()), hops, "X-Forwarded-Proto").map(Told::scheme);
        Optional<String> host = at(list(headers, HttpHeader.X_FORWARDED_HOST.asString()), hops, "X-Forwarded-Host");
        Optional<String> port = at(list(headers, HttpHeader.X_FORWARDED_PORT.asString()), hops, "X-Forwarded-Port");
        return new Told(client, scheme, host.map(name -> authority(name, port, scheme)));
    }

    /** The header {@code Forwarded} of RFC 7239. @param peer a trusted proxy */
    static Told byForwarded(InetAddress peer, HttpFields headers, TrustedProxies trusted) {
        List<Map<String, String>> seen = elements(String.join(",", headers.getValuesList(HttpHeader.FORWARDED)));
        InetAddress client = peer;
        Map<String, String> last = Map.of();
        for (int hops = 1; hops <= seen.size() && trusted.include(client); hops++) {
            last = seen.get(seen.size() - hops);
            client = node(last.getOrDefault("for", ""), "Forwarded");
        }
        Optional<String> scheme = Optional.ofNullable(last.get("proto")).map(Told::scheme);
        return new Told(client, scheme, Optional.ofNullable(last.get("host")).map(host -> authority(host, Optional.empty(), scheme)));
    }

    /** All values in order, whether in one header or in several. */
    private static List<String> list(HttpFields headers, String name) {
        List<String> values = new ArrayList<>();
        headers.getValuesList(name).forEach(line -> Arrays.stream(line.split(",", -1)).map(String::strip).forEach(values::add));
        return values;
    }

    /** What the same proxy told that told of the client; one value alone was set by the first proxy, or by the last for all. */
    private static Optional<String> at(List<String> values, int hops, String header) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() == 1) {
            return Optional.of(values.get(0));
        }
        if (hops == 0 || values.size() < hops) {
            throw bad(header);
        }
        return Optional.of(values.get(values.size() - hops));
    }

    private static InetAddress node(String text, String header) {
        return Literal.node(text).orElseThrow(() -> bad(header));
    }

    private static String scheme(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> "https";
            case "http", "ws" -> "http";
            default -> throw bad("protocol");
        };
    }

    private static String authority(String host, Optional<String> port, Optional<String> scheme) {
        Matcher matcher = AUTHORITY.matcher(host);
        if (!matcher.matches() || !port.orElse("1").matches("[0-9]{1,5}")) {
            throw bad("host");
        }
        boolean own = matcher.group(1) != null || port.isEmpty() || port.get().equals(scheme.orElse("").equals("https") ? "443" : "80");
        String authority = own ? host : host + ":" + port.get();
        String number = authority.substring(authority.lastIndexOf(':') + 1);
        if (number.matches("[0-9]{1,5}") && !authority.equals(number) && Integer.parseInt(number) > 65_535) {
            throw bad("port");
        }
        return authority;
    }

    /** The elements, each with its pairs by lower-case name. */
    private static List<Map<String, String>> elements(String text) {
        List<Map<String, String>> elements = new ArrayList<>();
        Map<String, String> element = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        int from = 0;
        while (from < text.length()) {
            // From the left, because quotes can be told in no other way; a client's own beginning that is no list spoils it all.
            if (!pair.find(from) || pair.start() != from) {
                throw bad("Forwarded");
            }
            String value = pair.group(2) != null ? pair.group(2) : pair.group(3).replaceAll("\\\\(.)", "$1");
            if (element.put(pair.group(1).toLowerCase(Locale.ROOT), value) != null) {
                throw bad("Forwarded");
            }
            if (!pair.group(4).equals(";")) {
                elements.add(element);
                element = new LinkedHashMap<>();
            }
            from = pair.end();
        }
        if (!element.isEmpty() || text.endsWith(",")) {
            throw bad("Forwarded");
        }
        return elements;
    }

    private static BadMessageException bad(String what) {
        return new BadMessageException("A proxy's " + what + " makes no sense");
    }
}
