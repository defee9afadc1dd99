package org.sallyport.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A face's table of paths and verbs. Paths are whole ({@code /console/users}); a segment in braces matches any one
 * segment ({@code /console/users/{id}}, read by {@link Visit#variable}). Exact paths win over patterns, then the first
 * declared. HEAD is answered wherever GET is. Filled once, then read by many threads.
 */
public final class Routes {

    private final Map<String, Map<String, Handler>> exact = new HashMap<>();
    private final Map<List<String>, Map<String, Handler>> patterns = new LinkedHashMap<>();
    private Handler otherwise = visit -> visit.problem(404);

    Routes() { }

    /** Shows something; must not change anything. */
    public Routes get(String path, Handler handler) {
        return add(path, "GET", handler);
    }

    /** Changes something; the kit has checked the form token before the handler is called. */
    public Routes post(String path, Handler handler) {
        return add(path, "POST", handler);
    }

    /** Answers, whatever the verb, at every path that is not in the table; without it that is the 404 page. */
    public Routes otherwise(Handler handler) {
        otherwise = handler;
        return this;
    }

    Handler otherwise() {
        return otherwise;
    }

    private Routes add(String path, String verb, Handler handler) {
        Map<String, Handler> verbs = path.contains("{")
                ? patterns.computeIfAbsent(segments(path), p -> new HashMap<>())
                : exact.computeIfAbsent(path, p -> new HashMap<>());
        if (verbs.put(verb, handler) != null) {
            throw new IllegalStateException("two handlers for " + verb + " " + path);
        }
        return this;
    }

    /** What stands at a path: how the path was declared, handlers by verb and the values of the variables. */
    record Match(String declared, Map<String, Handler> verbs, Map<String, String> variables) {

        Optional<Handler> handler(String verb) {
            return Optional.ofNullable(verbs.get(verb.equals("HEAD") ? "GET" : verb));
        }

        /** For the Allow header. */
        String allowed() {
            Set<String> allowed = new TreeSet<>(verbs.keySet());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            return String.join(", ", allowed);
        }
    }

    Optional<Match> match(String path) {
        Map<String, Handler> verbs = exact.get(path);
        if (verbs != null) {
            return Optional.of(new Match(path, verbs, Map.of()));
        }
        List<String> segments = segments(path);
        return patterns.entrySet().stream()
                .filter(e -> fits(e.getKey(), segments))
                .findFirst()
                .map(e -> new Match(String.join("/", e.getKey()), e.getValue(), variables(e.getKey(), segments)));
    }

    private static List<String> segments(String path) {
        return new ArrayList<>(List.of(path.split("/", -1)));
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean fits(List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            boolean same = isVariable(pattern.get(i)) ? !segments.get(i).isEmpty() : pattern.get(i).equals(segments.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> variables(List<String> pattern, List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            if (isVariable(pattern.get(i))) {
                variables.put(pattern.get(i).substring(1, pattern.get(i).length() - 1), segments.get(i));
            }
        }
        return variables;
    }
}
