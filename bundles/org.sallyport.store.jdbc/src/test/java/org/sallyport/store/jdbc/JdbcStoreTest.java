package org.sallyport.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.PassRecord;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.StoreException;

/** What this store promises beyond the contract. */
class JdbcStoreTest {

    @TempDir
    Path folder;

    private static Change set(String key, String value) {
        return new Change.SaveSetting(new Setting(key, value, 0));
    }

    private static void refusal(String expected, Executable doing) {
        String message = assertThrows(StoreException.class, doing).getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.startsWith("store test: "), message);
    }

    @Test
    void nobodyElseCanReadTheFiles() throws Exception {
        try (JdbcStore store = TestStores.open(folder)) {
            store.commit(List.of(set("a", "1")));
            Path data = folder.resolve("data");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
            try (var files = Files.list(data)) {
                for (Path file : files.toList()) {
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
                }
            }
        }
    }

    @Test
    void aFileThatOthersCouldReadIsClosedToThem() throws Exception {
        TestStores.open(folder).close();
        Path file = folder.resolve("data/sallyport.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        TestStores.open(folder).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aStoreKnowsWhichItIs() throws Exception {
        Optional<Setting> made;
        try (JdbcStore store = TestStores.open(folder)) {
            made = store.settings().find(Schema.STORE_ID);
        }
        try (JdbcStore store = TestStores.open(folder)) {
            assertTrue(made.isPresent());
            assertEquals(made, store.settings().find(Schema.STORE_ID));
        }
        try (JdbcStore other = TestStores.open(folder.resolve("other"))) {
            assertTrue(!other.settings().find(Schema.STORE_ID).equals(made));
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws Exception {
        TestStores.open(folder).close();
        TestStores.meddle(folder, "INSERT INTO schema_version VALUES (99, 'x', 0)");
        refusal("written by a newer Sallyport (schema 99", () -> TestStores.open(folder));
    }

    @Test
    void aSchemaThatIsNotOursIsRefused() throws Exception {
        TestStores.open(folder).close();
        TestStores.meddle(folder, "UPDATE schema_version SET checksum = 'x'");
        refusal("schema 1 of the database is not the one", () -> TestStores.open(folder));
    }

    @Test
    void aDatabaseOfTheFirstSchemaIsBroughtUpAndKeepsWhatItHas() throws Exception {
        try (JdbcStore store = TestStores.open(folder)) {
            store.commit(List.of(set("a", "1")));
        }
        TestStores.meddle(folder, "DROP TABLE pass", "DROP INDEX audit_door", "DELETE FROM schema_version WHERE version = 2");
        try (JdbcStore store = TestStores.open(folder)) {
            assertEquals("1", store.settings().find("a").orElseThrow().value());
            store.commit(List.of(new Change.SavePass(new PassRecord("h", "rdp", "gate", PrincipalId.user("local", "a"), "a", "s", "",
                    Instant.EPOCH, Instant.EPOCH))));
            assertTrue(store.passes().find("h").isPresent());
        }
        TestStores.meddle(folder, "UPDATE pass SET principal = 'nobody'");
        try (JdbcStore store = TestStores.open(folder)) {
            refusal("table pass, key h", () -> store.passes().find("h"));
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/sallyport.db"), "This is a letter to my aunt. ".repeat(100));
        refusal("not a database", () -> TestStores.open(folder));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Files.writeString(folder.resolve("data"), "a file");
        refusal(folder.resolve("data/sallyport.db").toString(), () -> TestStores.open(folder));
    }

    @Test
    void afterClosingNothingIsReadOrWritten() throws Exception {
        JdbcStore store = TestStores.open(folder);
        store.close();
        store.close();
        refusal("closed", () -> store.commit(List.of(set("a", "1"))));
        refusal("closed", () -> store.settings().all());
        refusal("closed", () -> store.purge(Instant.now(), 1));
    }

    @Test
    void aRowThatMakesNoSenseIsNamedAndNeverSkipped() throws Exception {
        try (JdbcStore store = TestStores.open(folder)) {
            TestStores.meddle(folder,
                    "INSERT INTO enrolment VALUES ('e1', 'local:user:a', 'totp', 'k', 'AAAA', 'MD5', 6, 30, 1, 0, 1, NULL, 1)",
                    "INSERT INTO enrolment VALUES ('e2', 'local:user:b', 'totp', 'k', '***', 'SHA1', 6, 30, 1, 0, 1, NULL, 1)",
                    "INSERT INTO enrolment VALUES ('e3', 'nobody', 'totp', 'k', 'AAAA', 'SHA1', 6, 30, 1, 0, 1, NULL, 1)",
                    "INSERT INTO session VALUES ('s1', 't1', 'local:user:a', 'a', 'a', 'a', 'password', 1, 1, 1, 'x', NULL, NULL, 0, 1)",
                    "INSERT INTO local_entry VALUES ('USER', 'u1', 'ann', 'ann', 'Ann', NULL, 0, 1, 1)",
                    "INSERT INTO local_entry VALUES ('USER', 'u2', 'bob', 'bob', 'Bob', 'x', 7, 1, 1)",
                    "INSERT INTO listed VALUES ('x', 1, 'x', 'x', 1)",
                    "INSERT INTO sign_in VALUES ('h1', 'local:user:a', 'a', 'a', 'a', 'portal', 'x', '', 1, 1, 'k', 'AAAA', NULL, NULL, NULL,"
                            + " NULL, 1)");
            refusal("table enrolment, key e1", () -> store.enrolments().of(PrincipalId.user("local", "a")));
            refusal("table enrolment, key e2", () -> store.enrolments().of(PrincipalId.user("local", "b")));
            refusal("table session, key t1", () -> store.sessions().find("t1"));
            refusal("table sign_in, key h1", () -> store.signIns().find("h1"));
            refusal("table local_entry, key u1", () -> store.accounts().account("u1"));
            refusal("table local_entry, key u2", () -> store.accounts().search("", EnumSet.of(Kind.USER), Optional.empty(), 5));
            refusal("table listed, key x", () -> store.policy().snapshot());
        }
    }

    @Test
    void aMissingPolicyIsTrouble() throws Exception {
        try (JdbcStore store = TestStores.open(folder)) {
            TestStores.meddle(folder, "DELETE FROM policy");
            refusal("policy", () -> store.policy().state());
            refusal("policy", () -> store.policy().snapshot());
        }
    }

    @Test
    void aChangeThatCannotBeWrittenHarmsNoOther() throws Exception {
        try (JdbcStore store = TestStores.open(folder)) {
            refusal("cannot be written", () -> store.commit(List.of(set("a", "1"),
                    new Change.RememberAddress("a", "b", Instant.MAX))));
            assertTrue(store.settings().find("a").isEmpty());
            store.commit(List.of(set("a", "1")));
        }
    }

    @Test
    void whenACommitFailsNothingWasChangedAndTheStoreGoesOn() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        try (JdbcStore store = TestStores.open(folder, failing(TestStores.source(folder), broken))) {
            broken.set(true);
            refusal("disk I/O error", () -> store.commit(List.of(set("a", "1"))));
            assertTrue(store.settings().find("a").isEmpty());
            broken.set(false);
            store.commit(List.of(set("a", "2")));
            assertEquals("2", store.settings().find("a").orElseThrow().value());
        }
    }

    /** A source whose connections do not commit while {@code broken}. */
    private static DataSource failing(DataSource source, AtomicBoolean broken) {
        return proxy(DataSource.class, source, (method, result) -> result instanceof Connection connection
                ? proxy(Connection.class, connection, (name, same) -> same, name -> {
                    if (broken.get() && name.equals("commit")) {
                        throw new SQLException("disk I/O error");
                    }
                })
                : result, name -> { });
    }

    private interface Before {
        void call(String method) throws SQLException;
    }

    private interface After {
        Object result(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, After after, Before before) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            before.call(method.getName());
            try {
                return after.result(method.getName(), method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
