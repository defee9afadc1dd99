package org.sallyport.itests.directories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.util.HashSet;
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
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Finding.Level;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.directory.ldap.LdapDirectory;
import org.sallyport.directory.ldap.LdapSettings;

/** Proves what is peculiar to Active Directory: its ways to write a name, its reasons to bar somebody, and its groups. */
class ActiveDirectoryIT {

    private static final String PASSWORD = Questions.PASSWORD;
    private static final int FAILURES = 5;

    private static SambaDc dc;
    private SambaTown town;
    private LdapDirectory directory;

    @BeforeAll
    static void start() {
        dc = SambaDc.start("--account-lockout-threshold=" + FAILURES, "--account-lockout-duration=30", "--reset-account-lockout-after=30");
    }

    @AfterAll
    static void stop() {
        dc.close();
    }

    @BeforeEach
    void fill() throws Exception {
        town = new SambaTown(dc);
        town.addUser("alice", "Alice Archer", PASSWORD);
        directory = new LdapDirectory(dc.settings().with(LdapSettings.UPN_SUFFIXES, SambaDc.UPN_SUFFIX.substring(1)), Clock.systemUTC());
    }

    @AfterEach
    void hangUp() {
        directory.close();
        town.close();
    }

    private Principal named(String login) throws Exception {
        return directory.named(login).orElseThrow();
    }

    private PrincipalId group(String name) throws Exception {
        return directory.search(name, Set.of(Kind.GROUP), Optional.empty(), 1000).items().stream().filter(one -> one.name().equals(name))
                .findFirst().orElseThrow().id();
    }

    private Verdict right(String login) throws Exception {
        return directory.authenticate(login, PASSWORD.toCharArray());
    }

    private Verdict wrong(String login) throws Exception {
        return directory.authenticate(login, "wrong".toCharArray());
    }

    /** The outcome with the right password, and nothing of it with a wrong one. */
    private void assertBarred(Outcome outcome, String login) throws Exception {
        assertEquals(Verdict.barred(outcome, named(login)), right(login));
        assertEquals(Verdict.rejected(), wrong(login));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "alice@ad.example.test", "Alice@AD.EXAMPLE.TEST", "EXAMPLE\\alice", "example\\Alice"})
    void knowsEveryWayToWriteAName(String login) throws Exception {
        Verdict verdict = right(login);
        assertEquals(Outcome.ACCEPTED, verdict.outcome());
        assertEquals("alice", verdict.user().orElseThrow().name());
        assertEquals(verdict.user(), directory.named(login));
        assertEquals(Verdict.rejected(), wrong(login));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTHER\\alice", "alice@other.test", "EXAMPLE\\", "\\alice", "EXAMPLE\\EXAMPLE\\alice", "@ad.example.test",
        "CN=alice,OU=Town,DC=ad,DC=example,DC=test"})
    void knowsNobodyOfAnotherDomain(String login) throws Exception {
        assertEquals(Verdict.rejected(), right(login));
        assertEquals(Optional.empty(), directory.named(login));
    }

    @Test
    void letsNobodyInUnderANameThatTwoHave() throws Exception {
        town.addUser("bob", "Robert Baker", PASSWORD + " bob");
        town.set("alice", "mail", "office@example.org");
        town.set("bob", "mail", "office@example.org");
        try (LdapDirectory byMail = new LdapDirectory(town.settings().with(LdapSettings.LOGIN_ATTRIBUTES, "sAMAccountName, mail"),
                Clock.systemUTC())) {
            assertEquals(Verdict.rejected(Verdict.AMBIGUOUS_NAME), byMail.authenticate("office@example.org", PASSWORD.toCharArray()));
            assertEquals(Outcome.ACCEPTED, byMail.authenticate("alice", PASSWORD.toCharArray()).outcome());
        }
    }

    @Test
    void disabled533() throws Exception {
        town.disable("alice");
        assertBarred(Outcome.DISABLED, "alice");
        assertTrue(named("alice").disabled());
        assertTrue(directory.search("alice", Set.of(Kind.USER), Optional.empty(), 10).items().get(0).disabled(), "the picker shows it");
    }

    @Test
    void accountExpired701() throws Exception {
        town.set("alice", "accountExpires", "132000000000000000");
        assertBarred(Outcome.EXPIRED, "alice");
    }

    @Test
    void passwordExpired532() throws Exception {
        dc.expirePassword(town.dn("alice"));
        assertBarred(Outcome.MUST_CHANGE, "alice");
    }

    @Test
    void mustChange773() throws Exception {
        town.set("alice", "pwdLastSet", "0");
        assertBarred(Outcome.MUST_CHANGE, "alice");
    }

    @Test
    void locked775() throws Exception {
        for (int i = 0; i < FAILURES; i++) {
            assertEquals(Outcome.REJECTED, wrong("alice").outcome());
        }
        // The password is not looked at any more, so the person hears no more than that something was wrong.
        assertEquals(Verdict.rejected(Verdict.LOCKED_UNSEEN), right("alice"));
        assertEquals(Verdict.rejected(Verdict.LOCKED_UNSEEN), wrong("alice"));
    }

    @Test
    void followsGroupsInGroupsInEveryWay() throws Exception {
        for (String group : List.of("Inner", "Middle", "Outer", "Other")) {
            town.addGroup(group);
        }
        town.addMember("Inner", "alice");
        town.addMember("Middle", "Inner");
        town.addMember("Outer", "Middle");
        town.addMember("Inner", "Outer");
        for (String way : List.of("chain", "memberOf", "walk")) {
            try (LdapDirectory asked = new LdapDirectory(dc.settings().with(LdapSettings.MEMBERSHIP, way), Clock.systemUTC())) {
                Set<PrincipalId> groups = Set.of(group("Inner"), group("Middle"), group("Outer"));
                Set<PrincipalId> interest = new HashSet<>(groups);
                interest.add(group("Other"));
                assertEquals(groups, asked.memberships(named("alice").id(), interest), way);
                assertEquals(List.of("alice"), asked.members(group("Outer"), Optional.empty(), 10).items().stream().map(Principal::name).toList(),
                        way);
                assertEquals(1, asked.people(group("Outer")).value(), way);
            }
        }
    }

    @Test
    void countsThePrimaryGroup() throws Exception {
        town.addGroup("Around");
        town.connection().modify(town.dn("Around"), new Modification(ModificationType.ADD, "member",
                "CN=Domain Users,CN=Users," + SambaDc.BASE));
        PrincipalId everybody = group("Domain Users");
        PrincipalId around = group("Around");
        for (String way : List.of("chain", "memberOf", "walk")) {
            try (LdapDirectory asked = new LdapDirectory(dc.settings().with(LdapSettings.MEMBERSHIP, way), Clock.systemUTC())) {
                assertEquals(Set.of(everybody, around), asked.memberships(named("alice").id(), Set.of(everybody, around)), way);
                assertTrue(asked.members(everybody, Optional.empty(), 100).items().contains(named("alice")), way);
                assertTrue(asked.members(around, Optional.empty(), 100).items().contains(named("alice")), way);
            }
        }
    }

    @Test
    void aUserWhoIsRenamedAndMovedStaysTheSame() throws Exception {
        Principal alice = named("alice");
        town.set("alice", "sAMAccountName", "alicia");
        town.set("alice", "userPrincipalName", "alicia" + SambaDc.UPN_SUFFIX);
        town.connection().modifyDN(town.dn("alice"), "CN=Alicia Archer", true, "CN=Users," + SambaDc.BASE);
        try {
            assertEquals(alice.id(), named("alicia").id());
            assertEquals("alicia", directory.find(alice.id()).orElseThrow().name());
            assertEquals(Optional.empty(), directory.named("alice"));
            assertEquals(alice.id(), right("alicia" + SambaDc.UPN_SUFFIX).user().orElseThrow().id());
        } finally {
            town.connection().delete("CN=Alicia Archer,CN=Users," + SambaDc.BASE);
        }
    }

    @Test
    void whoIsMadeAnewUnderAnOldNameIsSomebodyElse() throws Exception {
        PrincipalId gone = named("alice").id();
        town.connection().delete(town.dn("alice"));
        assertEquals(Optional.empty(), directory.find(gone));
        town.addUser("alice", "Alice Archer", PASSWORD);
        assertNotEquals(gone, named("alice").id());
        assertEquals(Optional.empty(), directory.find(gone));
    }

    @Test
    void showsPeopleAndNoMachines() throws Exception {
        List<String> names = directory.search("", Set.of(Kind.USER), Optional.empty(), 1000).items().stream().map(Principal::name).toList();
        assertTrue(names.contains("alice"));
        assertFalse(names.contains("DC1$"), names::toString);
    }

    @Test
    void findsItselfInOrder() {
        List<Finding> findings = directory.examine();
        assertFalse(findings.isEmpty());
        assertEquals(List.of(), findings.stream().filter(finding -> finding.level() == Level.BAD).toList());
    }

    @Test
    void serviceAccountMayBeNamedLikeAPerson() throws Exception {
        for (String name : List.of("sallyport" + SambaDc.UPN_SUFFIX, SambaDc.DOMAIN + "\\sallyport")) {
            try (LdapDirectory asked = new LdapDirectory(dc.settings().with(LdapSettings.BIND_DN, name), Clock.systemUTC())) {
                assertTrue(asked.named("alice").isPresent(), name);
            }
        }
    }
}
