package org.sallyport.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.sallyport.api.signin.Client;

/** One request and the answer being made to it; used by the one thread that serves it. */
public final class Visit {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** As much of a body that nobody wanted is read, in bytes, for the sake of the connection. */
    private static final int LONGEST_REST = 256 * 1024;

    private final Face face;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String path;
    private final Wording wording;
    private final Map<Class<?>, Object> memory = new HashMap<>();
    /** Cookies set during this visit: empty means removed. */
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String route = "(no route)";
    private Map<String, String> variables = Map.of();
    private Form query;
    private Form form = new Form(Map.of());

    Visit(Face face, HttpServletRequest request, HttpServletResponse response) {
        this.face = face;
        this.request = request;
        this.response = response;
        String info = request.getPathInfo();
        String whole = request.getServletPath() + (info == null ? "" : info);
        this.path = whole.isEmpty() ? "/" : whole;
        this.wording = face.texts.choose(request.getHeader("Accept-Language"));
    }

    /** The page with this template of the face, or of the kit. */
    public View view(String template) {
        return new View(this, face, template);
    }

    /** A page that asks before something is done, to be completed. @param question by the key of its text */
    public Confirmation confirm(String question, Object... arguments) {
        return new Confirmation(this, wording.text(question, arguments));
    }

    /** The kit's page for a problem: 400, 401, 403, 404, 405, 413, 415, 429, 500 or 503. */
    public View problem(int status) {
        return Problems.of(this, status);
    }

    /** The request itself, for what is not offered here. */
    public HttpServletRequest request() {
        return request;
    }

    /** The path asked for, decoded, without the query. */
    public String path() {
        return path;
    }

    /** The path and the query as the browser sent them, fit for coming back to with {@link Reply#seeOther}. */
    public String target() {
        String search = request.getQueryString();
        return request.getRequestURI() + (search == null ? "" : "?" + search);
    }

    /** The value of a variable of the route's path. */
    public String variable(String name) {
        return variables.get(name);
    }

    /** The fields of the query. */
    public Form query() {
        if (query == null) {
            query = new Form(FormReader.query(request));
        }
        return query;
    }

    /** The fields of the form; without any where none was sent. */
    public Form form() {
        return form;
    }

    /** The face's texts in the visitor's language. */
    public Wording wording() {
        return wording;
    }

    /** Where the visitor comes from, and with what. */
    public Client client() {
        return ClientAddress.client(request);
    }

    /** Whether the request comes from this machine itself. */
    public boolean isLoopback() {
        return ClientAddress.isLoopback(request);
    }

    /** The session's token; empty if there is none or it cannot be ours. Says nothing of whether it is valid. */
    public Optional<String> sessionToken() {
        return cookie(SessionCookies.SESSION);
    }

    /** Hands the session's token to the browser and forgets the visit before sign-in. */
    public void openSession(String token) {
        cookies.put(SessionCookies.SESSION, token);
        removeSignInToken();
    }

    /** Takes the session's token from the browser. */
    public void closeSession() {
        if (cookie(SessionCookies.SESSION).isPresent()) {
            cookies.put(SessionCookies.SESSION, "");
        }
    }

    /** The token of the visit before sign-in: random at first, then what {@link #signInToken(String)} was given. */
    public Optional<String> signInToken() {
        return cookie(SessionCookies.SIGN_IN);
    }

    /** Replaces the token of the visit before sign-in, for example by the sign-in's id. */
    public void signInToken(String token) {
        cookies.put(SessionCookies.SIGN_IN, token);
    }

    /** Takes the token of the visit before sign-in from the browser. */
    public void removeSignInToken() {
        if (cookie(SessionCookies.SIGN_IN).isPresent()) {
            cookies.put(SessionCookies.SIGN_IN, "");
        }
    }

    /** Keeps something for the rest of this request, for example the session found by {@link FaceServlet#before}. */
    public <T> void remember(Class<T> type, T value) {
        memory.put(type, value);
    }

    /** What was kept under this type; empty if nothing was. */
    public <T> Optional<T> recall(Class<T> type) {
        return Optional.ofNullable(type.cast(memory.get(type)));
    }

    /** Sets a header of the answer. */
    public void header(String name, String value) {
        response.setHeader(name, value);
    }

    /** Writes the whole answer; for {@link Reply}s. A HEAD request gets everything but the body. */
    public void write(int status, String type, byte[] body) throws IOException {
        cookies.forEach((name, value) -> response.addHeader("Set-Cookie",
                value.isEmpty() ? SessionCookies.remove(name) : SessionCookies.set(name, value)));
        cookies.clear();
        UnreadBody.finish(request, response, LONGEST_REST);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** The token for a form sent to this path, bound to the visitor's cookie; one is made where there is none. */
    String csrfToken(String action) {
        String cookie = sessionToken().or(this::signInToken).orElseGet(() -> {
            byte[] random = new byte[32];
            RANDOM.nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            signInToken(token);
            return token;
        });
        return Csrf.token(cookie, action);
    }

    /** Whether the form carries the token of one of the visitor's cookies; a stale session must not void a sign-in form. */
    boolean csrfValid() {
        String token = form.text(Csrf.FIELD, 100);
        return sessionToken().filter(cookie -> Csrf.valid(token, cookie, path)).isPresent()
                || signInToken().filter(cookie -> Csrf.valid(token, cookie, path)).isPresent();
    }

    /** What stands before every path that the browser gets. */
    String prefix() {
        return face.prefix;
    }

    /** The path as it was declared, for the log: a visitor's own path may hold a secret, or what only looks like a line of the log. */
    String route() {
        return route;
    }

    void matched(Routes.Match match) {
        route = match.declared();
        variables = match.variables();
    }

    void readForm(int limit) throws IOException {
        form = new Form(FormReader.body(request, limit));
    }

    private Optional<String> cookie(String name) {
        String changed = cookies.get(name);
        if (changed != null) {
            return Optional.of(changed).filter(value -> !value.isEmpty());
        }
        Cookie[] sent = request.getCookies();
        if (sent != null) {
            for (Cookie cookie : sent) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue()).filter(SessionCookies::plausible);
                }
            }
        }
        return Optional.empty();
    }
}
