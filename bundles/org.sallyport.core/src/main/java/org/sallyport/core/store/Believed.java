package org.sallyport.core.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sallyport.api.store.Store;

/**
 * What was read a moment ago. It is believed for a second at most (that is how late we hear of what another node wrote), and not
 * at all once it was denied here, or the store was swapped. What was not found is not remembered: anybody can make names up.
 */
public final class Believed<K, V> {

    static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST = 100_000;

    private record Entry<V>(V value, Store store, Instant at) {
    }

    private final Memory memory;
    private final Clock clock;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private long denials;

    public Believed(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    public Optional<V> of(K key, Supplier<Optional<V>> read) {
        Store store = memory.store();
        Instant now = clock.instant();
        Entry<V> seen = entries.get(key);
        if (seen != null && seen.store() == store && !now.isBefore(seen.at()) && now.isBefore(seen.at().plus(FRESH))) {
            return Optional.of(seen.value());
        }
        long before = denials();
        Optional<V> value = read.get();
        value.ifPresent(found -> keep(key, new Entry<>(found, store, now), before));
        return value;
    }

    private synchronized long denials() {
        return denials;
    }

    /** What was denied while it was read may be the old one, and is good for this once only. */
    private synchronized void keep(K key, Entry<V> entry, long before) {
        if (denials == before) {
            if (entries.size() >= MOST) {
                entries.clear();
            }
            entries.put(key, entry);
        }
    }

    public synchronized void deny(K key) {
        denials++;
        entries.remove(key);
    }

    public synchronized void denyAll() {
        denials++;
        entries.clear();
    }
}
