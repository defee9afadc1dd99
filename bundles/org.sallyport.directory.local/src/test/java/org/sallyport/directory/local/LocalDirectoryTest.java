package org.sallyport.directory.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Finding.Level;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.InvalidEntryException.Rule;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.LocalAccount;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Settings;
import org.sallyport.testkit.memory.MemoryStore;

/** What this directory does beyond the contract. */
class LocalDirectoryTest {

    private static final String PASSWORD = "four quiet horses graze";

    private MemoryStore store;
    private LocalDirectory directory;

    @BeforeEach
    void withOneUser() throws Exception {
        store = new MemoryStore();
        directory = StoredDirectory.over(store, StoredDirectory.CHEAP);
        directory.createUser("Alice", "Alice Archer", PASSWORD.toCharArray());
    }

    @ParameterizedTest
    @CsvSource({"alice", "ALICE", "aLiCe", "' alice '", "ａｌｉｃｅ"})
    void knowsANameInAnyCaseAndWidth(String login) throws Exception {
        assertEquals("Alice", directory.authenticate(login, PASSWORD.toCharArray()).user().orElseThrow().name());
    }

    @Test
    void knowsAPasswordHoweverItIsComposed() throws Exception {
        directory.createUser("zoë", "Zoë", "Gr\u00fc\u00dfe an vier Pferde".toCharArray());
        assertEquals(Outcome.ACCEPTED, directory.authenticate("zoe\u0308", "Gru\u0308\u00dfe an vier Pferde".toCharArray()).outcome());
    }

    @Test
    void storesNoPasswordButAPhcString() throws Exception {
        String hash = account("alice").passwordHash();
        assertTrue(hash.matches("\\$argon2id\\$v=19\\$m=64,t=1,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash);
        directory.createUser("bob", "Bob", PASSWORD.toCharArray());
        assertNotEquals(hash, account("bob").passwordHash(), "salted");
        assertEquals(StoredDirectory.CLOCK.instant(), account("bob").createdAt());
    }

    @Test
    void bringsAHashToTodaysCostAtTheNextSignIn() throws Exception {
        LocalDirectory dearer = StoredDirectory.over(store, new HashSettings(new HashCost(128, 2, 2), 1, Duration.ofSeconds(60)));
        assertEquals(Verdict.rejected(), dearer.authenticate("alice", "wrong".toCharArray()));
        assertTrue(account("alice").passwordHash().contains("m=64,t=1,p=1"));
        assertEquals(Outcome.ACCEPTED, dearer.authenticate("alice", PASSWORD.toCharArray()).outcome());
        String upgraded = account("alice").passwordHash();
        assertTrue(upgraded.contains("m=128,t=2,p=2"), upgraded);
        assertEquals(Outcome.ACCEPTED, dearer.authenticate("alice", PASSWORD.toCharArray()).outcome());
        assertEquals(upgraded, account("alice").passwordHash(), "once");
    }

    @Test
    void aSignInDoesNotFailBecauseTheUpgradeDoes() throws Exception {
        FailingStore readOnly = new FailingStore(store);
        readOnly.refuseWrites();
        LocalDirectory dearer = StoredDirectory.over(readOnly, new HashSettings(new HashCost(128, 1, 1), 1, Duration.ofSeconds(60)));
        assertEquals(Outcome.ACCEPTED, dearer.authenticate("alice", PASSWORD.toCharArray()).outcome());
    }

    @Test
    void aStoredHashThatCannotBeReadIsTroubleAndNoRejection() throws Exception {
        LocalAccount alice = account("alice");
        for (String broken : List.of("", "plain", "$2a$10$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=64,t=1,p=1$$",
                "$argon2id$v=19$m=999999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")) {
            save(alice, broken);
            String message = assertThrows(DirectoryException.class,
                    () -> directory.authenticate("alice", PASSWORD.toCharArray())).getMessage();
            assertTrue(message.contains(alice.id()) && (broken.isEmpty() || !message.contains(broken)), message);
        }
    }

    @Test
    void namesThatCannotBeToldApartAreTaken() throws Exception {
        for (String alike : List.of("alice", "ALICE", "ａlice", " Alice")) {
            assertEquals(Rule.TAKEN, assertThrows(InvalidEntryException.class,
                    () -> directory.createUser(alike, "Another", PASSWORD.toCharArray())).rule());
        }
        directory.createGroup("Staff", "Staff");
        assertEquals(Rule.TAKEN, assertThrows(InvalidEntryException.class, () -> directory.createGroup("STAFF", "Staff")).rule());
    }

    @Test
    void theSettingRulesTheShortestPassword() throws Exception {
        assertEquals(15, directory.shortestPassword());
        assertEquals(Rule.TOO_SHORT, setPassword("nine lives"));
        for (String[] asked : new String[][] {{"10", "10"}, {"4", "8"}, {"1000", "64"}, {"ten", "15"}, {"", "15"}}) {
            set(asked[0]);
            assertEquals(Integer.parseInt(asked[1]), directory.shortestPassword(), "setting " + asked[0]);
        }
        set("10");
        assertEquals(null, setPassword("nine lives"));
        assertEquals(Rule.TOO_SHORT, setPassword("9 lives!!"));
        assertEquals(Rule.TOO_SHORT, setPassword("\uD83D\uDEAA".repeat(6)), "characters are counted, not chars");
    }

    @Test
    void anotherStoreIsAnotherDirectory() throws Exception {
        String mark = directory.fingerprint();
        assertEquals(mark, StoredDirectory.over(store, StoredDirectory.CHEAP).fingerprint());
        assertEquals(mark, store.settings().find("mark.store-id").orElseThrow().value());
        assertNotEquals(mark, StoredDirectory.over(new MemoryStore(), StoredDirectory.CHEAP).fingerprint());
    }

    @Test
    void keepsACommonPasswordAndTheOwnNameOut() {
        assertEquals(Rule.TOO_COMMON, setPassword("Password2024!!!"));
        assertEquals(Rule.TOO_COMMON, setPassword("alice alice alice"));
        assertEquals(null, setPassword("alice has four quiet horses"));
    }

    @Test
    void tellsNothingSecret() throws Exception {
        String hash = account("alice").passwordHash();
        String said = directory + " " + account("alice") + " " + directory.authenticate("alice", PASSWORD.toCharArray()) + " "
                + PasswordHash.parse(hash);
        assertFalse(said.contains(PASSWORD) || said.contains(hash.substring(hash.lastIndexOf('$'))), said);
    }

    @Test
    void registersByRealm() {
        assertEquals("sallyport.realm", Directory.REALM, "what the configuration calls it");
        assertEquals("local", new Configuration().sallyport_realm());
    }

    @Test
    void refusesAConfigurationThatMakesNoSenseAndNamesTheKey() {
        assertNamed("sallyport.realm", new Configuration("Upper Case", 19456, 2, 1, 0, 5000));
        assertNamed("hash.memory", new Configuration("local", 1024, 2, 1, 0, 5000));
        assertNamed("hash.iterations", new Configuration("local", 19456, 0, 1, 0, 5000));
        assertNamed("hash.parallelism", new Configuration("local", 19456, 2, 17, 0, 5000));
        assertNamed("hash.concurrency", new Configuration("local", 19456, 2, 1, -1, 5000));
        assertNamed("hash.wait", new Configuration("local", 19456, 2, 1, 0, 0));
    }

    @Test
    void takesTheDefaults() throws Exception {
        LocalDirectory shipped = new LocalDirectory(store, new Configuration());
        Principal bob = shipped.createUser("bob", "Bob", PASSWORD.toCharArray());
        assertTrue(account("bob").passwordHash().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        assertEquals(Optional.of(bob), directory.find(bob.id()));
        assertEquals(1, shipped.search("bob", Set.of(Kind.USER), Optional.empty(), 5).items().size());
    }

    private void assertNamed(String key, Configuration configuration) {
        String message = assertThrows(IllegalArgumentException.class, () -> new LocalDirectory(store, configuration)).getMessage();
        assertTrue(message.startsWith(key + ": "), message);
    }

    /** @return the rule it breaks, or null */
    private Rule setPassword(String password) {
        try {
            directory.setPassword(directory.search("alice", Set.of(Kind.USER), Optional.empty(), 1).items().get(0).id(),
                    password.toCharArray());
            return null;
        } catch (InvalidEntryException e) {
            assertEquals("password", e.field());
            return e.rule();
        } catch (DirectoryException e) {
            throw new AssertionError(e);
        }
    }

    private void set(String value) throws Exception {
        long revision = store.settings().find(Settings.SHORTEST_PASSWORD).map(Setting::revision).orElse(0L);
        store.commit(List.of(new Change.SaveSetting(new Setting(Settings.SHORTEST_PASSWORD, value, revision))));
    }

    private LocalAccount account(String key) throws Exception {
        return store.accounts().accountByName(key).orElseThrow();
    }

    private void save(LocalAccount account, String hash) throws Exception {
        long revision = store.accounts().account(account.id()).orElseThrow().revision();
        store.commit(List.of(new Change.SaveAccount(new LocalAccount(account.id(), account.name(), account.nameKey(),
                account.displayName(), hash, false, account.createdAt(), revision))));
    }

    private static List<Level> levels(List<Finding> findings) {
        return findings.stream().map(Finding::level).toList();
    }

    @Test
    void anExaminationSaysHowManyThereAreAndTriesAPassword() throws Exception {
        List<Finding> findings = directory.examine();
        assertEquals(List.of(Level.GOOD, Level.GOOD), levels(findings));
        assertEquals("The store answers: 1 user and 0 groups.", findings.get(0).text());
        assertTrue(findings.get(1).text().matches("A name that nobody has is refused, after \\d+ ms for a password hash of 64 KiB; 2 of them at once\\."),
                findings.get(1).text());
        assertEquals(List.of(Level.DOUBTFUL, Level.GOOD),
                levels(StoredDirectory.over(new MemoryStore(), StoredDirectory.CHEAP).examine()));
    }

    @Test
    void anExaminationOfAStoreInTroubleSaysWhatItIs() {
        FailingStore failing = new FailingStore(store);
        LocalDirectory broken = StoredDirectory.over(failing, StoredDirectory.CHEAP);
        failing.fail();
        assertEquals(Finding.bad("Realm local: store embedded: the disk is gone."), broken.examine().get(0));
        assertEquals(List.of(Level.BAD, Level.BAD), levels(broken.examine()));
    }

    @Test
    void anExaminationCallsAHashTooSlow() {
        RealmStore realm = new RealmStore("local", store);
        AtomicLong seconds = new AtomicLong();
        PasswordHasher hasher = new PasswordHasher("local", StoredDirectory.CHEAP, new SecureRandom());
        Examination examination = new Examination(realm, new Authentication(realm, new Entries(realm, StoredDirectory.CLOCK), hasher),
                StoredDirectory.CHEAP, () -> seconds.getAndAdd(2) * 1_000_000_000);
        Finding found = examination.run().get(1);
        assertEquals(Level.DOUBTFUL, found.level());
        assertTrue(found.text().contains("hash.memory"), found.text());
    }
}
