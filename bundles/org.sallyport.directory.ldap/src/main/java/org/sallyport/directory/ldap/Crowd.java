package org.sallyport.directory.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.api.directory.DirectoryException;

/**
 * People by what a group lists them by: DNs, and names where it is a group of RFC 2307. Of a large crowd only marks are kept,
 * eight bytes each; two people have the same one with a chance of less than one in a billion among a hundred thousand.
 */
final class Crowd {

    private final int few;
    private final Set<Long> marks = new HashSet<>();
    private List<String> dns = new ArrayList<>();
    private List<String> names = new ArrayList<>();

    /** @param few so many are kept in full */
    Crowd(int few) {
        this.few = few;
    }

    void addDn(String normalDn) {
        if (marks.add(dnMark(normalDn)) && fewSoFar()) {
            dns.add(normalDn);
        }
    }

    void addName(String name) {
        if (marks.add(nameMark(name)) && fewSoFar()) {
            names.add(name);
        }
    }

    private boolean fewSoFar() {
        if (marks.size() > few) {
            dns = List.of();
            names = List.of();
            return false;
        }
        return true;
    }

    boolean isFew() {
        return marks.size() <= few;
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    /** Normal DNs; only of few. */
    List<String> dns() {
        return dns;
    }

    /** Names; only of few. */
    List<String> names() {
        return names;
    }

    boolean has(Entry entry, String name) throws DirectoryException {
        return marks.contains(dnMark(Entries.normal(entry.getDN()))) || marks.contains(nameMark(name));
    }

    boolean has(long dnMark, long nameMark) {
        return marks.contains(dnMark) || marks.contains(nameMark);
    }

    static long dnMark(String normalDn) {
        return mark("d" + normalDn);
    }

    static long nameMark(String name) {
        return mark("n" + Words.fold(name));
    }

    /** Of a place in the order of names. */
    static long keyMark(byte[] key) {
        return mark("k" + new String(key, StandardCharsets.UTF_8));
    }

    /** FNV-1a, and a stir so that all bits depend on all characters. */
    private static long mark(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
