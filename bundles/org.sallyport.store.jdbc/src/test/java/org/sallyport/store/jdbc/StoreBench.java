package org.sallyport.store.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.otp.OtpParameters;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.Store;

/**
 * How fast an accepted time step is read and made durable. Arguments: a folder, how many enrolments there are, how many commits
 * are made, and then the numbers of clients to try.
 */
public final class StoreBench {

    private StoreBench() {
    }

    public static void main(String[] arguments) throws Exception {
        int people = Integer.parseInt(arguments[1]);
        int commits = Integer.parseInt(arguments[2]);
        long opening = System.nanoTime();
        try (JdbcStore store = TestStores.open(Path.of(arguments[0]))) {
            System.out.printf(Locale.ROOT, "opened in %d ms%n", (System.nanoTime() - opening) / 1_000_000);
            fill(store, people);
            for (String clients : Arrays.copyOfRange(arguments, 3, arguments.length)) {
                run(store, people, commits, Integer.parseInt(clients));
            }
            read(store, people, commits);
        }
    }

    private static PrincipalId person(int number) {
        return PrincipalId.user("local", "person-" + number);
    }

    private static Enrolment step(int number, long step, long revision) {
        return new Enrolment("e" + number, person(number), Enrolment.TOTP, new Sealed("k1", new byte[60]), OtpParameters.DEFAULT, step, 0,
                Instant.EPOCH, Optional.empty(), revision);
    }

    private static void fill(Store store, int people) throws Exception {
        for (int first = (int) store.enrolments().people(); first < people; first += 1000) {
            List<Change> batch = new ArrayList<>();
            for (int number = first; number < Math.min(people, first + 1000); number++) {
                batch.add(new Change.SaveEnrolment(step(number, 0, 0)));
            }
            store.commit(batch);
        }
    }

    private static void run(Store store, int people, int commits, int clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<long[]>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            int mine = client;
            running.add(threads.submit(() -> {
                long[] times = new long[commits / clients];
                for (int i = 0; i < times.length; i++) {
                    int number = (int) ((i * 7919L * clients + mine) % people);
                    long began = System.nanoTime();
                    Enrolment read = store.enrolments().of(person(number)).get(0);
                    store.commit(List.of(new Change.SaveEnrolment(step(number, read.lastStep() + 1, read.revision()))));
                    times[i] = System.nanoTime() - began;
                }
                return times;
            }));
        }
        List<Long> times = new ArrayList<>();
        for (Future<long[]> one : running) {
            Arrays.stream(one.get()).forEach(times::add);
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        threads.shutdown();
        times.sort(null);
        System.out.printf(Locale.ROOT, "%2d clients: %6.0f commits/s, median %.2f ms, p99 %.2f ms%n", clients,
                times.size() * 1e9 / wall.toNanos(), times.get(times.size() / 2) / 1e6, times.get(times.size() * 99 / 100) / 1e6);
    }

    private static void read(Store store, int people, int reads) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < reads; i++) {
            store.enrolments().of(person((int) (i * 7919L % people)));
        }
        long one = (System.nanoTime() - start) / reads;
        System.out.printf(Locale.ROOT, "reading one enrolment: %d us%n", one / 1000);
    }
}
