package org.sallyport.doors;

import jakarta.servlet.ReadListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One request and its response, as much of them as the doors use; a method that they do not use throws. */
final class Exchange {

    private final String verb;
    private final String path;
    private final Map<String, String> sent = new HashMap<>();
    private byte[] body = new byte[0];
    private String remote = "127.0.0.1";
    private boolean secure;

    final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    int status = 200;

    Exchange(String verb, String path) {
        this.verb = verb;
        this.path = path;
    }

    Exchange header(String name, String value) {
        sent.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    Exchange form(String encoded) {
        body = encoded.getBytes(StandardCharsets.UTF_8);
        return header("Content-Type", "application/x-www-form-urlencoded");
    }

    Exchange from(String address) {
        remote = address;
        return this;
    }

    Exchange overTls() {
        secure = true;
        return this;
    }

    Exchange to(Servlet servlet) throws Exception {
        servlet.service(request(), response());
        return this;
    }

    String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (self, method, args) -> switch (method.getName()) {
            case "getMethod" -> verb;
            case "getServletPath" -> path;
            case "getHeader" -> sent.get(((String) args[0]).toLowerCase(Locale.ROOT));
            case "getContentType" -> sent.get("content-type");
            case "getRemoteAddr" -> remote;
            case "isSecure" -> secure;
            case "getInputStream" -> input(new ByteArrayInputStream(body));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, args) -> {
            switch (method.getName()) {
                case "setStatus" -> status = (Integer) args[0];
                case "setHeader" -> headers.put((String) args[0], (String) args[1]);
                case "setContentType" -> headers.put("Content-Type", (String) args[0]);
                case "setContentLength" -> headers.put("Content-Length", args[0].toString());
                case "getOutputStream" -> {
                    return output();
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Exchange.class.getClassLoader(), new Class<?>[] {type}, handler));
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
