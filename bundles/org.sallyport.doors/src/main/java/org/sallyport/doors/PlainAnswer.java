package org.sallyport.doors;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.sallyport.web.Wording;

/** An answer that is a line of text, or none; nobody keeps it, and it tells no other host where a browser came from. */
final class PlainAnswer {

    private final HttpServletResponse response;

    PlainAnswer(HttpServletResponse response) {
        this.response = response;
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "default-src 'none'");
    }

    PlainAnswer header(String name, String value) {
        response.setHeader(name, value);
        return this;
    }

    /** @param location made by us, never as it was asked for */
    void seeOther(String location) throws IOException {
        header("Location", location).say(303, "");
    }

    void away(Wording wording) throws IOException {
        header("Retry-After", "5").say(503, wording.text("problem.503.text"));
    }

    void say(int status, String line) throws IOException {
        byte[] text = (line.isEmpty() ? "" : line + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
