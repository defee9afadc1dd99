package org.sallyport.directory.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.directory.unix.TestHost.append;
import static org.sallyport.directory.unix.TestHost.hash;
import static org.sallyport.directory.unix.TestHost.outcome;
import static org.sallyport.directory.unix.TestHost.run;
import static org.sallyport.directory.unix.TestHost.service;
import static org.sallyport.directory.unix.TestHost.useradd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Finding.Level;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;

/** Accounts as administrators make and unmake them, with the host's own tools. */
class HostAccountsIT {

    private static final String PASSWORD = "horses in the fog";
    /** On a busy machine, too, PAM and NSS have answered by then; it ends what hangs and nothing else. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private UnixDirectory directory;

    @BeforeEach
    void aHost() throws Exception {
        TestHost.reset();
        directory = directory("sallyport", 4, PATIENCE, PATIENCE, Duration.ofMillis(50));
        useradd("walter", PASSWORD, "--comment", "Walter Walker,room 7,,");
    }

    @Test
    void whatTheToolsMakeIsThisProcesssAlone() throws Exception {
        Path outside = Path.of("/proc", Long.toString(ProcessHandle.current().parent().orElseThrow().pid()), "root/etc/passwd");
        assertFalse(Files.readString(outside).contains("walter:"));
        assertTrue(Files.readString(Path.of("/etc/passwd")).contains("walter:"));
    }

    @Test
    void aPersonIsKnownByTheUidAndTheFullName() throws Exception {
        Principal walter = directory.authenticate("walter", PASSWORD.toCharArray()).user().orElseThrow();
        assertEquals("Walter Walker", walter.displayName());
        assertEquals(run("id", "-u", "walter").strip(), walter.id().id());
    }

    @Test
    void aRenamedAccountStaysTheSame() throws Exception {
        PrincipalId before = directory.named("walter").orElseThrow().id();
        run("usermod", "--login", "wanda", "walter");
        assertEquals(Optional.empty(), directory.named("walter"));
        assertEquals(before, directory.authenticate("wanda", PASSWORD.toCharArray()).user().orElseThrow().id());
        assertEquals("wanda", directory.find(before).orElseThrow().name());
    }

    @Test
    void anAccountMadeAnewUnderTheOldNameIsAnother() throws Exception {
        useradd("later", PASSWORD);
        PrincipalId before = directory.named("walter").orElseThrow().id();
        run("userdel", "walter");
        assertEquals(Optional.empty(), directory.find(before));
        useradd("walter", PASSWORD);
        assertFalse(before.equals(directory.named("walter").orElseThrow().id()));
    }

    @Test
    void groupsAreThePrimaryOneAndTheOthers() throws Exception {
        run("groupadd", "--gid", "5001", "quarry");
        run("groupadd", "--gid", "5002", "wharf");
        run("groupadd", "--gid", "5003", "mill");
        run("usermod", "--gid", "quarry", "--groups", "wharf", "walter");
        PrincipalId walter = directory.named("walter").orElseThrow().id();
        PrincipalId quarry = PrincipalId.group("host", "5001");
        PrincipalId wharf = PrincipalId.group("host", "5002");
        PrincipalId mill = PrincipalId.group("host", "5003");
        assertEquals(Set.of(quarry, wharf), directory.memberships(walter, Set.of(quarry, wharf, mill)));
        for (PrincipalId group : List.of(quarry, wharf)) {
            assertEquals(List.of("walter"), directory.members(group, Optional.empty(), 10).items().stream().map(Principal::name).toList());
            assertEquals(1, directory.people(group).value());
        }
        assertEquals(0, directory.people(mill).value());
    }

    @Test
    void anExpiredAccountIsExpiredAndOnlyForItsOwner() throws Exception {
        run("chage", "--expiredate", "2001-01-01", "walter");
        assertEquals(Outcome.EXPIRED, outcome(directory, "walter", PASSWORD));
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", "wrong"));
    }

    @Test
    void aPasswordThatMustBeReplacedIsSaidToBe() throws Exception {
        run("chage", "--lastday", "0", "walter");
        assertEquals(Outcome.MUST_CHANGE, outcome(directory, "walter", PASSWORD));
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", "wrong"));
    }

    @Test
    void aPasswordThatRanOutMustBeReplacedUntilItIsTooLate() throws Exception {
        run("chage", "--lastday", "2001-01-01", "--maxdays", "30", "walter");
        assertEquals(Outcome.MUST_CHANGE, outcome(directory, "walter", PASSWORD));
        run("chage", "--inactive", "10", "walter");
        assertEquals(Outcome.EXPIRED, outcome(directory, "walter", PASSWORD));
    }

    @Test
    void aLockedPasswordIsAWrongOne() throws Exception {
        run("usermod", "--lock", "walter");
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", PASSWORD));
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", "!" + hash(PASSWORD)));
        run("usermod", "--unlock", "walter");
        assertEquals(Outcome.ACCEPTED, outcome(directory, "walter", PASSWORD));
    }

    @Test
    void anAccountWithoutAPasswordIsNobodysToUse() throws Exception {
        run("passwd", "--delete", "walter");
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", ""));
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", "anything"));
    }

    @Test
    void aShellOfNobodySwitchesAnAccountOff() throws Exception {
        run("usermod", "--shell", "/usr/sbin/nologin", "walter");
        assertEquals(Outcome.DISABLED, outcome(directory, "walter", PASSWORD));
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", "wrong"));
        assertEquals(List.of(), directory.search("walter", Set.of(Kind.USER), Optional.empty(), 10).items());
        assertTrue(directory.named("walter").orElseThrow().disabled());
    }

    @Test
    void accountsOfProgramsAreNobody() throws Exception {
        useradd("daemonic", PASSWORD, "--system");
        useradd("faraway", PASSWORD, "--uid", "70000");
        for (String login : List.of("daemonic", "faraway")) {
            assertEquals(Outcome.REJECTED, outcome(directory, login, PASSWORD));
            assertEquals(Optional.empty(), directory.named(login));
            assertEquals(List.of(), directory.search(login, Set.of(Kind.USER), Optional.empty(), 10).items());
            assertEquals(Optional.empty(), directory.find(PrincipalId.user("host", run("id", "-u", login).strip())));
        }
    }

    @Test
    void rootIsNobodyAndThePasswordOfRootIsNotEvenTried() throws Exception {
        run("usermod", "--password", hash(PASSWORD), "root");
        assertEquals(Outcome.REJECTED, outcome(directory, "root", PASSWORD));
        assertEquals(Optional.empty(), directory.find(PrincipalId.user("host", "0")));
        Path asked = folder.resolve("asked");
        Path script = Path.of("/etc/note-who-is-asked-about");
        Files.writeString(script, "#!/bin/sh\necho \"$PAM_USER\" >> " + asked + "\n");
        run("chmod", "755", script.toString());
        service("sallyport", "auth required pam_exec.so quiet " + script + "\n@include common-auth\n@include common-account\n");
        assertEquals(Outcome.REJECTED, outcome(directory, "root", PASSWORD));
        assertEquals(List.of(SignIn.NOBODY), Files.readAllLines(asked));
    }

    @Test
    void aSecondNameOfANumberIsNobody() throws Exception {
        String uid = run("id", "-u", "walter").strip();
        useradd("alias", PASSWORD, "--non-unique", "--uid", uid, "--gid", "100");
        assertEquals(Outcome.REJECTED, outcome(directory, "alias", PASSWORD));
        assertEquals(Outcome.ACCEPTED, outcome(directory, "walter", PASSWORD));
        assertEquals(List.of("walter"), directory.search("", Set.of(Kind.USER), Optional.empty(), 10).items().stream()
                .filter(one -> one.id().id().equals(uid)).map(Principal::name).toList());
    }

    @Test
    void thePickerLeavesOutWhatNobodyWouldChoose() throws Exception {
        run("groupadd", "--gid", "5001", "quarry");
        run("usermod", "--append", "--groups", "games", "walter");
        List<String> groups = directory.search("", Set.of(Kind.GROUP), Optional.empty(), 100).items().stream().map(Principal::name).toList();
        assertTrue(groups.containsAll(List.of("quarry", "games")), groups::toString);
        assertFalse(groups.contains("walter"), "the group that the account has for itself");
        assertFalse(groups.contains("root"), groups::toString);
        assertFalse(groups.contains("daemon"), groups::toString);
    }

    @Test
    void linesOfAccountRefuseAfterTheRightPassword() throws Exception {
        service("sallyport", "auth required pam_unix.so\naccount required pam_succeed_if.so quiet user != walter\naccount required pam_unix.so\n");
        assertEquals(Outcome.NOT_NOW, outcome(directory, "walter", PASSWORD));
        assertEquals(Outcome.REJECTED, outcome(directory, "walter", "wrong"));
    }

    @Test
    void timeOfDayIsKept() throws Exception {
        Files.writeString(Path.of("/etc/security/time.conf"), "sallyport;*;walter;!Al0000-2400\n");
        service("sallyport", "auth required pam_unix.so\naccount required pam_time.so\naccount required pam_unix.so\n");
        assertEquals(Outcome.NOT_NOW, outcome(directory, "walter", PASSWORD));
    }

    @Test
    void aServiceThatIsMissingIsNeverReplacedByAnother() throws Exception {
        service("other", "auth required pam_permit.so\naccount required pam_permit.so\n");
        Files.delete(Path.of("/etc/pam.d/sallyport"));
        assertRefuses("there is no PAM service 'sallyport'");
        service("sallyport", "auth required pam_permit.so\n");
        assertRefuses("has no line that begins with 'account'");
        service("sallyport", "@include common-auth\n");
        assertRefuses("has no line that begins with 'account'");
        service("sallyport", "account required pam_permit.so\n#auth required pam_unix.so\n");
        assertRefuses("has no line that begins with 'auth'");
    }

    @Test
    void linesThatCannotWorkAreATroubleAndNotARefusal() throws Exception {
        service("sallyport", "auth required pam_no_such_module.so\naccount required pam_permit.so\n");
        assertRefuses("PAM service 'sallyport' cannot answer");
        service("sallyport", "auth requisite pam_debug.so auth=authinfo_unavail\naccount required pam_permit.so\n");
        assertRefuses("PAM service 'sallyport' cannot answer, by its auth lines");
        service("sallyport", "auth required pam_permit.so\naccount required pam_debug.so acct=system_err\n");
        assertRefuses("PAM service 'sallyport' cannot answer, by its account lines");
    }

    @Test
    void tooManyFailuresAreLockedAndWithoutThePasswordOnlyLogged() throws Exception {
        service("sallyport", "auth required pam_debug.so auth=maxtries\naccount required pam_permit.so\n");
        assertEquals(Verdict.rejected(Verdict.LOCKED_UNSEEN), directory.authenticate("walter", PASSWORD.toCharArray()));
        service("sallyport", "auth required pam_unix.so\naccount required pam_debug.so acct=maxtries\n");
        assertEquals(Outcome.LOCKED, outcome(directory, "walter", PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acct_expired", "new_authtok_reqd", "perm_denied", "cred_expired", "authtok_expired"})
    void whatIsSaidBeforeThePasswordIsKnownToBeRightIsNotRepeated(String said) throws Exception {
        service("sallyport", "auth requisite pam_debug.so auth=" + said + "\naccount required pam_permit.so\n");
        assertEquals(Verdict.rejected(), directory.authenticate("walter", PASSWORD.toCharArray()));
    }

    @Test
    void aRefusalTakesTheSameTimeForEverybody() throws Exception {
        useradd("daemonic", PASSWORD, "--system");
        UnixDirectory slow = directory("sallyport", 4, PATIENCE, PATIENCE, Duration.ofMillis(400));
        for (String login : List.of("walter", "nobody-like-this", "root", "daemonic", "a:b")) {
            long begun = System.nanoTime();
            assertEquals(Outcome.REJECTED, outcome(slow, login, "wrong"));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.toMillis() >= 400, () -> login + " was refused within " + took);
        }
    }

    @Test
    void aPamThatHangsKeepsNobodyWaitingAndWorksAgainAfterwards() throws Exception {
        Path gate = Files.createFile(folder.resolve("gate"));
        Path script = Path.of("/etc/wait-for-gate");
        Files.writeString(script, "#!/bin/sh\nwhile [ -e " + gate + " ]; do sleep 0.05; done\n");
        run("chmod", "755", script.toString());
        service("sallyport", "auth requisite pam_exec.so quiet " + script + "\n@include common-auth\n@include common-account\n");
        UnixDirectory hasty = directory("sallyport", 2, Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofMillis(1));
        try {
            for (int i = 0; i < 2; i++) {
                assertTrue(trouble(hasty).contains("PAM did not answer within 3000 ms"));
            }
            assertTrue(trouble(hasty).contains("the host is busy: 2 questions to PAM are open"));
            assertTrue(hasty.named("walter").isPresent(), "whom a name means is another question");
        } finally {
            Files.delete(gate);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                assertEquals(Outcome.ACCEPTED, outcome(hasty, "walter", PASSWORD));
                return;
            } catch (DirectoryException e) {
                // The hung checks are on their way out.
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("it never recovered");
    }

    @Test
    void aServiceOfNamesThatIsAwayIsATroubleAndNotAnUnknownName() throws Exception {
        Files.writeString(Path.of("/etc/nsswitch.conf"), "passwd: files winbind\ngroup: files winbind\n");
        Files.createDirectories(folder.resolve("usr/sbin"));
        Files.writeString(folder.resolve("usr/sbin/winbindd"), "");
        for (String file : List.of("nsswitch.conf", "passwd", "group", "shadow", "pam.d/sallyport", "pam.d/common-auth", "pam.d/common-account")) {
            Files.createDirectories(folder.resolve("etc").resolve(file).getParent());
            Files.copy(Path.of("/etc").resolve(file), folder.resolve("etc").resolve(file));
        }
        UnixSettings settings = settings("sallyport", 4, PATIENCE, PATIENCE, Duration.ofMillis(1));
        UnixDirectory away = new UnixDirectory(settings, Host.real(folder, "sallyport"), Clock.systemUTC());
        assertEquals(Outcome.ACCEPTED, outcome(away, "walter", PASSWORD), "whom the files have is not of its business");
        String message = assertThrows(DirectoryException.class, () -> away.authenticate("somebody", PASSWORD.toCharArray())).getMessage();
        assertTrue(message.contains("winbind does not answer"), message);
        PrincipalId walter = away.named("walter").orElseThrow().id();
        assertThrows(DirectoryException.class, () -> away.memberships(walter, Set.of(PrincipalId.group("host", "5001"))));
        assertTrue(away.examine().stream().anyMatch(one -> one.level() == Level.BAD && one.text().contains("winbind does not answer")));
    }

    @Test
    void anExaminationOfAHealthyHostFindsNothing() {
        for (Finding finding : directory.examine()) {
            assertEquals(Level.GOOD, finding.level(), finding::text);
        }
        assertTrue(directory.describe().endsWith("through PAM service 'sallyport'"), directory::describe);
    }

    @Test
    void anExaminationFindsLinesThatLetEverybodyIn() throws Exception {
        service("sallyport", "auth required pam_permit.so\naccount required pam_permit.so\n");
        assertTrue(directory.examine().stream().anyMatch(one -> one.level() == Level.BAD && one.text().contains("accept every password")));
    }

    @Test
    void anExaminationSaysWhatIsMissing() throws Exception {
        Files.delete(Path.of("/etc/pam.d/sallyport"));
        assertTrue(directory.examine().stream()
                .anyMatch(one -> one.level() == Level.BAD && one.text().startsWith("There is no PAM service 'sallyport'")));
    }

    private void assertRefuses(String reason) {
        String message = trouble(directory);
        assertTrue(message.startsWith("realm host: ") && message.contains(reason), message);
    }

    private static String trouble(UnixDirectory directory) {
        return assertThrows(DirectoryException.class, () -> directory.authenticate("walter", PASSWORD.toCharArray())).getMessage();
    }

    private static UnixDirectory directory(String service, int concurrency, Duration patience, Duration timeout, Duration refusal) {
        return new UnixDirectory(settings(service, concurrency, patience, timeout, refusal), Clock.systemUTC());
    }

    private static UnixSettings settings(String service, int concurrency, Duration patience, Duration timeout, Duration refusal) {
        return new UnixSettings(new People("host", 1_000, 59_999, TestHost.NO_SHELLS), service, concurrency, patience, timeout, refusal);
    }
}
