package org.sallyport.core.signin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Answer;
import org.sallyport.api.signin.Attempt;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Way;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Setting;
import org.sallyport.api.store.Store;
import org.sallyport.core.Scene;
import org.sallyport.core.Town;
import org.sallyport.core.directory.Realms;
import org.sallyport.testkit.memory.MemoryStore;

class SignInTest {

    private Scene scene;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
    }

    private void refused(Reason reason, Outcome outcome) {
        assertTrue(outcome instanceof Refused refused && refused.reason() == reason, () -> "expected " + reason + ", got " + outcome);
    }

    @Test
    void twoFactorOffLetsThePasswordSuffice() {
        Session session = scene.in(scene.knock("grace", "grace's long password")).session();
        assertEquals("grace", session.name());
        assertFalse(session.factors().containsKey(Session.TOTP));
    }

    @Test
    void somebodyNotListedNeedsNoCode() throws Exception {
        scene.twoFactor(true, scene.engineering);
        scene.in(scene.knock("ada", "ada's long password"));
    }

    @Test
    void aGroupInAGroupProtects() throws Exception {
        scene.twoFactor(true, scene.engineering);
        assertTrue(scene.challenged(scene.knock("grace", "grace's long password")).way(Way.TOTP, Way.ENROL).isPresent());
    }

    @Test
    void wrongPasswordAndUnknownNameAreTheSameToTheOutside() {
        assertEquals(scene.knock("grace", "no"), scene.knock("nobody", "no"));
        refused(Reason.WRONG_CREDENTIALS, scene.knock("grace", "no"));
        refused(Reason.WRONG_CREDENTIALS, scene.knock("", "no"));
        refused(Reason.WRONG_CREDENTIALS, scene.knock("grace", ""));
    }

    @Test
    void theLogTellsTheAdministratorWhyAndNeverWhatWasTyped() {
        scene.knock("grace", "no");
        scene.knock("my secret passphrase", "no");
        assertEquals("unknown-name", scene.log().get(0).reason());
        assertEquals("unknown name (20 characters)", scene.log().get(0).actor());
        assertEquals("wrong-password", scene.log().get(1).reason());
        assertEquals("grace", scene.log().get(1).actor());
        assertFalse(scene.log().toString().contains("passphrase"));
    }

    @Test
    void aDisabledAccountIsBarredOnlyAfterTheRightPassword() {
        scene.town.disable(scene.grace);
        refused(Reason.ACCOUNT_DISABLED, scene.knock("grace", "grace's long password"));
        refused(Reason.WRONG_CREDENTIALS, scene.knock("grace", "no"));
    }

    @Test
    void reloadKeepsTheSecretAndANewSignInShowsANewOne() throws Exception {
        scene.twoFactor(true, scene.grace);
        Challenge first = scene.challenged(scene.knock("grace", "grace's long password"));
        assertArrayEquals(Scene.secret(first), Scene.secret(scene.challenged(scene.house.signIn().resume(first.id()))));
        refused(Reason.WRONG_CODE, scene.answer(first, scene.wrongCode(Scene.secret(first))));
        assertArrayEquals(Scene.secret(first), Scene.secret(scene.challenged(scene.house.signIn().resume(first.id()))));
        Challenge second = scene.challenged(scene.knock("grace", "grace's long password"));
        assertFalse(Arrays.equals(Scene.secret(first), Scene.secret(second)));
    }

    @Test
    void enrolledPeopleAreAskedForACodeThatIsGoodOnce() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        String code = scene.code(secret, 0);
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        assertTrue(challenge.way(Way.TOTP, Way.ANSWER).isPresent());
        Session session = scene.in(scene.answer(challenge, code.substring(0, 3) + " " + code.substring(3))).session();
        assertTrue(session.factors().containsKey(Session.TOTP));
        Challenge again = scene.challenged(scene.knock("grace", "grace's long password"));
        refused(Reason.CODE_USED, scene.answer(again, code));
        refused(Reason.CODE_USED, scene.answer(again, scene.code(secret, -1)));
        scene.in(scene.answer(again, scene.code(secret, 1)));
    }

    @Test
    void theCodeThatConfirmedAnEnrolmentIsUsed() throws Exception {
        scene.twoFactor(true, scene.grace);
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        String code = scene.code(Scene.secret(challenge), 0);
        scene.in(scene.answer(challenge, code));
        refused(Reason.CODE_USED, scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), code));
    }

    @Test
    void aFinishedSignInIsOver() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        scene.in(scene.answer(challenge, scene.code(secret, 0)));
        refused(Reason.EXPIRED, scene.answer(challenge, scene.code(secret, 1)));
        refused(Reason.EXPIRED, scene.house.signIn().resume(challenge.id()));
    }

    @Test
    void halfASignInRunsOut() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        scene.clock.forward(Duration.ofMinutes(10));
        refused(Reason.EXPIRED, scene.answer(challenge, scene.code(secret, 0)));
    }

    @Test
    void onlyTheWindowIsAccepted() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        scene.clock.forward(Duration.ofHours(1));
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        refused(Reason.WRONG_CODE, scene.answer(challenge, scene.code(secret, -2)));
        refused(Reason.WRONG_CODE, scene.answer(challenge, scene.code(secret, 2)));
        scene.in(scene.answer(challenge, scene.code(secret, -1)));
        scene.clock.forward(Duration.ofHours(1));
        challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        refused(Reason.WRONG_CODE, scene.answer(challenge, scene.code(secret, -2)));
        scene.in(scene.answer(challenge, scene.code(secret, 1)));
    }

    @Test
    void aDriftingPhoneIsFollowedUpToTheBound() throws Exception {
        scene.house.twoFactor().changeSettings(scene.actor, Map.of(), Map.of("totp.drift", "3"));
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        for (int drift = 1; drift <= 3; drift++) {
            scene.clock.forward(Duration.ofHours(1));
            Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
            refused(Reason.WRONG_CODE, scene.answer(challenge, scene.code(secret, -drift - 1)));
            scene.in(scene.answer(challenge, scene.code(secret, -drift)));
        }
        scene.clock.forward(Duration.ofHours(1));
        refused(Reason.WRONG_CODE, scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), scene.code(secret, -4)));
    }

    @Test
    void fiftyAtOnceWithOneCodeLetOneIn() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        String code = scene.code(secret, 0);
        List<Challenge> challenges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            challenges.add(scene.challenged(scene.knock("grace", "grace's long password")));
        }
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Outcome>> tries = challenges.stream().<Callable<Outcome>>map(one -> () -> scene.answer(one, code)).toList();
            int in = 0;
            for (Future<Outcome> outcome : threads.invokeAll(tries)) {
                if (outcome.get() instanceof Outcome.SignedIn) {
                    in++;
                } else {
                    refused(Reason.CODE_USED, outcome.get());
                }
            }
            assertEquals(1, in);
        } finally {
            threads.shutdown();
        }
        assertEquals(0, scene.house.twoFactor().people("grace", Optional.empty(), 1).page().items().get(0).standing().failedCodes());
    }

    @Test
    void turningItOnChallengesOpenSessionsAtTheirNextRequest() throws Exception {
        Outcome.SignedIn before = scene.in(scene.knock("grace", "grace's long password"));
        scene.in(scene.house.signIn().admit(before.token(), Door.PORTAL, Scene.HERE));
        scene.twoFactor(true, scene.engineering);
        Challenge challenge = scene.challenged(scene.house.signIn().admit(before.token(), Door.PORTAL, Scene.HERE));
        assertArrayEquals(Scene.secret(challenge),
                Scene.secret(scene.challenged(scene.house.signIn().admit(before.token(), Door.PORTAL, Scene.HERE))));
        Outcome.SignedIn after = scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0)));
        assertNotEquals(before.token(), after.token());
        refused(Reason.NO_SESSION, scene.house.signIn().admit(before.token(), Door.PORTAL, Scene.HERE));
        scene.in(scene.house.signIn().admit(after.token(), Door.PORTAL, Scene.HERE));
    }

    @Test
    void anOldSessionGivesThePasswordAgainBeforeASecretIsShown() throws Exception {
        Outcome.SignedIn before = scene.in(scene.knock("grace", "grace's long password"));
        scene.clock.forward(Duration.ofMinutes(11));
        scene.twoFactor(true, scene.grace);
        Challenge challenge = scene.challenged(scene.house.signIn().admit(before.token(), Door.PORTAL, Scene.HERE));
        assertTrue(challenge.way(Way.PASSWORD, Way.CONFIRM).isPresent());
        refused(Reason.WRONG_CREDENTIALS, scene.answer(challenge, "no"));
        Challenge shown = scene.challenged(scene.answer(challenge, "grace's long password"));
        scene.in(scene.answer(shown, scene.code(Scene.secret(shown), 0)));
    }

    @Test
    void theConsoleAsksAdministratorsForACodeAndOthersToLeave() {
        Outcome.SignedIn grace = scene.in(scene.knock("grace", "grace's long password"));
        refused(Reason.NOT_ADMINISTRATOR, scene.house.signIn().admit(grace.token(), Door.CONSOLE, Scene.HERE));
        Outcome.SignedIn ada = scene.in(scene.knock("ada", "ada's long password"));
        assertTrue(ada.session().administrator());
        Challenge challenge = scene.challenged(scene.house.signIn().admit(ada.token(), Door.CONSOLE, Scene.HERE));
        Outcome.SignedIn stronger = scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0)));
        scene.in(scene.house.signIn().admit(stronger.token(), Door.CONSOLE, Scene.HERE));
    }

    @Test
    void aSessionEndsByItsClocksBySigningOutAndWithItsOwner() {
        Outcome.SignedIn first = scene.in(scene.knock("grace", "grace's long password"));
        scene.clock.forward(Duration.ofMinutes(61));
        refused(Reason.NO_SESSION, scene.house.signIn().admit(first.token(), Door.PORTAL, Scene.HERE));
        Outcome.SignedIn second = scene.in(scene.knock("grace", "grace's long password"));
        scene.house.sessions().end(second.token(), Scene.HERE);
        refused(Reason.NO_SESSION, scene.house.signIn().admit(second.token(), Door.PORTAL, Scene.HERE));
        Outcome.SignedIn third = scene.in(scene.knock("grace", "grace's long password"));
        scene.town.disable(scene.grace);
        scene.clock.forward(Duration.ofSeconds(11));
        refused(Reason.NO_SESSION, scene.house.signIn().admit(third.token(), Door.PORTAL, Scene.HERE));
        refused(Reason.NO_SESSION, scene.house.signIn().admit("rubbish", Door.PORTAL, Scene.HERE));
        refused(Reason.NO_SESSION, scene.house.signIn().admit(null, Door.PORTAL, Scene.HERE));
    }

    @Test
    void anAbsoluteLifetimeEndsABusySession() {
        Outcome.SignedIn session = scene.in(scene.knock("grace", "grace's long password"));
        for (int i = 0; i < 47; i++) {
            scene.clock.forward(Duration.ofMinutes(30));
            scene.in(scene.house.signIn().admit(session.token(), Door.PORTAL, Scene.HERE));
        }
        scene.clock.forward(Duration.ofMinutes(30));
        refused(Reason.NO_SESSION, scene.house.signIn().admit(session.token(), Door.PORTAL, Scene.HERE));
    }

    @Test
    void aSecondSignInOfTheSameBrowserReplacesTheFirst() {
        Outcome.SignedIn first = scene.in(scene.knock("grace", "grace's long password"));
        scene.in(scene.house.signIn().begin(new Attempt("grace", "grace's long password".toCharArray(), Door.PORTAL, Scene.HERE,
                Optional.of(first.token()))));
        refused(Reason.NO_SESSION, scene.house.signIn().admit(first.token(), Door.PORTAL, Scene.HERE));
    }

    @Test
    void homeKnowsThePreviousSignInAndWarnsOfWrongCodes() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        refused(Reason.WRONG_CODE, scene.answer(challenge, scene.wrongCode(secret)));
        scene.clock.forward(Duration.ofMinutes(1));
        Challenge later = scene.challenged(scene.knock("grace", "grace's long password"));
        Session session = scene.in(scene.answer(later, scene.code(secret, 0))).session();
        assertEquals("192.0.2.7", session.previous().orElseThrow().address());
        assertEquals(1, session.failedCodes());
    }

    @Test
    void onesOwnSlipsAreNoNews() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        refused(Reason.WRONG_CODE, scene.answer(challenge, scene.wrongCode(secret)));
        assertEquals(0, scene.in(scene.answer(challenge, scene.code(secret, 0))).session().failedCodes());
    }

    @Test
    void everythingMissingMeansUnavailableAndNeverIn() throws Exception {
        scene.twoFactor(true, scene.grace);
        Outcome.SignedIn session = scene.in(scene.knock("ada", "ada's long password"));
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        String code = scene.code(Scene.secret(challenge), 0);
        scene.town.away = true;
        refused(Reason.UNAVAILABLE, scene.knock("ada", "ada's long password"));
        scene.town.away = false;
        scene.sealer.broken = true;
        scene.clock.forward(Duration.ofSeconds(2));
        refused(Reason.UNAVAILABLE, scene.answer(challenge, code));
        assertTrue(scene.house.signIn().readiness().missing().toString().contains("conf/test.key"));
        scene.sealer.broken = false;
        scene.stores.add(new MemoryStore());
        refused(Reason.UNAVAILABLE, scene.knock("ada", "ada's long password"));
        refused(Reason.UNAVAILABLE, scene.house.signIn().admit(session.token(), Door.PORTAL, Scene.HERE));
        assertTrue(scene.house.signIn().readiness().missing().toString().contains("2 services"));
        scene.stores.remove(1);
        scene.offered.clear();
        refused(Reason.UNAVAILABLE, scene.house.signIn().admit(session.token(), Door.PORTAL, Scene.HERE));
        assertFalse(scene.house.signIn().readiness().ready());
        scene.offered.add(new Realms.Offered(Map.of("sallyport.realm", "local"), scene.town));
        assertTrue(scene.house.signIn().readiness().ready(), () -> scene.house.signIn().readiness().toString());
        scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0)));
    }

    @Test
    void aPasswordFromOneDirectoryIsNeverJoinedToTheGroupsOfAnother() throws Exception {
        scene.twoFactor(true, scene.engineering);
        Town withoutGroups = new Town("local");
        withoutGroups.user("grace", "grace's long password");
        scene.town.afterPassword = () -> scene.offered.set(0, new Realms.Offered(Map.of("sallyport.realm", "local"), withoutGroups));
        refused(Reason.UNAVAILABLE, scene.knock("grace", "grace's long password"));
    }

    @Test
    void aPasswordFromBeforeASwapIsNeverJoinedToThePolicyAfterIt() throws Exception {
        scene.twoFactor(true, scene.engineering);
        scene.town.afterPassword = () -> scene.stores.set(0, new MemoryStore());
        refused(Reason.UNAVAILABLE, scene.knock("grace", "grace's long password"));
    }

    @Test
    void aStoreThatKnowsAnotherDirectoryIsNotOpenedByThisOne() throws Exception {
        scene.in(scene.knock("ada", "ada's long password"));
        Store other = new MemoryStore();
        other.commit(List.of(new Change.SaveSetting(new Setting("mark.realm.local", "elsewhere", 0))));
        scene.stores.set(0, other);
        refused(Reason.UNAVAILABLE, scene.knock("ada", "ada's long password"));
        assertTrue(scene.house.signIn().readiness().missing().toString().contains("another directory than before"));
    }

    @Test
    void aStoreThatComesToADirectoryLearnsNothingOfItUntilItComesAnew() throws Exception {
        scene.in(scene.knock("ada", "ada's long password"));
        scene.stores.set(0, new MemoryStore());
        scene.in(scene.knock("ada", "ada's long password"));
        assertTrue(scene.store().settings().find("mark.realm.local").isEmpty());
        scene.offered.set(0, new Realms.Offered(Map.of("sallyport.realm", "local"), new Town("local")));
        assertTrue(scene.house.signIn().readiness().ready());
        assertTrue(scene.store().settings().find("mark.realm.local").isPresent());
    }

    @Test
    void anotherDirectoryUnderTheSameNameStaysClosedUntilConfirmed() {
        scene.in(scene.knock("ada", "ada's long password"));
        Town other = new Town("local");
        other.user("ada", "ada's long password");
        other.fingerprint = "elsewhere";
        scene.offered.set(0, new Realms.Offered(Map.of("sallyport.realm", "local"), other));
        refused(Reason.UNAVAILABLE, scene.knock("ada", "ada's long password"));
        assertTrue(scene.house.signIn().readiness().missing().toString().contains("confirmed.directories = local=elsewhere"));
        scene.house = scene.house(List.of("local"), Map.of("local", "elsewhere"));
        scene.in(scene.knock("ada", "ada's long password"));
    }

    @Test
    void aListThatNamesARealmThatIsGoneClosesTheDoorForThoseItMightMean() throws Exception {
        Town branch = new Town("branch");
        branch.user("betty", "betty's long password");
        scene.offered.add(new Realms.Offered(Map.of("sallyport.realm", "branch"), branch));
        scene.house = scene.house(List.of("local", "branch"), Map.of());
        scene.twoFactor(true, branch.group("Everybody"), scene.grace);
        scene.in(scene.knock("alan", "alan's long password"));
        scene.house = scene.house(List.of("local"), Map.of());
        refused(Reason.UNAVAILABLE, scene.knock("alan", "alan's long password"));
        scene.challenged(scene.knock("grace", "grace's long password"));
        scene.house.twoFactor().remove(scene.actor, Set.of(branch.group("Everybody")));
        scene.in(scene.knock("alan", "alan's long password"));
    }

    @Test
    void answersOfTheWrongKindOpenNothing() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        refused(Reason.EXPIRED, scene.house.signIn().answer(challenge.id(), new Answer(Way.PASSWORD, Way.CONFIRM, "grace's long password"),
                Scene.HERE));
        refused(Reason.EXPIRED, scene.house.signIn().answer(challenge.id(), new Answer(Way.TOTP, Way.ENROL, scene.code(secret, 0)), Scene.HERE));
        refused(Reason.EXPIRED, scene.house.signIn().answer(challenge.id(), new Answer("none", "none", ""), Scene.HERE));
    }
}
