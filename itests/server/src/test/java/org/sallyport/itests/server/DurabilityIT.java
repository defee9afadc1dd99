package org.sallyport.itests.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Counts, from outside, how often the server makes the disk keep what it wrote. */
class DurabilityIT {

    private static final List<String> NAMES = List.of("alan", "annie", "betty", "dennis", "edsger", "frances", "grace", "hedy");
    private static final int REPEATS = 24;

    private static final Home HOME = Home.fresh("durability");
    private static Server server;
    private static List<Person> people;

    @BeforeAll
    static void start() {
        server = Server.start(HOME, "--demo");
        Map<String, Person> all = server.people();
        people = NAMES.stream().map(all::get).toList();
        Administrator administrator = Administrator.enrol(server, all.get("ada"));
        administrator.protect(NAMES.toArray(String[]::new));
        administrator.switchTwoFactor(true);
        people.forEach(person -> person.enrol(new Browser(server)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Work to be watched. */
    private interface Work {
        void run() throws Exception;
    }

    private static long syncsDuring(Work work) throws Exception {
        Path trace = Files.createTempFile(HOME.path().resolve("data/tmp"), "trace", ".txt");
        Path said = trace.resolveSibling(trace.getFileName() + ".err");
        Process strace;
        try {
            strace = new ProcessBuilder("strace", "-f", "-e", "trace=fsync,fdatasync", "-o", trace.toString(), "-p", Long.toString(server.pid()))
                    .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        } catch (IOException e) {
            return Assumptions.abort("syncs cannot be counted: strace is not installed");
        }
        try {
            await("strace").atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(20))
                    .until(() -> !strace.isAlive() || Files.readString(said).contains(" attached"));
            Assumptions.assumeTrue(strace.isAlive(), () -> "syncs cannot be counted: strace may not attach here");
            work.run();
        } finally {
            strace.destroy();
            strace.waitFor();
        }
        return Files.readAllLines(trace).stream().filter(line -> line.matches(".*\\bf(data)?sync\\(\\d+.*")).count();
    }

    @Test
    void everyStepOfASignInIsOnDiskBeforeItsAnswer(TestReporter report) throws Exception {
        int[] steps = {0};
        long syncs = syncsDuring(() -> {
            for (Person person : people) {
                assertEquals("/", person.signIn(new Browser(server)).location());
                steps[0] += 2;
            }
        });
        report.publishEntry(Map.of("durable steps", "" + steps[0], "syncs", "" + syncs));
        assertTrue(syncs >= steps[0], steps[0] + " steps, " + syncs + " syncs");
    }

    /**
     * A used code writes as often as a sign-in does, costs no password hash, and may be repeated: the disk is what is measured.
     * One client alone pays one sync for each commit, so the commits of eight are known.
     */
    @Test
    void eightClientsShareTheirSyncs(TestReporter report) throws Exception {
        List<Work> clients = new ArrayList<>();
        for (Person person : people) {
            Browser browser = new Browser(server);
            person.givePassword(browser);
            assertEquals("/", person.giveCode(browser, person.currentCode()).location());
            String used = person.phone().code(person.lastStep());
            Browser other = new Browser(server);
            person.givePassword(other);
            Page form = other.get("/signin/code");
            clients.add(() -> {
                for (int i = 0; i < REPEATS; i++) {
                    Page refused = other.submit(form, "/signin/code", Map.of("code", used));
                    assertTrue(refused.status() == 401 && refused.text().contains("already used"), refused::text);
                }
            });
        }
        long alone = syncsDuring(clients.get(0));
        long together = syncsDuring(() -> {
            ExecutorService threads = Executors.newFixedThreadPool(clients.size());
            try {
                List<Future<?>> running = new ArrayList<>();
                for (Work client : clients) {
                    running.add(threads.submit(() -> {
                        client.run();
                        return null;
                    }));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }
        });
        report.publishEntry(Map.of("answers of one client", "" + REPEATS, "syncs of one client", "" + alone,
                "answers of eight clients", "" + REPEATS * clients.size(), "syncs of eight clients", "" + together));
        assertTrue(alone >= REPEATS, "one client: " + REPEATS + " answers, " + alone + " syncs");
        assertTrue(together < alone * clients.size(), "eight clients: " + together + " syncs for " + alone * clients.size() + " commits");
    }
}
