package org.sallyport.directory.local;

import java.time.Duration;

/**
 * What hashing a password costs.
 *
 * @param cost of one hash
 * @param concurrency most hashes at once, at least 1
 * @param patience how long somebody waits for a turn
 */
public record HashSettings(HashCost cost, int concurrency, Duration patience) {

    private static final int LEAST_MEMORY = 7_168;
    private static final int MOST_MEMORY = 1_048_576;
    private static final int MOST_ITERATIONS = 100;
    private static final int MOST_LANES = 16;
    private static final int MOST_CONCURRENCY = 256;
    private static final int SHORTEST_WAIT = 100;
    private static final int LONGEST_WAIT = 60_000;

    public HashSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency: at least 1");
        }
    }

    /** @throws IllegalArgumentException names the key that is out of range */
    static HashSettings of(LocalDirectoryConfiguration configuration) {
        require("hash.memory", configuration.hash_memory(), LEAST_MEMORY, MOST_MEMORY);
        require("hash.iterations", configuration.hash_iterations(), 1, MOST_ITERATIONS);
        require("hash.parallelism", configuration.hash_parallelism(), 1, MOST_LANES);
        require("hash.concurrency", configuration.hash_concurrency(), 0, MOST_CONCURRENCY);
        require("hash.wait", configuration.hash_wait(), SHORTEST_WAIT, LONGEST_WAIT);
        HashCost cost = new HashCost(configuration.hash_memory(), configuration.hash_iterations(), configuration.hash_parallelism());
        int concurrency = configuration.hash_concurrency() > 0 ? configuration.hash_concurrency() : fitting(cost);
        return new HashSettings(cost, concurrency, Duration.ofMillis(configuration.hash_wait()));
    }

    private static int fitting(HashCost cost) {
        long inAThirdOfTheHeap = Runtime.getRuntime().maxMemory() / 3 / (cost.memory() * 1024L);
        return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), inAThirdOfTheHeap));
    }

    private static void require(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + ": " + least + " to " + most);
        }
    }
}
