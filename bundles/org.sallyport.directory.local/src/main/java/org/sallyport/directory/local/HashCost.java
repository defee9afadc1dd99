package org.sallyport.directory.local;

/**
 * Cost of one Argon2id hash (RFC 9106 §3.1).
 *
 * @param memory KiB, at least 8 a lane
 * @param iterations passes over the memory
 * @param parallelism lanes
 */
public record HashCost(int memory, int iterations, int parallelism) {

    /** More than any of our own settings: beyond it a stored hash is nonsense, and computing it could end the process. */
    private static final int MOST_MEMORY = 1 << 21;
    private static final int MOST_ITERATIONS = 1_000;
    private static final int MOST_LANES = 64;
    private static final int LEAST_MEMORY_A_LANE = 8;

    public HashCost {
        if (parallelism < 1 || parallelism > MOST_LANES || iterations < 1 || iterations > MOST_ITERATIONS
                || memory < LEAST_MEMORY_A_LANE * parallelism || memory > MOST_MEMORY) {
            throw new IllegalArgumentException("cost: out of range");
        }
    }
}
