package org.sallyport.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** What is left of a body that nobody wanted. */
public final class UnreadBody {

    private UnreadBody() { }

    /**
     * Reads what is left of a body before it is answered, up to a bound beyond which the connection ends with the answer. Jetty
     * 12.0.32 may otherwise lose the answer, or stumble over the buffer that the rest of the body comes in.
     *
     * @param most as much of it is read, in bytes
     */
    public static void finish(HttpServletRequest request, HttpServletResponse response, int most) throws IOException {
        if (response.isCommitted() || request.getContentLengthLong() == 0
                || request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null) {
            return;
        }
        if (request.getContentLengthLong() > most || request.getInputStream().readNBytes(most).length == most) {
            response.setHeader("Connection", "close");
        }
    }
}
