package org.sallyport.itests;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.codec.binary.Base32;

/** What a browser got. */
record Page(int status, HttpResponse<String> response) {

    private static final Pattern KEY = Pattern.compile("id=\"key\" data-value=\"([A-Z2-7]+)\"");
    /** What would tell a visitor of the code behind the page. */
    private static final Pattern INSIDES = Pattern.compile("Exception|\tat |org\\.sallyport|org\\.osgi|\\b(?i:jetty)\\b|Caused by");

    static Page of(HttpResponse<String> response) {
        return new Page(response.statusCode(), response);
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    boolean leadsTo(String path) {
        return status == 303 && header("Location").equals(path);
    }

    boolean showsInsides() {
        return INSIDES.matcher(body()).find() || !header("Server").isEmpty();
    }

    /** A page of ours that says that something is away, and when to come back. */
    boolean awayPage() {
        return status == 503 && !header("Retry-After").isEmpty() && header("Content-Type").startsWith("text/html")
                && header("Content-Security-Policy").contains("default-src 'none'") && body().contains("<h1") && !showsInsides();
    }

    /** The shared secret on the activation page. */
    byte[] secret() {
        Matcher key = KEY.matcher(body());
        if (!key.find()) {
            throw new AssertionError("no key on " + this);
        }
        return new Base32().decode(key.group(1));
    }

    /** The words of the page without its mark-up, and what it should not have shown. */
    @Override
    public String toString() {
        Matcher insides = INSIDES.matcher(body());
        return (insides.find() ? "shows '" + insides.group() + "': " : "") + response.request().method() + " " + response.uri().getPath()
                + " -> " + status + " " + response.headers().map() + " " + body().replaceAll("(?s)<head>.*</head>|<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}
