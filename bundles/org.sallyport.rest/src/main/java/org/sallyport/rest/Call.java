package org.sallyport.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;

/** A request of a program that may make it. */
final class Call {

    static final int LARGEST_BODY = 256 * 1024;

    private static final int LONGEST_QUERY = 8 * 1024;
    private static final int LONGEST_CURSOR = 2000;
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final HttpServletRequest request;
    private final Map<String, String> variables;
    private final Optional<Actor> actor;
    private final String token;
    private Map<String, String> query = Map.of();
    private boolean saw;

    /** @param actor empty only where no token is needed */
    Call(HttpServletRequest request, Map<String, String> variables, Optional<Actor> actor, String token) {
        this.request = request;
        this.variables = variables;
        this.actor = actor;
        this.token = token;
    }

    Actor actor() {
        return actor.orElseThrow();
    }

    /** The token's name. */
    String token() {
        return token;
    }

    String variable(String name) {
        return variables.get(name);
    }

    PrincipalId id() {
        return id("id");
    }

    PrincipalId id(String variable) {
        return Text.id(variable, variables.get(variable));
    }

    String header(String name) {
        return request.getHeader(name);
    }

    /** That what is to be changed was there as the caller says. */
    void sawIt() {
        saw = true;
    }

    boolean saw() {
        return saw;
    }

    /** Reads the query; every handler says what may be in it, be it nothing. */
    Call query(String... known) {
        String text = request.getQueryString();
        query = text == null ? Map.of() : parsed(text, Set.of(known));
        return this;
    }

    private static Map<String, String> parsed(String text, Set<String> known) {
        if (text.length() > LONGEST_QUERY) {
            throw Problem.request("", "the query is too long");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!known.contains(name)) {
                throw Problem.request(Text.shown(name), "no such parameter; known are " + known.stream().sorted().toList());
            }
            if (fields.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw Problem.request(name, "once, not twice");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.request("", "the query is not well encoded");
        }
    }

    /** A parameter as one line; empty where it is absent. */
    String text(String name) {
        return Text.line(name, query.getOrDefault(name, ""));
    }

    Optional<String> given(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.request(name, "true or false");
        };
    }

    Optional<PrincipalId> optionalId(String name) {
        return given(name).map(text -> Text.id(name, text));
    }

    Optional<Instant> instant(String name) {
        return given(name).map(text -> {
            try {
                Instant instant = Instant.parse(text);
                // As far as every part of the house can count.
                instant.toEpochMilli();
                return instant;
            } catch (DateTimeException | ArithmeticException e) {
                throw Problem.request(name, "a time such as 2026-11-24T08:00:00Z");
            }
        });
    }

    Optional<Long> number(String name) {
        return given(name).map(text -> {
            if (!text.matches("\\d{1,18}")) {
                throw Problem.request(name, "a whole number");
            }
            return Long.parseLong(text);
        });
    }

    Optional<String> cursor() {
        return Optional.of(Text.line("cursor", query.getOrDefault("cursor", ""), LONGEST_CURSOR)).filter(text -> !text.isEmpty());
    }

    int limit() {
        long limit = number("limit").orElse((long) USUAL);
        if (limit < 1 || limit > MOST) {
            throw Problem.request("limit", "a whole number from 1 to " + MOST);
        }
        return (int) limit;
    }

    Set<Kind> kinds() {
        return switch (text("kind")) {
            case "" -> EnumSet.allOf(Kind.class);
            case "user" -> Set.of(Kind.USER);
            case "group" -> Set.of(Kind.GROUP);
            default -> throw Problem.request("kind", "user or group");
        };
    }

    /** The body, an object with no other fields than these. */
    Body body(String... known) {
        return new Body(object(), Set.of(known));
    }

    Map<String, Object> object() {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).replace(" ", "").matches("application/json(;charset=\"?utf-8\"?)?")) {
            throw Problem.media();
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw Problem.large();
        }
        try {
            byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw Problem.large();
            }
            if (Json.read(body) instanceof Map<?, ?> object) {
                Map<String, Object> fields = new LinkedHashMap<>();
                object.forEach((name, value) -> fields.put((String) name, value));
                return fields;
            }
            throw Problem.request("", "the body must be a JSON object");
        } catch (IOException e) {
            throw Problem.request("", "the body is no JSON");
        }
    }
}
