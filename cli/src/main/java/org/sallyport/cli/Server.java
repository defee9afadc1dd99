package org.sallyport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The running product, through its interface for programs. The JDK's old client: it starts in a tenth of the time of the new one,
 * and a command is over before it pays to have more.
 */
final class Server {

    private static final int CONNECT_MILLIS = 10_000;
    /** Resetting thousands, or a directory that thinks, takes a while. */
    private static final int READ_MILLIS = 300_000;

    /** What was answered. */
    record Answer(int status, Object body, String tag) {
    }

    /** In place of the tag of what was seen: whatever it is now. */
    static final String ANY = "*";

    private final Address address;

    Server(Address address) {
        this.address = address;
        if (!address.certificate().isEmpty()) {
            // As the standard of all connections, because each begins with the standard, and Java's own reads every authority it trusts.
            HttpsURLConnection.setDefaultSSLSocketFactory(Pinned.context(address.certificate()).getSocketFactory());
            HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
        }
    }

    Object get(String path) {
        return done("GET", path, null, "").body();
    }

    Answer getTagged(String path) {
        return done("GET", path, null, "");
    }

    Object post(String path, Object body) {
        return done("POST", path, body, "").body();
    }

    Object post(String path, Object body, String tag) {
        return done("POST", path, body, tag).body();
    }

    Object put(String path, Object body) {
        return done("PUT", path, body, "").body();
    }

    Object put(String path, Object body, String tag) {
        return done("PUT", path, body, tag).body();
    }

    void delete(String path) {
        done("DELETE", path, null, "");
    }

    /**
     * All pages of a list, one after the other.
     *
     * @return realms that were not asked, because they are away; said on standard error, too
     */
    Set<String> pages(String path, Consumer<List<?>> page) {
        Set<String> away = new TreeSet<>();
        String next = "";
        do {
            Object answer = get(path + (path.contains("?") ? "&" : "?") + "limit=1000" + (next.isEmpty() ? "" : "&cursor=" + encoded(next)));
            page.accept(Json.items(answer));
            next = Json.text(answer, "next");
            if (Json.at(answer, "away") instanceof List<?> realms) {
                realms.forEach(realm -> away.add(String.valueOf(realm)));
            }
        } while (!next.isEmpty());
        if (!away.isEmpty()) {
            System.err.println("sallyport: not asked, because it is away: " + Table.plain(String.join(", ", away)));
        }
        return away;
    }

    List<Object> all(String path) {
        List<Object> all = new ArrayList<>();
        pages(path, all::addAll);
        return all;
    }

    private Answer done(String method, String path, Object body, String tag) {
        Answer answer = send(method, path, body, tag);
        if (answer.status() < 400) {
            return answer;
        }
        String detail = Json.text(answer.body(), "detail");
        String field = Json.text(answer.body(), "field");
        String message = detail.isEmpty() ? "the server answers " + answer.status() : field.isEmpty() ? detail : field + ": " + detail;
        throw answer.status() == 503 ? Failure.unreachable(message) : Failure.refused(message);
    }

    private Answer send(String method, String path, Object body, String tag) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(address.server() + "/api/v1" + path).toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + address.token());
            connection.setRequestProperty("Accept", "application/json");
            connection.setRequestProperty("User-Agent", "sallyport");
            if (!address.authority().isEmpty()) {
                connection.setRequestProperty("Host", address.authority());
            }
            if (!tag.isEmpty()) {
                connection.setRequestProperty("If-Match", tag);
            }
            if (body != null) {
                byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(bytes.length);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(bytes);
                }
            }
            int status = connection.getResponseCode();
            InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String type = String.valueOf(connection.getContentType());
            Object read = text.isEmpty() || !type.contains("json") ? Map.of() : Json.read(text);
            return new Answer(status, read, connection.getHeaderField("ETag"));
        } catch (IOException e) {
            throw Failure.unreachable(trouble(e));
        }
    }

    /** What to look at. */
    private String trouble(IOException e) {
        String server = address.server().toString();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException || cause instanceof SSLPeerUnverifiedException) {
                return "the certificate of " + server + " is not trusted";
            }
        }
        if (e instanceof UnknownHostException) {
            return "no host of that name is known: " + server;
        }
        if (e instanceof SSLException) {
            return "no secured connection to " + server + " can be made: " + e.getMessage();
        }
        if (e instanceof SocketTimeoutException) {
            return server + " does not answer in time; what was asked may have been done all the same";
        }
        return e instanceof ConnectException || e instanceof NoRouteToHostException ? "nothing answers at " + server
                : "the connection to " + server + " broke off; what was asked may have been done all the same";
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
