package org.sallyport.web;

import jakarta.servlet.http.HttpServletRequest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads forms and queries as strictly as our own pages write them: what the container would mend silently is refused. */
final class FormReader {

    private static final int QUERY_LIMIT = 4 * 1024;

    private FormReader() { }

    /** The fields of the query, in order; empty if there is none. */
    static Map<String, List<String>> query(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null) {
            return Map.of();
        }
        if (query.length() > QUERY_LIMIT) {
            throw new BadInput(400, "", "problem.query");
        }
        return fields(query.getBytes(StandardCharsets.UTF_8));
    }

    /** The fields of the body, in order. @param limit in bytes */
    static Map<String, List<String>> body(HttpServletRequest request, int limit) throws IOException {
        if (request.getContentLengthLong() > limit) {
            throw new BadInput(413, "", "problem.413.text");
        }
        if (!isForm(request.getContentType())) {
            throw new BadInput(415, "", "problem.415.text");
        }
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw new BadInput(413, "", "problem.413.text");
        }
        return fields(body);
    }

    /**
     * Whether a POST comes from one of our own pages, as far as the browser tells. Sec-Fetch-Site is believed first: under
     * our Referrer-Policy browsers send "Origin: null" with our own forms too.
     */
    static boolean sameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null || origin.equals("null")) {
            return true; // an old browser or a script: the form token decides alone
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isForm(String type) {
        if (type == null) {
            return false;
        }
        String[] parts = type.toLowerCase(Locale.ROOT).replace(" ", "").split(";");
        return parts[0].equals("application/x-www-form-urlencoded")
                && (parts.length == 1 || parts.length == 2 && parts[1].matches("charset=\"?utf-8\"?"));
    }

    /** The fields in order. @throws BadInput naming the field whose value is malformed, if it has a name as fields have them */
    static Map<String, List<String>> fields(byte[] encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int from = 0;
        while (from < encoded.length) {
            int end = indexOf(encoded, '&', from, encoded.length);
            int equals = indexOf(encoded, '=', from, end);
            if (end > from) {
                String name = decoded(encoded, from, equals, "");
                String value = equals == end ? "" : decoded(encoded, equals + 1, end, name);
                fields.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
            }
            from = end + 1;
        }
        return fields;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    private static String decoded(byte[] encoded, int from, int end, String field) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end; i++) {
            if (encoded[i] == '+') {
                plain.write(' ');
            } else if (encoded[i] == '%') {
                int high = i + 2 < end ? Character.digit(encoded[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed(field);
                }
                plain.write(high << 4 | low);
                i += 2;
            } else {
                plain.write(encoded[i]);
            }
        }
        try {
            // A new decoder reports what is malformed; String's constructor would replace it.
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw malformed(field);
        }
    }

    /** Whatever else calls itself a field is not repeated to anybody. */
    private static BadInput malformed(String field) {
        return BadInput.in(field.matches("[A-Za-z0-9_.-]{1,64}") ? field : "", "problem.encoding");
    }
}
