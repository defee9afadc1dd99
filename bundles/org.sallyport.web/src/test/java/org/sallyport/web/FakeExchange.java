package org.sallyport.web;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One request and its response, as much of them as the kit uses; a method it does not use throws. */
final class FakeExchange {

    private final String verb;
    private final String path;
    private final Map<String, String> requestHeaders = new HashMap<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private String query;
    private byte[] body = new byte[0];
    private String remote = "192.0.2.7";

    int status = 200;
    final Map<String, String> headers = new HashMap<>();
    final List<String> setCookies = new ArrayList<>();
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    FakeExchange(String verb, String target) {
        this.verb = verb;
        int mark = target.indexOf('?');
        path = mark < 0 ? target : target.substring(0, mark);
        query = mark < 0 ? null : target.substring(mark + 1);
    }

    FakeExchange header(String name, String value) {
        requestHeaders.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    FakeExchange cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    FakeExchange form(String encoded) {
        return body("application/x-www-form-urlencoded", encoded.getBytes(StandardCharsets.UTF_8));
    }

    FakeExchange body(String type, byte[] bytes) {
        body = bytes;
        return type == null ? this : header("Content-Type", type);
    }

    FakeExchange from(String address) {
        remote = address;
        return this;
    }

    FakeExchange attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    FakeExchange sentTo(HttpServlet servlet) throws Exception {
        servlet.service(request(), response());
        return this;
    }

    String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (self, method, args) -> switch (method.getName()) {
            case "getMethod" -> verb;
            case "getServletPath" -> "";
            case "getPathInfo", "getRequestURI" -> path;
            case "getQueryString" -> query;
            case "getHeader" -> requestHeaders.get(((String) args[0]).toLowerCase(Locale.ROOT));
            case "getContentType" -> requestHeaders.get("content-type");
            case "getContentLengthLong" -> (long) body.length;
            case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
            case "getRemoteAddr" -> remote;
            case "getAttribute" -> attributes.get(args[0]);
            case "getInputStream" -> input(new ByteArrayInputStream(body));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    HttpServletResponse response() {
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
                    return output();
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private ServletOutputStream output() {
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
                throw new UnsupportedOperationException();
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
                throw new UnsupportedOperationException();
            }
        };
    }
}
