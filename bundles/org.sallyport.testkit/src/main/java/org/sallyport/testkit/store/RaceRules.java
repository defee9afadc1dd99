package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.testkit.store.Samples.ALICE;
import static org.sallyport.testkit.store.Samples.NOW;
import static org.sallyport.testkit.store.Samples.set;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;

/** Several at once. */
@Timeout(120)
abstract class RaceRules extends StoreRules {

    private static final int THREADS = 8;

    RaceRules(Supplier<Store> store) {
        super(store);
    }

    /** Lets eight threads do the same at the same time, and returns what each answered. */
    private static <T> List<T> together(Callable<T> each) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return each.call();
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean wins(Change... changes) throws StoreException {
        try {
            commit(changes);
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    @Test
    void ofBatchesThatConflictExactlyOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race." + round;
            assertEquals(1, together(() -> wins(set(key, "mine", 0))).stream().filter(won -> won).count());
        }
    }

    @Test
    void aStepIsAcceptedOnce() throws Exception {
        commit(new Change.SaveEnrolment(Samples.enrolment("e1", ALICE, 100, 0)));
        for (int round = 1; round <= 20; round++) {
            Enrolment read = store().enrolments().of(ALICE).get(0);
            Change advance = new Change.SaveEnrolment(Samples.enrolment("e1", ALICE, 100L + round, read.revision()));
            assertEquals(1, together(() -> wins(advance)).stream().filter(won -> won).count());
        }
        assertEquals(120, store().enrolments().of(ALICE).get(0).lastStep());
    }

    @Test
    void aSignInIsFinishedOnce() throws Exception {
        commit(new Change.SaveSignIn(Samples.signIn("h", ALICE, NOW, 0)));
        assertEquals(1, together(() -> wins(new Change.FinishSignIn("h"))).stream().filter(won -> won).count());
    }

    @Test
    void ofAllWhoUseAPassAtOnceOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String hash = "pass " + round;
            commit(new Change.SavePass(Samples.pass(hash, ALICE, NOW)));
            assertEquals(1, together(() -> wins(new Change.UsePass(hash))).stream().filter(won -> won).count());
        }
    }

    @Test
    void noUpdateIsLost() throws Exception {
        commit(set("counter", "0", 0));
        CyclicBarrier read = new CyclicBarrier(THREADS);
        together(() -> {
            for (int round = 0; round < 25; round++) {
                boolean waited = false;
                for (boolean won = false; !won;) {
                    Setting counter = store().settings().find("counter").orElseThrow();
                    if (!waited) {
                        // All have read before one writes: whoever takes a stale write is caught however the threads are run.
                        read.await(60, TimeUnit.SECONDS);
                        waited = true;
                    }
                    won = wins(set("counter", Integer.toString(Integer.parseInt(counter.value()) + 1), counter.revision()));
                }
            }
            return true;
        });
        assertEquals(Integer.toString(25 * THREADS), store().settings().find("counter").orElseThrow().value());
    }

    @Test
    void noCountIsLost() throws Exception {
        together(() -> {
            for (int i = 0; i < 50; i++) {
                commit(new Change.CountAttempts(AttemptRecord.ADDRESS, "192.0.2.1", 1, NOW, Duration.ofMinutes(10)));
            }
            return true;
        });
        assertEquals(50 * THREADS, store().attempts().find(AttemptRecord.ADDRESS, "192.0.2.1").orElseThrow().failures());
    }

    @Test
    void aRefusedBatchHarmsNobodyBesideIt() throws Exception {
        commit(set("taken", "yes", 0));
        List<Integer> written = together(() -> {
            int mine = 0;
            for (int i = 0; i < 20; i++) {
                String key = Thread.currentThread().getName() + "." + i;
                mine += wins(set(key, "kept", 0)) ? 1 : 0;
                assertEquals(false, wins(set(key + ".lost", "never", 0), set("taken", "no", 0)));
            }
            return mine;
        });
        assertEquals(20 * THREADS, written.stream().mapToInt(Integer::intValue).sum());
        assertEquals(20 * THREADS, store().settings().all().stream().filter(one -> one.value().equals("kept")).count());
        assertTrue(store().settings().all().stream().noneMatch(one -> one.value().equals("never")));
    }

    @Test
    void whoCommittedReadsItAtOnce() throws Exception {
        together(() -> {
            for (int i = 0; i < 30; i++) {
                String key = Thread.currentThread().getName() + "." + i;
                commit(set(key, "written", 0));
                assertTrue(store().settings().find(key).isPresent(), "read after the commit returned");
            }
            return true;
        });
    }

    @Test
    void nobodyReadsHalfABatch() throws Exception {
        commit(set("one", "0", 0), set("two", "0", 0));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int i = 1; i <= 100; i++) {
                    String value = Integer.toString(i);
                    commit(set("one", value, store().settings().find("one").orElseThrow().revision()),
                            set("two", value, store().settings().find("two").orElseThrow().revision()));
                }
                over.set(true);
                return null;
            });
            while (!over.get() && !writing.isDone()) {
                List<String> values = store().settings().all().stream()
                        .filter(one -> one.key().equals("one") || one.key().equals("two")).map(Setting::value).toList();
                assertEquals(values.get(0), values.get(1));
            }
            writing.get();
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void whoIsInterruptedLearnsTheTruthOrThatThereWasTrouble() throws Exception {
        boolean told = true;
        boolean committed = false;
        Thread.currentThread().interrupt();
        try {
            committed = wins(set("one", "x", 0), set("two", "x", 0));
        } catch (StoreException e) {
            told = false;
        } finally {
            Thread.interrupted();
        }
        boolean there = store().settings().find("one").isPresent();
        assertEquals(there, store().settings().find("two").isPresent());
        assertTrue(!told || committed == there, "what was said is true");
    }
}
