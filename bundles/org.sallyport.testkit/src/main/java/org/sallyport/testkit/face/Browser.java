package org.sallyport.testkit.face;

import jakarta.servlet.http.HttpServlet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Just enough of a browser: keeps cookies, and fills the form it was shown last. What a page has no use for in the servlet API is not
 * there. For one thread.
 */
public final class Browser {

    private final HttpServlet servlet;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int status;
    private String page = "";

    /** A browser without cookies. */
    public Browser(HttpServlet servlet) {
        this.servlet = servlet;
    }

    /** Status of the last answer; 0 before the first. */
    public int status() {
        return status;
    }

    /** Body of the last answer; empty before the first. */
    public String page() {
        return page;
    }

    /** Shows a page that did not come from the servlet, such as somebody else's form. */
    public void show(String foreign) {
        page = foreign;
    }

    /** Headers of the last answer, whatever their case, without cookies. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The cookies that it holds; may be changed. */
    public Map<String, String> cookies() {
        return cookies;
    }

    /** Sends this header with every request from now on; without values, no more. */
    public Browser sending(String name, String... values) {
        sent.put(name, List.of(values));
        return this;
    }

    /** @param target a path, with its query */
    public Browser get(String target) throws Exception {
        return send("GET", target, "");
    }

    /** Sends the form of the page that goes to this path, its hidden fields included. */
    public Browser submit(String path, String... namesAndValues) throws Exception {
        Matcher form = Pattern.compile("<form[^>]*action=\"" + Pattern.quote(path) + "\".*?</form>", Pattern.DOTALL).matcher(page);
        if (!form.find()) {
            throw new AssertionError("no form to " + path + " on this page:\n" + page);
        }
        StringBuilder body = new StringBuilder();
        Matcher hidden = Pattern.compile("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"").matcher(form.group());
        while (hidden.find()) {
            field(body, hidden.group(1), hidden.group(2).replace("&#x3D;", "=").replace("&amp;", "&"));
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            field(body, namesAndValues[i], namesAndValues[i + 1]);
        }
        return send("POST", path, body.toString());
    }

    /** @throws AssertionError when the page lacks one of them */
    public void shows(String... texts) {
        for (String text : texts) {
            if (!page.contains(text)) {
                throw new AssertionError("not there: " + text + "\n" + page);
            }
        }
    }

    /** Is sent on, and arrives at a page that shows it. */
    public void follows(String text) throws Exception {
        if (status != 303) {
            throw new AssertionError(status + " is no 303\n" + page);
        }
        follow();
        if (status != 200) {
            throw new AssertionError(status + " is no 200\n" + page);
        }
        shows(text);
    }

    /** Goes where the last answer sent it. */
    public Browser follow() throws Exception {
        return get(headers.get("Location"));
    }

    private static void field(StringBuilder body, String name, String value) {
        body.append(body.isEmpty() ? "" : "&").append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private Browser send(String verb, String target, String body) throws Exception {
        Exchange exchange = new Exchange(verb, target).header("User-Agent", "test").form(body);
        sent.forEach((name, values) -> exchange.header(name, values.toArray(String[]::new)));
        cookies.forEach(exchange::cookie);
        exchange.sentTo(servlet);
        status = exchange.status();
        headers.clear();
        headers.putAll(exchange.headers());
        exchange.setCookies().forEach(this::setCookie);
        page = exchange.text();
        return this;
    }

    private void setCookie(String header) {
        String[] pair = header.substring(0, header.indexOf(';')).split("=", 2);
        if (header.toLowerCase(Locale.ROOT).contains("max-age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
