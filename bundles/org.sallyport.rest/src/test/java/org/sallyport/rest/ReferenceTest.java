package org.sallyport.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of the reference is what the description says. With {@code -Dreference.write=true} it is written anew. */
class ReferenceTest {

    private static final Path PAGE = Path.of("../../docs/api-reference.md");

    private final Map<String, Object> document;

    ReferenceTest() throws IOException {
        document = object(Json.read(Operations.document()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    @Test
    void thePageIsWhatTheDescriptionSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "write it anew: mvn -pl bundles/org.sallyport.rest -am test -Dtest=ReferenceTest"
                + " -DargLine=-Dreference.write=true -Dsurefire.failIfNoSpecifiedTests=false");
    }

    private String page() {
        StringBuilder page = new StringBuilder("# Reference of the API\n\nMade from [openapi.json]"
                + "(../bundles/org.sallyport.rest/src/main/resources/openapi.json), which a running Sallyport has at"
                + " `/api/v1/openapi.json`. How to use it: [Administer by programs](api.md). Paths are below `/api/v1`.\n");
        for (Object one : list(document.get("tags"))) {
            Map<String, Object> tag = object(one);
            page.append("\n## ").append(tag.get("name")).append("\n\n").append(tag.get("description"))
                    .append("\n\n| | needs | takes | gives |\n|---|---|---|---|\n");
            object(document.get("paths")).forEach((path, methods) -> object(methods).forEach((method, described) -> {
                Map<String, Object> operation = object(described);
                if (list(operation.get("tags")).contains(tag.get("name"))) {
                    page.append(row(method.toUpperCase(Locale.ROOT) + " " + path, operation));
                }
            }));
        }
        page.append("\n## Shapes\n");
        object(object(document.get("components")).get("schemas")).forEach((name, schema) -> {
            if (object(schema).containsKey("properties")) {
                page.append("\n**").append(name).append("**");
                if (object(schema).get("description") != null) {
                    page.append(": ").append(object(schema).get("description"));
                }
                page.append("\n\n");
                object(object(schema).get("properties")).forEach((field, type) -> page.append("- `").append(field).append("`: ")
                        .append(type(object(type))).append(list(object(schema).get("required")).contains(field) ? "" : ", may be absent")
                        .append(object(type).get("description") == null ? "" : ". " + object(type).get("description")).append('\n'));
            }
        });
        return page.toString();
    }

    private String row(String name, Map<String, Object> operation) {
        List<?> security = list(operation.get("security"));
        String scope = security.isEmpty() ? "–" : list(object(security.get(0)).get("token")).get(0).toString();
        List<String> takes = new ArrayList<>();
        list(operation.get("parameters")).forEach(one -> {
            Map<String, Object> parameter = resolved(object(one));
            if (!"path".equals(parameter.get("in"))) {
                takes.add("`" + parameter.get("name") + "`");
            }
        });
        if (operation.containsKey("requestBody")) {
            takes.add(content(object(operation.get("requestBody"))));
        }
        Map<String, String> gives = new LinkedHashMap<>();
        object(operation.get("responses")).forEach((status, answer) -> {
            if (status.startsWith("2")) {
                gives.put(status, object(answer).containsKey("content") ? content(object(answer)) : "");
            }
        });
        String given = String.join(", ", gives.entrySet().stream().map(e -> (e.getKey() + " " + e.getValue()).strip()).toList());
        Object more = operation.get("description");
        return "| `" + name + "` " + operation.get("summary") + (more == null ? "" : ". " + more) + " | " + scope + " | "
                + String.join(", ", takes) + " | " + given + " |\n";
    }

    private Map<String, Object> resolved(Map<String, Object> node) {
        if (!node.containsKey("$ref")) {
            return node;
        }
        Map<String, Object> found = document;
        for (String step : node.get("$ref").toString().substring(2).split("/")) {
            found = object(found.get(step));
        }
        return found;
    }

    private String content(Map<String, Object> holder) {
        return type(object(object(object(holder.get("content")).values().iterator().next()).get("schema")));
    }

    private String type(Map<String, Object> schema) {
        if (schema.containsKey("$ref")) {
            String reference = schema.get("$ref").toString();
            return reference.substring(reference.lastIndexOf('/') + 1);
        }
        if (schema.containsKey("oneOf")) {
            return type(object(list(schema.get("oneOf")).get(0))) + " or null";
        }
        if (schema.containsKey("enum")) {
            return String.join(", ", list(schema.get("enum")).stream().map(value -> "`" + value + "`").toList());
        }
        Object type = schema.get("type");
        if ("array".equals(type)) {
            return "list of " + type(object(schema.get("items")));
        }
        if ("object".equals(type) && schema.containsKey("properties")) {
            Map<String, Object> fields = object(schema.get("properties"));
            return fields.containsKey("items") && fields.containsKey("next")
                    ? "page of " + type(object(object(fields.get("items")).get("items")))
                    : "{" + String.join(", ", fields.entrySet().stream().map(e -> "`" + e.getKey() + "`").toList()) + "}";
        }
        String plain = type instanceof List<?> several ? several.get(0) + " or null" : String.valueOf(type);
        return "date-time".equals(schema.get("format")) ? plain.replace("string", "time") : plain;
    }
}
