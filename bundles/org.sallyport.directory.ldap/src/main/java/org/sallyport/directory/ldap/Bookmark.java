package org.sallyport.directory.ldap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.directory.Principal;

/**
 * Where a list goes on.
 *
 * @param after the key behind which it does; empty for the beginning
 * @param given who was given out of turn, before the order was known: marks of their keys
 */
record Bookmark(byte[] after, Set<Long> given) {

    private static final char GIVEN = '.';

    static Bookmark of(Optional<String> cursor) {
        return cursor.map(Bookmark::of).orElse(new Bookmark(new byte[0], Set.of()));
    }

    private static Bookmark of(String cursor) {
        try {
            int dot = cursor.indexOf(GIVEN);
            byte[] after = Base64.getUrlDecoder().decode(dot < 0 ? cursor : cursor.substring(0, dot));
            ByteBuffer marks = ByteBuffer.wrap(dot < 0 ? new byte[0] : Base64.getUrlDecoder().decode(cursor.substring(dot + 1)));
            Set<Long> given = new HashSet<>();
            while (marks.remaining() >= Long.BYTES) {
                given.add(marks.getLong());
            }
            return new Bookmark(after, given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor: not one of this list", e);
        }
    }

    /** Nothing was given yet. */
    boolean first() {
        return after.length == 0 && given.isEmpty();
    }

    /** Whether an entry is still to come. */
    boolean awaits(byte[] key) {
        return Arrays.compareUnsigned(key, after) > 0 && !(given.size() > 0 && given.contains(Crowd.keyMark(key)));
    }

    /** Behind the last one of a page. */
    Bookmark behind(Principal last) {
        return new Bookmark(Words.key(last), given);
    }

    /** From the beginning, without those of a page that came before the order was known. */
    static Bookmark without(List<Principal> page) {
        Set<Long> given = new HashSet<>();
        page.forEach(one -> given.add(Crowd.keyMark(Words.key(one))));
        return new Bookmark(new byte[0], given);
    }

    String cursor() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        ByteBuffer marks = ByteBuffer.allocate(given.size() * Long.BYTES);
        given.forEach(marks::putLong);
        return encoder.encodeToString(after) + (given.isEmpty() ? "" : GIVEN + encoder.encodeToString(marks.array()));
    }
}
