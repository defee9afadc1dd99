package org.sallyport.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Store;
import org.sallyport.testkit.store.StoreContract;

/** The same contract where several nodes share a server; skipped where none is installed. */
class PostgresStoreTest extends StoreContract {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static PostgresServer server;

    private PGSimpleDataSource source;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start().orElse(null);
        Assumptions.assumeTrue(server != null, "PostgreSQL is not installed");
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private PGSimpleDataSource makeSchema() throws Exception {
        PGSimpleDataSource made = new PGSimpleDataSource();
        made.setUrl(server.url());
        made.setUser("app");
        String schema = "test" + SCHEMAS.incrementAndGet();
        try (Connection connection = made.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        made.setCurrentSchema(schema);
        return made;
    }

    @Override
    protected Store open() throws Exception {
        if (source == null) {
            source = makeSchema();
        }
        return new JdbcStore("test", server.url(), source, Clock.systemUTC());
    }

    @Override
    protected void close(Store store) {
        ((JdbcStore) store).close();
    }

    /** The counters' row lets one node at a time write, whatever each has read before. */
    @Test
    void twoNodesLoseNothingToEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (JdbcStore one = (JdbcStore) open(); JdbcStore other = (JdbcStore) open()) {
            List<Future<Integer>> wins = new ArrayList<>();
            for (JdbcStore node : List.of(one, other, one, other)) {
                wins.add(threads.submit(() -> {
                    int won = 0;
                    for (int i = 0; i < 50; i++) {
                        node.commit(List.of(new Change.CountAttempts("address", "192.0.2.1", 1, Instant.EPOCH, Duration.ofDays(1))));
                        try {
                            node.commit(List.of(new Change.SaveSetting(new Setting("race." + i, "mine", 0))));
                            won++;
                        } catch (ConflictException e) {
                            // Somebody else was first, on this node or the other.
                        }
                    }
                    return won;
                }));
            }
            int won = 0;
            for (Future<Integer> each : wins) {
                won += each.get();
            }
            assertEquals(50, won);
            assertEquals(200, other.attempts().find("address", "192.0.2.1").orElseThrow().failures());
        } finally {
            threads.shutdownNow();
        }
    }
}
