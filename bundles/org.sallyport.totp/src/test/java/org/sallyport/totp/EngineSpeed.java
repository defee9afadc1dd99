package org.sallyport.totp;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongUnaryOperator;

import org.sallyport.api.otp.OtpParameters;

/** Prints nanoseconds per operation for one and for two threads. Run it by hand; nothing asserts on time. */
public final class EngineSpeed {

    private static final int OPERATIONS = 1_000_000;
    private static final int ROUNDS = 5;
    private static volatile long sink;

    private EngineSpeed() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        RfcTotpEngine engine = new RfcTotpEngine();
        byte[] secret = new byte[20];
        for (OtpParameters.Algorithm algorithm : OtpParameters.Algorithm.values()) {
            OtpParameters parameters = new OtpParameters(algorithm, 6, OtpParameters.DEFAULT.period());
            print(algorithm + " generate      ", step -> engine.code(secret, step, parameters).hashCode());
            print(algorithm + " verify +-1    ", step -> engine.match(secret, "123456", step, 1, parameters).orElse(0));
        }
    }

    private static void print(String name, LongUnaryOperator operation) throws InterruptedException {
        for (int threads = 1; threads <= 2; threads++) {
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                best = Math.min(best, run(threads, operation));
            }
            System.out.println(name + threads + " thread(s): " + best / OPERATIONS + " ns");
        }
    }

    private static long run(int threads, LongUnaryOperator operation) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            new Thread(() -> {
                long sum = 0;
                for (long step = 1; step <= OPERATIONS; step++) {
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
