package org.sallyport.itests.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The interface for programs as its own description has it; every answer is held against that. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Something that is described.
     *
     * @param path with its variables in braces
     */
    record Operation(String id, String method, String path, JsonNode description) {

        String scope() {
            JsonNode security = description.path("security").path(0).path("token").path(0);
            return security.isMissingNode() ? "" : security.asText();
        }

        boolean hasBody() {
            return description.has("requestBody");
        }
    }

    /** What was answered. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            return read(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + response.body();
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private final JsonNode document;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    Api(Server server) {
        URI description = URI.create(server.url() + "/api/v1/openapi.json");
        this.document = read(text(description));
        this.root = description.resolve(document.at("/servers/0/url").asText()).toString();
        document.get("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
            String id = method.getValue().get("operationId").asText();
            operations.put(id, new Operation(id, method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
        }));
    }

    private String text(URI where) {
        try {
            return client.send(HttpRequest.newBuilder(where).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(where.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The token of whoever may read the home. */
    static String hostToken(Home home) {
        try {
            return Files.readAllLines(home.path().resolve("data/api.token")).stream().filter(line -> line.startsWith("token="))
                    .map(line -> line.substring("token=".length())).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    Map<String, Operation> operations() {
        return operations;
    }

    Operation operation(String id) {
        return operations.get(id);
    }

    /** Parameters of an operation, those that are shared too. */
    List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.description().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return parameters;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** Sends, and holds what comes back against the description of the operation. */
    Answer call(Operation operation, String path, String token, Map<String, String> headers, String body) {
        Answer answer = send(operation.method(), path, token, headers, body);
        String what = operation.method() + " " + path + " " + body + " -> " + answer;
        JsonNode described = resolved(operation.description().get("responses").path(Integer.toString(answer.status())));
        if (described.isMissingNode()) {
            throw new AssertionError("this status is not described: " + what);
        }
        if (!described.has("content")) {
            if (!answer.response().body().isEmpty()) {
                throw new AssertionError("no body is described: " + what);
            }
            return answer;
        }
        Map.Entry<String, JsonNode> content = described.get("content").fields().next();
        if (!answer.header("Content-Type").equals(content.getKey())) {
            throw new AssertionError("another type is described: " + what + " " + answer.header("Content-Type"));
        }
        var errors = schema(content.getValue().get("schema")).validate(answer.json());
        if (!errors.isEmpty()) {
            throw new AssertionError(errors + ": " + what);
        }
        return answer;
    }

    private JsonSchema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema, wanted -> {
            ObjectNode whole = JSON.createObjectNode();
            whole.set("components", document.get("components"));
            whole.putArray("allOf").add(wanted);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
        });
    }

    /** Sends whatever it is told to. */
    Answer send(String method, String path, String token, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response;
            try {
                response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                // Jetty closes the connection behind what is no request, and the client may have taken it for the next one.
                response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            }
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
