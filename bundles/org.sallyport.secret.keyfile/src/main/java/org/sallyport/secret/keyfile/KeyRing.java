package org.sallyport.secret.keyfile;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a key file: all of them open, the current one seals.
 *
 * <p>The file is text. A line is {@code KEY-ID = BASE64 OF 32 BYTES}, {@code current = KEY-ID}, a comment after {@code #}, or
 * blank. Without {@code current} the last key seals.
 */
final class KeyRing {

    static final int KEY_BYTES = 32;

    private static final String CURRENT = "current";
    /** Shorter than an encoded key (43 characters), so that a key in the wrong place is never quoted as an id. */
    private static final String KEY_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,31}";

    private final Map<String, SecretKey> keys;
    private final String current;

    private KeyRing(Map<String, SecretKey> keys, String current) {
        this.keys = Map.copyOf(keys);
        this.current = current;
    }

    /** @throws KeyFileException says what is wrong in which line; the caller names the file */
    static KeyRing parse(String text) throws KeyFileException {
        Map<String, SecretKey> keys = new HashMap<>();
        String last = null;
        String marked = null;
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String id = equals < 0 ? "" : line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            if (!id.matches(KEY_ID) || value.isEmpty()) {
                throw new KeyFileException("line " + number + ": expected 'key-id = base64 of " + KEY_BYTES
                        + " bytes', the id being 1 to 32 letters, digits, '-', '_' and '.'");
            }
            if (id.equals(CURRENT)) {
                if (marked != null) {
                    throw new KeyFileException("line " + number + ": '" + CURRENT + "' may stand only once");
                }
                marked = value;
            } else {
                if (keys.put(id, key(id, value, number)) != null) {
                    throw new KeyFileException("line " + number + ": key " + id + " stands twice");
                }
                last = id;
            }
        }
        if (last == null) {
            throw new KeyFileException("there is no key in it");
        }
        if (marked != null && !keys.containsKey(marked)) {
            throw new KeyFileException("'" + CURRENT + "' names a key that is not in the file");
        }
        return new KeyRing(keys, marked == null ? last : marked);
    }

    private static SecretKey key(String id, String value, int line) throws KeyFileException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes characters of the key.
            throw new KeyFileException("line " + line + ": key " + id + " is not Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new KeyFileException("line " + line + ": key " + id + " must have " + KEY_BYTES + " bytes, has " + bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }

    String currentId() {
        return current;
    }

    Optional<SecretKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Ids only: keys have no place in a log. */
    @Override
    public String toString() {
        return "KeyRing[current=" + current + ", keys=" + keys.keySet() + "]";
    }
}
