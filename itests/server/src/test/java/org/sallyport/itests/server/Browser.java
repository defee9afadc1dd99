package org.sallyport.itests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A browser without pictures. It keeps cookies itself, because the JDK's jar keeps no {@code Secure} cookie of an http address,
 * which browsers do for this host. It follows no redirect by itself.
 */
final class Browser {

    /** Speaks plain http. */
    static final HttpClient PLAIN = client().build();

    private final Map<String, String> cookies = new TreeMap<>();
    private final Set<String> everyCookie = new TreeSet<>();
    private final HttpClient client;
    private URI server;

    Browser(Server server) {
        this(server.url(), PLAIN);
    }

    Browser(URI server, HttpClient client) {
        this.server = server;
        this.client = client;
    }

    static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Patience.LIMIT);
    }

    /** The same browser, with its cookies, at a server that was started anew. */
    Browser at(Server other) {
        return at(other.url());
    }

    Browser at(URI other) {
        server = other;
        return this;
    }

    /** The cookies that would be sent, by name; may be changed. */
    Map<String, String> cookies() {
        return cookies;
    }

    /** The values of all cookies that were ever set. */
    Set<String> everyCookie() {
        return everyCookie;
    }

    Page get(String path) {
        return send(request(path).GET());
    }

    /** Follows redirects until there is a page. */
    Page open(String path) {
        Page page = get(path);
        for (int i = 0; i < 10 && !page.location().isEmpty(); i++) {
            page = get(page.location());
        }
        return page;
    }

    /** Sends these fields and nothing else. */
    Page post(String path, Map<String, String> fields) {
        return postBody(path, encoded(fields.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())))));
    }

    /** Sends a body as it is. */
    Page postBody(String path, String body) {
        return send(request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)));
    }

    /** Sends the page's form that goes to this path, with its hidden fields and what was typed. */
    Page submit(Page page, String action, Map<String, String> typed) {
        return submitAll(page, action, typed.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))));
    }

    /** Like {@link #submit}, for fields that repeat. */
    Page submitAll(Page page, String action, Map<String, List<String>> typed) {
        Map<String, List<String>> fields = new TreeMap<>(page.hidden(action));
        fields.putAll(typed);
        return postBody(action, encoded(fields));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(Patience.LIMIT);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return request;
    }

    /** @throws UncheckedIOException if no answer came */
    Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(response.statusCode(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.substring(0, setCookie.indexOf(';'));
        int equals = pair.indexOf('=');
        if (pair.length() == equals + 1 || setCookie.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            everyCookie.add(pair.substring(equals + 1));
        }
    }

    private static String encoded(Map<String, List<String>> fields) {
        return fields.entrySet().stream().flatMap(field -> field.getValue().stream().map(value -> encode(field.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
