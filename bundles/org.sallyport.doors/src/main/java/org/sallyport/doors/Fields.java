package org.sallyport.doors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.web.BadInput;
import org.sallyport.web.Form;

/** The fields of a form, read strictly: a field that is unknown, there twice or not whole spoils all of it. */
final class Fields {

    private final Map<String, String> values = new HashMap<>();

    /** @param known the names that may be there */
    Fields(byte[] encoded, Set<String> known) throws UnfitException {
        try {
            for (Map.Entry<String, List<String>> field : Form.decoded(encoded).entrySet()) {
                if (!known.contains(field.getKey())) {
                    throw new UnfitException(400, "a field that does not belong here");
                }
                if (field.getValue().size() > 1) {
                    throw UnfitException.in(field.getKey());
                }
                values.put(field.getKey(), field.getValue().get(0));
            }
        } catch (BadInput e) {
            throw UnfitException.in(known.contains(e.field()) ? e.field() : "encoding");
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
}
