package org.sallyport.launcher;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The proxies before this node, and the address by which people come.
 *
 * @param proxies   addresses and networks of the proxies whose word is taken, separated by commas; empty for none
 * @param forwarded the way they tell for whom they ask
 * @param address   https, without a slash at the end; null if people come to the node itself
 */
record ProxySettings(String proxies, String forwarded, URI address) {

    static final Set<String> KEYS = Set.of("proxies", "forwarded", "address");

    private static final List<String> WAYS = List.of("x-forwarded", "forwarded", "proxy-protocol");
    private static final Pattern NETWORK = Pattern.compile("([0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/([0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern ADDRESS = Pattern.compile(
            "https://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?((/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?");
    /** What our own paths begin with: one of them before the others could not be told from them. */
    private static final Set<String> OURS = Set.of("api", "assets", "auth", "console", "health", "metrics", "setup", "signin", "signout");

    /**
     * @param where what a complaint about a key begins with
     * @throws Refusal if a value is not allowed
     */
    static ProxySettings of(Map<String, String> file, String where) {
        String proxies = file.getOrDefault("proxies", "");
        for (String one : list(proxies)) {
            if (!isNetwork(one)) {
                throw Refusal.usage(where + "'proxies' has '" + one + "'; allowed: addresses and networks such as 192.0.2.7, "
                        + "10.1.0.0/16, 2001:db8::/32, separated by commas");
            }
        }
        String forwarded = file.getOrDefault("forwarded", WAYS.get(0));
        if (!WAYS.contains(forwarded)) {
            throw Refusal.usage(where + "'forwarded' is '" + forwarded + "'; allowed: " + String.join(", ", WAYS));
        }
        return new ProxySettings(String.join(",", list(proxies)), forwarded, address(file.getOrDefault("address", ""), where));
    }

    /** What the paths that people see begin with; without a slash at the end, empty if nothing. */
    String prefix() {
        return address == null ? "" : address.getRawPath();
    }

    /** Whether all that is needed to speak plain http to a proxy on another host is said: who it is, and that people come by https. */
    boolean speakTls() {
        return address != null && !proxies.isEmpty();
    }

    private static URI address(String text, String where) {
        if (text.isEmpty()) {
            return null;
        }
        var matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || matcher.group(3) != null && Integer.parseInt(matcher.group(3).substring(1)) > 65_535) {
            throw Refusal.usage(where + "'address' is '" + text + "'; allowed: https://HOST, https://HOST:PORT or https://HOST/PATH; "
                    + "a path has letters, digits and . _ ~ - only");
        }
        String path = matcher.group(4);
        if (!path.isEmpty() && OURS.contains(path.substring(1).split("/")[0])) {
            throw Refusal.usage(where + "'address' is '" + text + "'; its path must not begin like one of Sallyport's own: "
                    + String.join(", ", OURS.stream().sorted().toList()));
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(one -> !one.isEmpty()).toList();
    }

    private static boolean isNetwork(String text) {
        var matcher = NETWORK.matcher(text);
        if (!matcher.matches() || text.indexOf(':') < 0 && !IPV4.matcher(matcher.group(1)).matches()) {
            return false;
        }
        try {
            int bits = InetAddress.getByName(matcher.group(1)).getAddress().length * Byte.SIZE;
            return matcher.group(3) == null || Integer.parseInt(matcher.group(3)) <= bits;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
