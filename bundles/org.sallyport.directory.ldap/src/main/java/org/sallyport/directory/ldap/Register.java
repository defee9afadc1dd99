package org.sallyport.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.sallyport.api.directory.Principal;

/**
 * All users or all groups of a directory as they were a moment ago, in the order of their names: what an LDAP server can rarely
 * give, and what a long list needs. Some hundred bytes for each, and no object.
 */
final class Register {

    private final Instant taken;
    private final byte[] text;
    /** Where in the text the n-th by name begins with its key, and its line of words. */
    private final int[] keys;
    private final int[] lines;
    private final int[] ends;
    private final long[] dnMarks;
    private final long[] nameMarks;

    private Register(Instant taken, Building built, int[] order) {
        this.taken = taken;
        this.text = Arrays.copyOf(built.text, built.length);
        this.keys = pick(built.keys, order);
        this.lines = pick(built.lines, order);
        this.ends = pick(built.ends, order);
        this.dnMarks = Arrays.stream(order).mapToLong(at -> built.dnMarks[at]).toArray();
        this.nameMarks = Arrays.stream(order).mapToLong(at -> built.nameMarks[at]).toArray();
    }

    private static int[] pick(int[] from, int[] order) {
        return Arrays.stream(order).map(at -> from[at]).toArray();
    }

    Instant taken() {
        return taken;
    }

    int size() {
        return keys.length;
    }

    /** Places of those who match every word; all for no word. */
    BitSet matching(List<String> words) {
        List<byte[]> sought = words.stream().map(word -> (" " + word).getBytes(StandardCharsets.UTF_8)).toList();
        return places(at -> sought.stream().allMatch(word -> contains(lines[at], ends[at], word)));
    }

    /** Places of those who are in the crowd. */
    BitSet in(Crowd crowd) {
        return places(at -> crowd.has(dnMarks[at], nameMarks[at]));
    }

    private BitSet places(IntPredicate which) {
        BitSet places = new BitSet(size());
        for (int at = 0; at < size(); at++) {
            if (which.test(at)) {
                places.set(at);
            }
        }
        return places;
    }

    /** The first place behind the key. */
    int after(byte[] key) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(text, keys[middle], lines[middle], key, 0, key.length) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What sorts who is at the place; {@link Words#key} of the principal as it was. */
    byte[] key(int place) {
        return Arrays.copyOfRange(text, keys[place], lines[place]);
    }

    /** The directory's id of who is at the place. */
    String id(int place) {
        String key = new String(key(place), StandardCharsets.UTF_8);
        return key.substring(key.lastIndexOf('\0') + 1);
    }

    private boolean contains(int from, int to, byte[] sought) {
        for (int start = from; start <= to - sought.length; start++) {
            if (text[start] == sought[0] && Arrays.equals(text, start, start + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }

    /** Takes entries in any order. */
    static final class Building {

        private byte[] text = new byte[1 << 14];
        private int length;
        private int[] keys = new int[256];
        private int[] lines = new int[256];
        private int[] ends = new int[256];
        private long[] dnMarks = new long[256];
        private long[] nameMarks = new long[256];
        private int size;

        void add(Principal principal, String normalDn) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                lines = Arrays.copyOf(lines, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
                dnMarks = Arrays.copyOf(dnMarks, size * 2);
                nameMarks = Arrays.copyOf(nameMarks, size * 2);
            }
            keys[size] = length;
            append(Words.key(principal));
            lines[size] = length;
            append(Words.line(principal.name(), principal.displayName()).getBytes(StandardCharsets.UTF_8));
            ends[size] = length;
            dnMarks[size] = Crowd.dnMark(normalDn);
            nameMarks[size] = Crowd.nameMark(principal.name());
            size++;
        }

        private void append(byte[] bytes) {
            if (length + bytes.length > text.length) {
                text = Arrays.copyOf(text, Math.max(length + bytes.length, text.length + (text.length >> 1)));
            }
            System.arraycopy(bytes, 0, text, length, bytes.length);
            length += bytes.length;
        }

        int size() {
            return size;
        }

        Register done(Instant now) {
            int[] order = IntStream.range(0, size).boxed()
                    .sorted((a, b) -> Arrays.compareUnsigned(text, keys[a], lines[a], text, keys[b], lines[b]))
                    .mapToInt(Integer::intValue).toArray();
            return new Register(now, this, order);
        }
    }
}
