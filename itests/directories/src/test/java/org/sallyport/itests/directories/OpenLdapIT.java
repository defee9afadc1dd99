package org.sallyport.itests.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.directory.ldap.LdapDirectory;
import org.sallyport.directory.ldap.LdapSettings;

/** Proves what the contract leaves to OpenLDAP: who is meant by a name, who somebody stays, and groups of all classes. */
class OpenLdapIT {

    private static final String PASSWORD = Questions.PASSWORD;

    private static Slapd slapd;
    private OpenLdapTown town;
    private LdapDirectory directory;

    @BeforeAll
    static void start() {
        slapd = new Slapd().start();
    }

    @AfterAll
    static void stop() {
        slapd.close();
    }

    @BeforeEach
    void fill() throws Exception {
        town = new OpenLdapTown(slapd);
        town.addUser("alice", "Alice Archer", PASSWORD);
        town.addUser("bystander", "By Stander", PASSWORD);
        directory = new LdapDirectory(town.settings(), Clock.systemUTC());
    }

    @AfterEach
    void hangUp() {
        directory.close();
        town.close();
    }

    private void configure(String key, String value) {
        directory.close();
        directory = new LdapDirectory(town.settings().with(key, value), Clock.systemUTC());
    }

    private Principal named(String login) throws Exception {
        return directory.named(login).orElseThrow();
    }

    private PrincipalId group(String name) throws Exception {
        return directory.search(name, Set.of(Kind.GROUP), Optional.empty(), 1000).items().stream().filter(one -> one.name().equals(name))
                .findFirst().orElseThrow().id();
    }

    @Test
    void takesTheLoginAttributesItIsToldTo() throws Exception {
        town.set(town.userDn("alice"), "mail", "alice@example.org");
        assertEquals(Optional.empty(), directory.named("alice@example.org"));
        configure(LdapSettings.LOGIN_ATTRIBUTES, "uid, mail");
        assertEquals(named("alice"), named("ALICE@example.org"));
        Verdict verdict = directory.authenticate("alice@example.org", PASSWORD.toCharArray());
        assertEquals(Verdict.accepted(named("alice")), verdict);
        assertEquals("alice@example.org", named("alice").mail());
    }

    @Test
    void letsNobodyInUnderANameThatTwoHave() throws Exception {
        configure(LdapSettings.LOGIN_ATTRIBUTES, "uid, mail");
        town.addUser("bob", "Robert Baker", PASSWORD + " bob");
        town.set(town.userDn("alice"), "mail", "office@example.org");
        town.set(town.userDn("bob"), "mail", "office@example.org");
        for (String password : List.of(PASSWORD, PASSWORD + " bob", "wrong")) {
            assertEquals(Verdict.rejected(Verdict.AMBIGUOUS_NAME), directory.authenticate("office@example.org", password.toCharArray()));
        }
        assertEquals(Optional.empty(), directory.named("office@example.org"));
        town.set(town.userDn("bob"), "mail", "alice");
        assertEquals(Verdict.rejected(Verdict.AMBIGUOUS_NAME), directory.authenticate("alice", PASSWORD.toCharArray()),
                "one's name is the other's address");
    }

    @Test
    void bindsNobodyWithoutAPassword() throws Exception {
        // This server would let such a bind succeed.
        assertEquals(Verdict.rejected(), directory.authenticate("alice", new char[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'brien", "a*b", "x(y)z", "last, first", "#hash", "plus+plus", "qu\"ote", "a=b", "less<more>", "semi;colon",
        "ö\u4f60\ud83d\ude00"})
    void knowsNamesThatAreMarksOfTheProtocol(String login) throws Exception {
        town.addUser(login, "Some Body", PASSWORD + login);
        Verdict verdict = directory.authenticate(login, (PASSWORD + login).toCharArray());
        assertEquals(Outcome.ACCEPTED, verdict.outcome());
        assertEquals(login, verdict.user().orElseThrow().name());
        assertEquals(verdict.user(), directory.named(login));
        assertTrue(directory.search(login, Set.of(Kind.USER), Optional.empty(), 10).items().contains(verdict.user().get()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "alic*", "alice)(objectClass=*", "*)(uid=*))(|(uid=*", "alice)(|(uid=*)", "\\61lice", "\\2a", "alice\u0000", "alice*",
        "uid=alice", "(uid=alice)", "alice,ou=people", "alice\n", "cn=sallyport", "alice)(&)"})
    void takesMarksOfTheProtocolForWhatTheyAre(String login) throws Exception {
        assertEquals(Verdict.rejected(), directory.authenticate(login, PASSWORD.toCharArray()));
        assertEquals(Optional.empty(), directory.named(login));
        // Who looks for somebody may be forgiven marks around the word, and finds no more for them.
        assertFalse(directory.search(login, Set.of(Kind.USER), Optional.empty(), 10).items().contains(named("bystander")));
        assertEquals(Optional.empty(), directory.find(PrincipalId.user("corp", login.replaceAll("\\p{Cntrl}", "?"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sales, EMEA", "R&D (all)", "* everybody *", "C:\\Users", "#1 + \"x\" <y>; =z", "Größe\u00a0XL"})
    void followsGroupsWhoseNamesAreMarksOfTheProtocol(String name) throws Exception {
        town.addGroup(name);
        town.addGroup("Around");
        town.addMember(name, town.userDn("alice"));
        town.addMember("Around", town.groupDn(name));
        PrincipalId around = group("Around");
        assertEquals(Set.of(around), directory.memberships(named("alice").id(), Set.of(around)));
        assertEquals(List.of(named("alice")), directory.members(around, Optional.empty(), 10).items());
    }

    @Test
    void aUserWhoIsRenamedStaysTheSame() throws Exception {
        Principal alice = named("alice");
        town.connection().modifyDN(town.userDn("alice"), "uid=alicia", true);
        Principal renamed = named("alicia");
        assertEquals(alice.id(), renamed.id());
        assertEquals(Optional.of(renamed), directory.find(alice.id()));
        assertEquals(Optional.empty(), directory.named("alice"));
        assertEquals(alice.id(), directory.authenticate("alicia", PASSWORD.toCharArray()).user().orElseThrow().id());
    }

    @Test
    void whoIsMadeAnewUnderAnOldNameIsSomebodyElse() throws Exception {
        PrincipalId gone = named("alice").id();
        town.connection().delete(town.userDn("alice"));
        assertEquals(Optional.empty(), directory.find(gone));
        town.addUser("alice", "Alice Archer", PASSWORD);
        assertNotEquals(gone, named("alice").id());
        assertEquals(Optional.empty(), directory.find(gone));
    }

    @Test
    void followsGroupsAnyDepth() throws Exception {
        for (int level = 0; level < 60; level++) {
            town.addGroup("Level " + level);
            town.addMember("Level " + level, level == 0 ? town.userDn("alice") : town.groupDn("Level " + (level - 1)));
        }
        // And back to where it began.
        town.addMember("Level 0", town.groupDn("Level 59"));
        PrincipalId outermost = group("Level 59");
        assertEquals(Set.of(outermost), directory.memberships(named("alice").id(), Set.of(outermost)));
        assertEquals(List.of(named("alice")), directory.members(outermost, Optional.empty(), 10).items());
        assertEquals(1, directory.people(outermost).value());
    }

    @Test
    void knowsSomebodyInHundredsOfGroups() throws Exception {
        for (int i = 0; i < 300; i++) {
            town.addGroup("Team " + i);
            town.addMember("Team " + i, town.userDn("alice"));
        }
        town.addGroup("All teams");
        for (int i = 0; i < 300; i++) {
            town.addMember("All teams", town.groupDn("Team " + i));
        }
        PrincipalId all = group("All teams");
        PrincipalId last = group("Team 299");
        assertEquals(Set.of(all, last), directory.memberships(named("alice").id(), Set.of(all, last)));
        assertEquals(1, directory.people(all).value());
    }

    @Test
    void knowsGroupsOfAllClasses() throws Exception {
        town.connection().add(new Entry(town.groupDn("Unique"), new Attribute("objectClass", "groupOfUniqueNames"), new Attribute("cn", "Unique"),
                new Attribute("uniqueMember", town.userDn("alice"))));
        town.connection().add(new Entry(town.groupDn("Posix"), new Attribute("objectClass", "posixGroup"), new Attribute("cn", "Posix"),
                new Attribute("gidNumber", "4711"), new Attribute("memberUid", "alice", "mallory")));
        town.addGroup("Around");
        town.addMember("Around", town.groupDn("Posix"));
        Set<PrincipalId> groups = Set.of(group("Unique"), group("Posix"), group("Around"));
        assertEquals(groups, directory.memberships(named("alice").id(), groups));
        for (PrincipalId one : groups) {
            assertEquals(List.of(named("alice")), directory.members(one, Optional.empty(), 10).items());
        }
    }

    @Test
    void countsThePrimaryGroupOfPosixAccounts() throws Exception {
        configure(LdapSettings.PRIMARY_GROUP, "gidNumber");
        town.connection().add(new Entry(town.groupDn("Posix"), new Attribute("objectClass", "posixGroup"), new Attribute("cn", "Posix"),
                new Attribute("gidNumber", "4711")));
        town.connection().modify(town.userDn("alice"), new Modification(ModificationType.ADD, "objectClass", "posixAccount"),
                new Modification(ModificationType.ADD, "gidNumber", "4711"), new Modification(ModificationType.ADD, "uidNumber", "1001"),
                new Modification(ModificationType.ADD, "homeDirectory", "/home/alice"));
        PrincipalId posix = group("Posix");
        assertEquals(Set.of(posix), directory.memberships(named("alice").id(), Set.of(posix)));
        assertEquals(List.of(named("alice")), directory.members(posix, Optional.empty(), 10).items());
    }

    @Test
    void leavesOutWhoIsNotMeant() throws Exception {
        town.addUser("robot", "A Robot", PASSWORD);
        town.set(town.userDn("robot"), "employeeType", "robot");
        town.addGroup("Staff");
        town.addMember("Staff", town.userDn("robot"));
        town.addMember("Staff", town.userDn("alice"));
        assertEquals(Outcome.ACCEPTED, directory.authenticate("robot", PASSWORD.toCharArray()).outcome());
        PrincipalId robot = named("robot").id();
        configure(LdapSettings.USER_FILTER, "(!(employeeType=robot))");
        assertEquals(Verdict.rejected(), directory.authenticate("robot", PASSWORD.toCharArray()));
        assertEquals(Optional.empty(), directory.find(robot));
        assertEquals(List.of(named("alice")), directory.members(group("Staff"), Optional.empty(), 10).items());
        assertEquals(List.of(), directory.search("robot", Set.of(Kind.USER), Optional.empty(), 10).items());
    }

    @Test
    void survivesEntriesThatAreNotWhole() throws Exception {
        // A person without the attribute that names people, a group whose members are gone, and a group in it that is nobody's.
        town.connection().add(new Entry("cn=Nameless,ou=people," + town.base(), new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("cn", "Nameless"), new Attribute("sn", "Nameless")));
        town.addGroup("Ruin");
        town.addMember("Ruin", "cn=Nameless,ou=people," + town.base());
        town.addMember("Ruin", "uid=gone,ou=people," + town.base());
        town.addMember("Ruin", "cn=gone,dc=elsewhere,dc=test");
        town.addMember("Ruin", town.userDn("alice"));
        assertTrue(directory.members(group("Ruin"), Optional.empty(), 10).items().contains(named("alice")));
        assertTrue(directory.search("", Set.of(Kind.USER), Optional.empty(), 10).items().contains(named("alice")));
        assertEquals(Set.of(group("Ruin")), directory.memberships(named("alice").id(), Set.of(group("Ruin"))));
    }

    @Test
    void tellsOneDirectoryFromAnother() throws Exception {
        String fingerprint = directory.fingerprint();
        try (Slapd other = new Slapd().start(); OpenLdapTown elsewhere = new OpenLdapTown(other);
                LdapDirectory there = new LdapDirectory(elsewhere.settings(), Clock.systemUTC())) {
            assertNotEquals(fingerprint, there.fingerprint());
        }
        assertFalse(fingerprint.isBlank());
    }
}
