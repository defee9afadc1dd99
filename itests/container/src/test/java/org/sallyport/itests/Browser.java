package org.sallyport.itests;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser: keeps cookies, remembers the forms it was shown, and follows no redirect by itself. */
final class Browser {

    static final String SESSION = "__Host-sallyport";

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\".*?name=\"csrf\" value=\"([^\"]+)\"", Pattern.DOTALL);

    private final String url;
    private final Map<String, String> cookies = new TreeMap<>();
    private final Map<String, String> tokens = new TreeMap<>();

    Browser(String url) {
        this.url = url;
    }

    /** Another one with the same cookies and forms: what the server takes from it stays in this one. */
    Browser copy() {
        Browser copy = new Browser(url);
        copy.cookies.putAll(cookies);
        copy.tokens.putAll(tokens);
        return copy;
    }

    boolean hasSession() {
        return cookies.containsKey(SESSION);
    }

    Page get(String path) {
        return send(request(path).GET());
    }

    /** Sends a form that an earlier page showed, or one without a token where none did. */
    Page post(String path, String... fields) {
        Map<String, String> form = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        form.put("csrf", tokens.getOrDefault(path, ""));
        String body = form.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)));
    }

    /** The form, then name and password; the form's answer where there was none. */
    Page signIn(String login, String password) {
        Page form = get("/signin");
        return form.status() == 200 ? post("/signin", "username", login, "password", password) : form;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Await.PATIENCE).header("Accept-Language", "en");
        if (!cookies.isEmpty()) {
            // By hand: a Secure cookie would not be sent over plain http.
            request.header("Cookie", cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            Matcher forms = FORM.matcher(response.body());
            while (forms.find()) {
                tokens.put(forms.group(1), forms.group(2));
            }
            return Page.of(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void keep(String header) {
        String[] cookie = header.substring(0, header.indexOf(';')).split("=", 2);
        if (cookie[1].isEmpty()) {
            cookies.remove(cookie[0]);
        } else {
            cookies.put(cookie[0], cookie[1]);
        }
    }
}
