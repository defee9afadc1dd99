package org.sallyport.doors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong keys by address, so that guessing costs nobody but the guesser. A key that was right here before is always let through to
 * be looked up: a stranger on a gate's own host, whose address is the same, does not keep the gate out. Keys are long and random;
 * this saves work, it is not what keeps them safe. Thread-safe.
 */
final class WrongKeys {

    /** Wrong keys of one address within a window that are still looked up. */
    static final int FREE = 20;
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Addresses, and right keys, that are remembered. */
    static final int MEMORY = 4096;

    private static final class Count {
        private final Instant until;
        private int wrong;

        private Count(Instant until) {
            this.until = until;
        }
    }

    private final Clock clock;
    private final Map<String, Count> counts = bounded();
    private final Map<String, Boolean> right = bounded();

    WrongKeys(Clock clock) {
        this.clock = clock;
    }

    /** Whether to look this key up. */
    synchronized boolean mayTry(String address, String key) {
        Count count = counts.get(address);
        return count == null || count.wrong < FREE || !count.until.isAfter(clock.instant()) || right.containsKey(hash(key));
    }

    /** @return whether it is the first one of that address for a while, and worth a line in the log */
    synchronized boolean wrong(String address, String key) {
        right.remove(hash(key));
        Instant now = clock.instant();
        Count count = counts.get(address);
        if (count == null || !count.until.isAfter(now)) {
            count = new Count(now.plus(WINDOW));
            counts.put(address, count);
        }
        count.wrong++;
        return count.wrong == 1;
    }

    synchronized void right(String key) {
        right.put(hash(key), true);
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MEMORY;
            }
        };
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
