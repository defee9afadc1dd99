package org.sallyport.testkit.face;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
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

    /** Goes where the last answer sent it. */
    public Browser follow() throws Exception {
        return get(headers.get("Location"));
    }

    private static void field(StringBuilder body, String name, String value) {
        body.append(body.isEmpty() ? "" : "&").append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private Browser send(String verb, String target, String body) throws Exception {
        int mark = target.indexOf('?');
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        status = 200;
        headers.clear();
        servlet.service(request(verb, mark < 0 ? target : target.substring(0, mark), mark < 0 ? null : target.substring(mark + 1),
                body.getBytes(StandardCharsets.UTF_8)), response(written));
        page = written.toString(StandardCharsets.UTF_8);
        return this;
    }

    private HttpServletRequest request(String verb, String path, String query, byte[] body) {
        return proxy(HttpServletRequest.class, (self, method, args) -> switch (method.getName()) {
            case "getMethod" -> verb;
            case "getServletPath" -> "";
            case "getPathInfo", "getRequestURI" -> path;
            case "getQueryString" -> query;
            case "getHeader" -> sent((String) args[0]).stream().findFirst().orElse(null);
            case "getHeaders" -> Collections.enumeration(sent((String) args[0]));
            case "getContentType" -> "application/x-www-form-urlencoded";
            case "getContentLengthLong" -> (long) body.length;
            case "getCookies" -> cookies.entrySet().stream().map(c -> new Cookie(c.getKey(), c.getValue())).toArray(Cookie[]::new);
            case "getRemoteAddr" -> "192.0.2.7";
            case "getInputStream" -> input(new ByteArrayInputStream(body));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private List<String> sent(String header) {
        return sent.getOrDefault(header, header.equalsIgnoreCase("User-Agent") ? List.of("test") : List.of());
    }

    private HttpServletResponse response(ByteArrayOutputStream written) {
        return proxy(HttpServletResponse.class, (self, method, args) -> {
            switch (method.getName()) {
                case "setStatus" -> status = (Integer) args[0];
                case "setHeader" -> headers.put((String) args[0], (String) args[1]);
                case "addHeader" -> setCookie((String) args[1]);
                case "setContentType", "setContentLength" -> { }
                case "isCommitted" -> {
                    return written.size() > 0;
                }
                case "getOutputStream" -> {
                    return output(written);
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private void setCookie(String header) {
        String[] pair = header.substring(0, header.indexOf(';')).split("=", 2);
        if (header.toLowerCase(Locale.ROOT).contains("max-age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Browser.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static ServletOutputStream output(ByteArrayOutputStream written) {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                written.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("asynchronous streams");
            }
        };
    }

    private static ServletInputStream input(ByteArrayInputStream bytes) {
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("asynchronous streams");
            }
        };
    }
}
