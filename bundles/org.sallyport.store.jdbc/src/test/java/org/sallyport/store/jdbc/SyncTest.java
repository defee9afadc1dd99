package org.sallyport.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts what the kernel is asked to put on disk: an answer before its sync would be no durable answer. */
class SyncTest {

    private static final int COMMITS = 400;

    @TempDir
    Path folder;

    @Test
    void everyCommitOfASingleClientIsSynced() throws Exception {
        long syncs = syncs(1);
        assertTrue(syncs >= COMMITS, syncs + " syncs for " + COMMITS + " commits");
    }

    @Test
    void clientsThatComeTogetherShareASync() throws Exception {
        long syncs = syncs(8);
        assertTrue(syncs < COMMITS / 2, syncs + " syncs for " + COMMITS + " commits of eight clients");
    }

    private long syncs(int clients) throws Exception {
        assumeTrue(runs("strace", "-f", "-e", "trace=fsync", "true"), "strace is not here, or may not trace");
        Path trace = folder.resolve("trace");
        Process bench = new ProcessBuilder("strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", "signal=none",
                "-o", trace.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                StoreBench.class.getName(), folder.toString(), "8", Integer.toString(COMMITS), Integer.toString(clients))
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        assertTrue(bench.waitFor(10, TimeUnit.MINUTES), "the bench ended");
        assertEquals(0, bench.exitValue(), Files.readString(folder.resolve("output")));
        try (var lines = Files.lines(trace)) {
            return lines.filter(line -> line.contains("sync(")).count();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
