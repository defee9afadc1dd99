package org.sallyport.rest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.PrincipalId;

/** A request's object, read strictly: every reader throws a {@link Problem} that names the field. */
final class Body {

    private static final int LONGEST_PASSWORD = 1024;
    private static final int MOST_IDS = 10_000;

    private final Map<String, Object> fields;

    /** @param known the fields that may be there */
    Body(Map<String, Object> fields, Set<String> known) {
        fields.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw Problem.request(Text.shown(name), "no such field; known are " + known.stream().sorted().toList());
        });
        this.fields = fields;
    }

    private Object required(String field) {
        Object value = fields.get(field);
        if (value == null) {
            throw Problem.request(field, "is needed");
        }
        return value;
    }

    String text(String field) {
        return text(field, Text.LONGEST);
    }

    String text(String field, int longest) {
        if (required(field) instanceof String text) {
            return Text.line(field, text, longest);
        }
        throw Problem.request(field, "a text");
    }

    boolean has(String field) {
        return fields.get(field) != null;
    }

    Optional<String> optional(String field) {
        return has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /** Exactly as it was sent; the caller wipes it. */
    char[] password(String field) {
        if (required(field) instanceof String text && text.length() <= LONGEST_PASSWORD && Text.whole(text)) {
            return text.toCharArray();
        }
        throw Problem.request(field, "a text of at most " + LONGEST_PASSWORD + " characters");
    }

    boolean flag(String field) {
        if (required(field) instanceof Boolean flag) {
            return flag;
        }
        throw Problem.request(field, "true or false");
    }

    int number(String field) {
        if (required(field) instanceof Long number && number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw Problem.request(field, "a whole number");
    }

    Set<PrincipalId> ids(String field) {
        Set<PrincipalId> ids = new LinkedHashSet<>();
        texts(field, MOST_IDS).forEach(text -> ids.add(Text.id(field, text)));
        return ids;
    }

    List<String> texts(String field, int most) {
        if (!(required(field) instanceof List<?> list) || list.size() > most) {
            throw Problem.request(field, "a list of at most " + most + " texts");
        }
        return list.stream().map(one -> {
            if (one instanceof String text) {
                return text;
            }
            throw Problem.request(field, "a list of texts");
        }).toList();
    }
}
