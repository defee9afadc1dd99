package org.sallyport.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.osgi.annotation.versioning.ConsumerType;

/** What a face answers to one request: a {@link View}, or one of the plain replies made here. */
@ConsumerType
@FunctionalInterface
public interface Reply {

    /** Writes the reply; called once, by the kit. */
    void send(Visit visit) throws IOException;

    /**
     * "See other" (303): the browser follows with a GET.
     *
     * @param path a path of this server with its query, beginning with one slash
     * @throws IllegalArgumentException if it could lead to another server
     */
    static Reply seeOther(String path) {
        boolean local = path.startsWith("/") && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        if (!local) {
            throw new IllegalArgumentException("path: must be a path of this server");
        }
        return visit -> {
            visit.header("Location", visit.prefix() + path);
            visit.write(303, "text/plain;charset=utf-8", new byte[0]);
        };
    }

    /** A JSON document, already written out. */
    static Reply json(int status, String json) {
        return visit -> visit.write(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }
}
