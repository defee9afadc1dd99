package org.sallyport.core.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.core.Scene;

class ThrottleTest {

    private Scene scene;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
    }

    private Instant throttled(Outcome outcome) {
        assertTrue(outcome instanceof Refused refused && refused.reason() == Reason.THROTTLED, () -> "expected THROTTLED, got " + outcome);
        return ((Refused) outcome).retryAt().orElseThrow();
    }

    private void refused(Reason reason, Outcome outcome) {
        assertTrue(outcome instanceof Refused refused && refused.reason() == reason, () -> "expected " + reason + ", got " + outcome);
    }

    @Test
    void theFirstFiveCostNothingThenTheWaitDoublesUpToAnHour() {
        assertEquals(Duration.ZERO, Backoff.waitAfter(0));
        assertEquals(Duration.ZERO, Backoff.waitAfter(5));
        assertEquals(Duration.ofSeconds(30), Backoff.waitAfter(6));
        assertEquals(Duration.ofSeconds(60), Backoff.waitAfter(7));
        assertEquals(Duration.ofSeconds(1920), Backoff.waitAfter(12));
        assertEquals(Duration.ofHours(1), Backoff.waitAfter(13));
        assertEquals(Duration.ofHours(1), Backoff.waitAfter(Integer.MAX_VALUE));
    }

    @Test
    void knownAndUnknownNamesAreThrottledAlike() {
        for (String name : new String[] {"grace", "nobody"}) {
            for (int i = 0; i < 6; i++) {
                refused(Reason.WRONG_CREDENTIALS, scene.knock(name, "no"));
            }
            assertEquals(scene.clock.now.plusSeconds(30), throttled(scene.knock(name, "no")));
        }
        throttled(scene.knock("grace", "grace's long password"));
        throttled(scene.knock(" GRACE ", "grace's long password"));
    }

    @Test
    void aRestartGivesNoFreshGuesses() {
        for (int i = 0; i < 6; i++) {
            scene.knock("grace", "no");
        }
        scene.house = scene.house(List.of("local"), Map.of());
        throttled(scene.knock("grace", "grace's long password"));
    }

    @Test
    void successForgetsFailuresInARow() {
        for (int i = 0; i < 5; i++) {
            scene.knock("grace", "no");
        }
        scene.in(scene.knock("grace", "grace's long password"));
        for (int i = 0; i < 5; i++) {
            refused(Reason.WRONG_CREDENTIALS, scene.knock("grace", "no"));
        }
        scene.in(scene.knock("grace", "grace's long password"));
    }

    @Test
    void aStrangerKeepsOnlyStrangersOut() {
        scene.in(scene.knock("grace", "grace's long password"));
        for (int i = 0; i < 7; i++) {
            scene.knock("grace", "no", Scene.ELSEWHERE);
        }
        throttled(scene.knock("grace", "grace's long password", Scene.ELSEWHERE));
        scene.in(scene.knock("grace", "grace's long password", Scene.HERE));
    }

    @Test
    void aHundredWrongPasswordsCloseTheDoorToStrangersForADay() {
        scene.in(scene.knock("grace", "grace's long password"));
        for (int i = 0; i < 100; i++) {
            scene.clock.forward(Duration.ofMinutes(61));
            refused(Reason.WRONG_CREDENTIALS, scene.knock("grace", "no", new Client("203.0.113." + i, "")));
        }
        scene.clock.forward(Duration.ofHours(2));
        assertEquals(scene.clock.now.plus(Duration.ofHours(22)), throttled(scene.knock("grace", "grace's long password", Scene.ELSEWHERE)));
        scene.in(scene.knock("grace", "grace's long password", Scene.HERE));
        scene.house.twoFactor().unlock(scene.actor, Set.of(scene.grace));
        scene.in(scene.knock("grace", "grace's long password", Scene.ELSEWHERE));
    }

    @Test
    void anAddressMayFailAHundredTimesInTenMinutes() {
        for (int i = 0; i < 100; i++) {
            refused(Reason.WRONG_CREDENTIALS, scene.knock("name" + i, "no", new Client("2001:db8:0:1::" + i, "")));
        }
        assertEquals(scene.clock.now.plus(Duration.ofMinutes(10)),
                throttled(scene.knock("grace", "grace's long password", new Client("2001:db8:0:1:ffff::1", ""))));
        scene.in(scene.knock("grace", "grace's long password", new Client("2001:db8:0:2::1", "")));
        scene.clock.forward(Duration.ofMinutes(10));
        scene.in(scene.knock("grace", "grace's long password", new Client("2001:db8:0:1:ffff::1", "")));
    }

    @Test
    void wrongCodesWaitAndTheHundredthLocksUntilAnAdministratorUnlocks() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        for (int i = 0; i < 100; i++) {
            scene.clock.forward(Duration.ofMinutes(61));
            Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
            refused(Reason.WRONG_CODE, scene.answer(challenge, scene.wrongCode(secret)));
            if (i == 6) {
                throttled(scene.answer(challenge, scene.code(secret, 0)));
            }
        }
        scene.clock.forward(Duration.ofDays(400));
        Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        refused(Reason.LOCKED, scene.answer(challenge, scene.code(secret, 0)));
        refused(Reason.EXPIRED, scene.answer(challenge, scene.code(secret, 0)));
        assertTrue(scene.house.twoFactor().people("grace", Optional.empty(), 10).page().items().get(0).standing().locked());
        scene.house.twoFactor().unlock(scene.actor, Set.of(scene.grace));
        scene.in(scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), scene.code(secret, 0)));
    }

    @Test
    void aUsedCodeIsNoFailure() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        String code = scene.code(secret, 0);
        scene.in(scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), code));
        for (int i = 0; i < 20; i++) {
            refused(Reason.CODE_USED, scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), code));
        }
        scene.in(scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), scene.code(secret, 1)));
    }

    @Test
    void troubleIsNoFailure() {
        scene.town.away = true;
        for (int i = 0; i < 20; i++) {
            refused(Reason.UNAVAILABLE, scene.knock("grace", "grace's long password"));
        }
        scene.town.away = false;
        scene.in(scene.knock("grace", "grace's long password"));
    }

    @Test
    void troubleBehindTheRightPasswordIsNoFailure() {
        for (int i = 0; i < 20; i++) {
            scene.town.afterPassword = () -> scene.town.away = true;
            refused(Reason.UNAVAILABLE, scene.knock("grace", "grace's long password"));
            scene.town.away = false;
        }
        scene.town.afterPassword = () -> { };
        scene.in(scene.knock("grace", "grace's long password"));
    }
}
