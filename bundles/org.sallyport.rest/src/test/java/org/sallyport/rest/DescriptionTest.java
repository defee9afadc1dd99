package org.sallyport.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the description says there is, there is; and nothing else. */
class DescriptionTest {

    private static final Services NONE = new Services(() -> null, () -> null, () -> null, () -> null, () -> null, () -> null,
            () -> null, () -> null, () -> null, () -> null);

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> document() throws IOException {
        return object(Json.read(Operations.document()));
    }

    private static Map<String, Map<String, Object>> described() throws IOException {
        Map<String, Map<String, Object>> described = new TreeMap<>();
        object(document().get("paths")).forEach((path, methods) -> object(methods).forEach(
                (method, operation) -> described.put(method.toUpperCase(Locale.ROOT) + " " + path, object(operation))));
        return described;
    }

    @Test
    void everyOperationIsDescribedAndEveryDescriptionIsOne() throws IOException {
        Set<String> there = new TreeSet<>();
        Operations.of(NONE).operations().forEach(operation -> there.add(operation.method() + " " + operation.path()));
        assertEquals(there, new TreeSet<>(described().keySet()));
    }

    @Test
    void theScopesAreTheOnesDescribed() throws IOException {
        Map<String, Map<String, Object>> described = described();
        for (Table.Operation operation : Operations.of(NONE).operations()) {
            String name = operation.method() + " " + operation.path();
            List<?> wanted = operation.scope().map(scope -> List.of(Map.of("token", List.of(Show.word(scope))))).orElse(List.of());
            assertEquals(wanted, described.get(name).get("security"), name);
        }
    }

    @Test
    void everyVariableOfAPathIsDescribed() throws IOException {
        Map<String, Object> shared = object(object(document().get("components")).get("parameters"));
        described().forEach((name, operation) -> {
            Set<String> variables = new HashSet<>();
            for (Object one : (List<?>) operation.getOrDefault("parameters", List.of())) {
                Map<String, Object> parameter = object(one);
                String reference = (String) parameter.getOrDefault("$ref", "");
                Map<String, Object> meant = reference.isEmpty() ? parameter
                        : object(shared.get(reference.substring(reference.lastIndexOf('/') + 1)));
                if ("path".equals(meant.get("in"))) {
                    variables.add("{" + meant.get("name") + "}");
                }
            }
            for (String segment : name.split("/")) {
                assertTrue(!segment.startsWith("{") || variables.contains(segment), name + ": " + segment);
            }
        });
    }

    @Test
    void operationsAreNamedOnce() throws IOException {
        List<Object> names = described().values().stream().map(operation -> operation.get("operationId")).toList();
        assertEquals(names.size(), Set.copyOf(names).size());
    }
}
