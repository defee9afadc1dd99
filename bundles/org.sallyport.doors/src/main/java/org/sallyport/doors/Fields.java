package org.sallyport.doors;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The fields of a form, read strictly: a field that is unknown, there twice or not whole spoils all of it. */
final class Fields {

    private final Map<String, String> values = new HashMap<>();

    /** @param known the names that may be there */
    Fields(byte[] encoded, Set<String> known) throws UnfitException {
        int from = 0;
        while (from < encoded.length) {
            int end = indexOf(encoded, '&', from, encoded.length);
            int equals = indexOf(encoded, '=', from, end);
            String name = decoded(encoded, from, equals, "encoding");
            if (!known.contains(name)) {
                throw new UnfitException(400, "a field that does not belong here");
            }
            String value = equals == end ? "" : decoded(encoded, equals + 1, end, name);
            if (values.put(name, value) != null) {
                throw UnfitException.in(name);
            }
            from = end + 1;
        }
    }

    /** @param limit in characters */
    String text(String field, int limit) throws UnfitException {
        String value = values.getOrDefault(field, "");
        if (value.length() > limit || value.chars().anyMatch(Character::isISOControl)) {
            throw UnfitException.in(field);
        }
        return value;
    }

    String matching(String field, String pattern) throws UnfitException {
        String value = values.getOrDefault(field, "");
        if (!value.matches(pattern)) {
            throw UnfitException.in(field);
        }
        return value;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    private static String decoded(byte[] encoded, int from, int end, String field) throws UnfitException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end; i++) {
            if (encoded[i] == '+') {
                plain.write(' ');
            } else if (encoded[i] == '%') {
                int high = i + 2 < end ? Character.digit(encoded[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw UnfitException.in(field);
                }
                plain.write(high << 4 | low);
                i += 2;
            } else {
                plain.write(encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw UnfitException.in(field);
        }
    }
}
