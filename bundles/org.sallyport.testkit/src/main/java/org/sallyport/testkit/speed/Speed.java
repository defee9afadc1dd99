package org.sallyport.testkit.speed;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongUnaryOperator;

/**
 * Prints nanoseconds per operation, for one and for two threads; the best of some rounds, because the others were disturbed. For
 * programs that somebody runs by hand: nothing asserts on time.
 */
public final class Speed {

    private static final int ROUNDS = 5;
    private static final int MOST_THREADS = 2;

    private final int operations;
    private volatile long sink;

    /** @param operations in a round, by each thread */
    public Speed(int operations) {
        this.operations = operations;
    }

    /**
     * Measures it, and prints a line for each number of threads.
     *
     * @param operation takes the number of its repetition from 1; what it returns is used, so that it is not optimised away
     */
    public void print(String name, LongUnaryOperator operation) throws InterruptedException {
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                best = Math.min(best, run(threads, operation));
            }
            System.out.println(name + threads + " thread(s): " + best / operations + " ns");
        }
    }

    private long run(int threads, LongUnaryOperator operation) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            new Thread(() -> {
                long sum = 0;
                for (long step = 1; step <= operations; step++) {
                    sum += operation.applyAsLong(step);
                }
                sink = sum;
                done.countDown();
            }).start();
        }
        done.await();
        return System.nanoTime() - start;
    }
}
