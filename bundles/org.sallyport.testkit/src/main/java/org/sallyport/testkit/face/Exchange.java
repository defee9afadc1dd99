package org.sallyport.testkit.face;

import jakarta.servlet.ReadListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request and its response, as much of them as servlets here use; a method that they do not use throws. It comes in plain http
 * from 192.0.2.7, with neither headers nor a body, unless told otherwise. For one thread.
 */
public final class Exchange {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final String verb;
    private final String path;
    private final String query;
    private final Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Cookie> cookies = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private boolean exact;
    private byte[] body = new byte[0];
    private String remote = "192.0.2.7";
    private boolean secure;

    private int status = 200;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> setCookies = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** @param target a path, with its query */
    public Exchange(String verb, String target) {
        this.verb = verb;
        int mark = target.indexOf('?');
        path = mark < 0 ? target : target.substring(0, mark);
        query = mark < 0 ? null : target.substring(mark + 1);
    }

    /** To a servlet whose pattern is this very path, rather than the beginning of it. */
    public Exchange exact() {
        exact = true;
        return this;
    }

    public Exchange header(String name, String... values) {
        sent.put(name, List.of(values));
        return this;
    }

    public Exchange cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    /** @param encoded the fields as they are sent */
    public Exchange form(String encoded) {
        return body(FORM, encoded.getBytes(StandardCharsets.UTF_8));
    }

    /** @param type null for none */
    public Exchange body(String type, byte[] bytes) {
        body = bytes;
        return type == null ? this : header("Content-Type", type);
    }

    public Exchange from(String address) {
        remote = address;
        return this;
    }

    public Exchange overTls() {
        secure = true;
        return this;
    }

    public Exchange attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    public Exchange sentTo(Servlet servlet) throws Exception {
        servlet.service(request(), response());
        return this;
    }

    /** Of the response; 200 unless the servlet says otherwise. */
    public int status() {
        return status;
    }

    /** Of the response, whatever their case, without cookies. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The values of the response's {@code Set-Cookie}, in order. */
    public List<String> setCookies() {
        return setCookies;
    }

    /** The response's body. */
    public byte[] bytes() {
        return written.toByteArray();
    }

    /** The response's body as text in UTF-8. */
    public String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    public HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (self, method, args) -> switch (method.getName()) {
            case "getMethod" -> verb;
            case "getServletPath" -> exact ? path : "";
            case "getPathInfo" -> exact ? null : path;
            case "getRequestURI" -> path;
            case "getQueryString" -> query;
            case "getHeader" -> sent((String) args[0]).stream().findFirst().orElse(null);
            case "getHeaders" -> Collections.enumeration(sent((String) args[0]));
            case "getContentType" -> sent("Content-Type").stream().findFirst().orElse(null);
            case "getContentLengthLong" -> (long) body.length;
            case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
            case "getRemoteAddr" -> remote;
            case "isSecure" -> secure;
            case "getAttribute" -> attributes.get(args[0]);
            case "getInputStream" -> new Body(new ByteArrayInputStream(body));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private List<String> sent(String header) {
        return sent.getOrDefault(header, List.of());
    }

    public HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, args) -> {
            switch (method.getName()) {
                case "setStatus", "sendError" -> status = (Integer) args[0];
                case "setHeader" -> headers.put((String) args[0], (String) args[1]);
                case "addHeader" -> setCookies.add((String) args[1]);
                case "setContentType" -> headers.put("Content-Type", (String) args[0]);
                case "setContentLength" -> headers.put("Content-Length", args[0].toString());
                case "isCommitted" -> {
                    return written.size() > 0;
                }
                case "getOutputStream" -> {
                    return new Page(written);
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Exchange.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Page extends ServletOutputStream {

        private final ByteArrayOutputStream written;

        Page(ByteArrayOutputStream written) {
            this.written = written;
        }

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
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

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
    }
}
