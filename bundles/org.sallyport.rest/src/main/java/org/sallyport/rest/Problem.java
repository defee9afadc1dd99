package org.sallyport.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request is not answered as its sender wished, as RFC 9457 has it. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String TYPE = "urn:sallyport:problem:";

    private final int status;
    private final String type;
    private final String title;
    private final String field;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private Problem(int status, String type, String title, String field, String detail) {
        // No stack trace: this happens at a stranger's will.
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.title = title;
        this.field = field;
    }

    /** @param field what is wrong; empty where it is not about one field */
    static Problem request(String field, String detail) {
        return new Problem(400, "request", "The request makes no sense", field, detail);
    }

    static Problem unauthorised(String detail) {
        return new Problem(401, "token", "A token is needed", "", detail).header("WWW-Authenticate", "Bearer realm=\"Sallyport\"");
    }

    static Problem forbidden(String detail) {
        return new Problem(403, "scope", "The token may not do this", "", detail)
                .header("WWW-Authenticate", "Bearer realm=\"Sallyport\", error=\"insufficient_scope\"");
    }

    static Problem missing(String detail) {
        return new Problem(404, "unknown", "There is no such thing", "", detail);
    }

    static Problem method(String allowed) {
        return new Problem(405, "method", "This cannot be done here", "", "allowed: " + allowed).header("Allow", allowed);
    }

    static Problem conflict(String field, String detail) {
        return new Problem(409, "conflict", "This conflicts with what there is", field, detail);
    }

    static Problem outdated(String detail) {
        return new Problem(412, "outdated", "It was changed meanwhile", "", detail);
    }

    static Problem large() {
        return new Problem(413, "large", "The body is too large", "", "at most " + Call.LARGEST_BODY + " bytes");
    }

    static Problem media() {
        return new Problem(415, "media", "The body is of another kind", "", "Content-Type: application/json");
    }

    static Problem invalid(String field, String detail) {
        return new Problem(422, "invalid", "This is not allowed", field, detail);
    }

    static Problem precondition() {
        return new Problem(428, "precondition", "Say what you saw", "", "If-Match is needed: with the ETag that GET answers here, or * for whatever it is now");
    }

    static Problem throttled(long seconds) {
        return new Problem(429, "throttled", "Too many wrong tokens came from there", "", "try again in " + seconds + " s")
                .header("Retry-After", Long.toString(seconds));
    }

    static Problem failed() {
        return new Problem(500, "failed", "Something went wrong here", "", "the server's log says what");
    }

    static Problem away(String detail) {
        return new Problem(503, "away", "Something that is needed is away", "", detail).header("Retry-After", "5");
    }

    private Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    Answer answer() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPE + type);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", getMessage());
        if (!field.isEmpty()) {
            body.put("field", field);
        }
        return new Answer(status, "application/problem+json", body, headers);
    }
}
