package org.sallyport.core.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongUnaryOperator;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Passage;
import org.sallyport.core.Scene;

/** Prints nanoseconds per check of a child session, for one and for two threads. Run it by hand; nothing asserts on time. */
public final class PassageSpeed {

    private static final int OPERATIONS = 100_000;
    private static final int ROUNDS = 5;
    private static final String STATE = "state";
    /** Base64url of the SHA-256 of it. */
    private static final String STATE_HASH = "S6aXNcpTdl7WpwnttWxuoja3GTo7KaazkMNG8PQ0Dk4";
    private static volatile long sink;

    private PassageSpeed() {
    }

    public static void main(String[] arguments) throws Exception {
        Scene scene = new Scene();
        Application application = scene.house.accessAdministration().save(scene.actor, new Application("", Application.Kind.WEB, "Wiki", "",
                URI.create("https://wiki.example/"), Set.of(scene.engineering), Optional.of(Duration.ofHours(1)), Optional.empty(), 0));
        scene.twoFactor(true, scene.engineering);
        scene.clock.forward(Duration.ofSeconds(2));
        Applications applications = scene.house.applications();
        var challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        String token = scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0))).token();
        String code = ((Passage.Code) applications.code(token, application.id(), STATE_HASH, Scene.HERE)).code();
        String child = ((Passage.Child) applications.exchange(code, application.id(), STATE, Scene.HERE)).token();
        print("as long as nothing has changed  ", step -> ask(applications, child, application));
        print("read anew every time            ", step -> {
            scene.house.policy().forget();
            return ask(applications, child, application);
        });
    }

    private static long ask(Applications applications, String child, Application application) {
        if (!(applications.go(child, application.id(), Scene.HERE) instanceof Passage.Open)) {
            throw new IllegalStateException("the way is closed: there is nothing to measure");
        }
        return 1;
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
