package org.sallyport.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sallyport.api.administration.ApiToken.Scope;
import org.sallyport.api.directory.InvalidEntryException;

/** What can be done, by method and path. A segment in braces stands for any one segment. */
final class Table {

    /** Does it. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Call call) throws InvalidEntryException;
    }

    /**
     * Something that can be done.
     *
     * @param path below {@code /api/v1}
     * @param scope what a token needs; empty: none at all
     */
    record Operation(String method, String path, Optional<Scope> scope, Handler handler) {
    }

    /** What stands at a path. */
    record Match(Map<String, Operation> methods, Map<String, String> variables) {

        Optional<Operation> operation(String method) {
            return Optional.ofNullable(methods.get(method.equals("HEAD") ? "GET" : method));
        }

        String allowed() {
            TreeSet<String> allowed = new TreeSet<>(methods.keySet());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            return String.join(", ", allowed);
        }
    }

    private final List<Operation> operations = new ArrayList<>();

    Table open(String method, String path, Handler handler) {
        operations.add(new Operation(method, path, Optional.empty(), handler));
        return this;
    }

    Table read(String path, Handler handler) {
        operations.add(new Operation("GET", path, Optional.of(Scope.READ), handler));
        return this;
    }

    Table operate(String method, String path, Handler handler) {
        operations.add(new Operation(method, path, Optional.of(Scope.OPERATE), handler));
        return this;
    }

    Table admin(String method, String path, Handler handler) {
        operations.add(new Operation(method, path, Optional.of(Scope.ADMIN), handler));
        return this;
    }

    List<Operation> operations() {
        return operations;
    }

    /** Fixed segments win over variable ones. */
    Optional<Match> match(String path) {
        String[] segments = path.split("/", -1);
        return operations.stream().map(Operation::path).distinct().filter(declared -> fits(declared.split("/", -1), segments))
                .min((one, other) -> Long.compare(variables(one), variables(other))).map(declared -> match(declared, segments));
    }

    private static long variables(String declared) {
        return declared.chars().filter(c -> c == '{').count();
    }

    private Match match(String declared, String[] segments) {
        Map<String, Operation> methods = new TreeMap<>();
        operations.stream().filter(operation -> operation.path().equals(declared))
                .forEach(operation -> methods.put(operation.method(), operation));
        Map<String, String> values = new TreeMap<>();
        String[] pattern = declared.split("/", -1);
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].startsWith("{")) {
                values.put(pattern[i].substring(1, pattern[i].length() - 1), segments[i]);
            }
        }
        return new Match(methods, values);
    }

    private static boolean fits(String[] pattern, String[] segments) {
        if (pattern.length != segments.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].startsWith("{") ? segments[i].isEmpty() : !pattern[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }
}
