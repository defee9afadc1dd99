package org.sallyport.core.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.Selection;
import org.sallyport.api.administration.Status;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.paging.Count;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Way;
import org.sallyport.core.Scene;

class AdministrationTest {

    private Scene scene;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
    }

    private TwoFactorAdministration administration() {
        return scene.house.twoFactor();
    }

    @Test
    void theStatusCountsEachPersonOnce() throws Exception {
        scene.twoFactor(false, scene.engineering, scene.nightShift, scene.grace);
        Status status = administration().status();
        assertFalse(status.enabled());
        assertEquals(3, status.listed());
        assertEquals(Count.exactly(2), status.people());
        assertEquals(0, status.enrolled());
    }

    @Test
    void theImpactTellsWhoWillBeAsked() throws Exception {
        scene.twoFactor(false, scene.engineering);
        scene.in(scene.knock("grace", "grace's long password"));
        scene.in(scene.knock("grace", "grace's long password"));
        scene.in(scene.knock("ada", "ada's long password"));
        assertEquals(new Impact(Count.exactly(2), Count.exactly(2), 2), administration().impact(true));
        assertEquals(new Impact(Count.exactly(2), Count.exactly(2), 0), administration().impact(false));
    }

    @Test
    void aSwitchOnOldNewsIsRefused() {
        Status seen = administration().status();
        administration().add(scene.actor, Set.of(scene.grace));
        assertThrows(OutdatedException.class, () -> administration().switchTwoFactor(scene.actor, true, seen.revision()));
        assertTrue(administration().switchTwoFactor(scene.actor, true, administration().status().revision()).enabled());
        assertEquals(Action.TWO_FACTOR_ON, scene.log().get(0).action());
    }

    @Test
    void removingAndDisablingKeepTheEnrolmentAndOnlyAResetDiscardsIt() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        administration().remove(scene.actor, Set.of(scene.grace));
        scene.in(scene.knock("grace", "grace's long password"));
        administration().add(scene.actor, Set.of(scene.grace));
        Outcome.Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        assertTrue(challenge.way(Way.TOTP, Way.ANSWER).isPresent());
        Outcome.SignedIn open = scene.in(scene.answer(challenge, scene.code(secret, 0)));
        Outcome.Challenge underWay = scene.challenged(scene.knock("grace", "grace's long password"));

        assertEquals(1, administration().reset(scene.actor, Set.of(scene.grace)));

        assertEquals(Refused.because(Reason.NO_SESSION), scene.house.signIn().admit(open.token(), Door.PORTAL, Scene.HERE));
        assertEquals(Refused.because(Reason.EXPIRED), scene.answer(underWay, scene.code(secret, 1)));
        assertTrue(scene.challenged(scene.knock("grace", "grace's long password")).way(Way.TOTP, Way.ENROL).isPresent());
        assertEquals(0, administration().status().enrolled());
    }

    @Test
    void theListSaysWhatTheDirectorySays() throws Exception {
        scene.twoFactor(true, scene.engineering, scene.grace);
        scene.enrol("grace");
        List<Listed> list = administration().list("", Optional.empty(), 10).items();
        assertEquals(List.of("Engineering", "grace"), list.stream().map(entry -> entry.principal().name()).toList());
        assertEquals(Count.exactly(2), list.get(0).people());
        assertEquals(Count.exactly(1), list.get(0).enrolled());
        assertTrue(list.get(1).standing().orElseThrow().enrolledAt().isPresent());
        scene.town.principals.remove(scene.grace);
        assertEquals(Listed.Presence.GONE, administration().list("gra", Optional.empty(), 10).items().get(0).presence());
        scene.town.away = true;
        assertEquals(Listed.Presence.DIRECTORY_AWAY, administration().list("", Optional.empty(), 10).items().get(0).presence());
    }

    @Test
    void candidatesSayWhoIsListed() {
        administration().add(scene.actor, Set.of(scene.grace));
        assertTrue(administration().candidates("grace", Set.of(Kind.USER), Optional.empty(), 10).page().items().get(0).listed());
        assertFalse(administration().candidates("alan", Set.of(Kind.USER, Kind.GROUP), Optional.empty(), 10).page().items().get(0).listed());
        PrincipalId nobody = PrincipalId.user("local", "nobody");
        assertEquals(nobody.toString(),
                assertThrows(InvalidInputException.class, () -> administration().add(scene.actor, Set.of(nobody))).field());
    }

    @Test
    void everybodyWhomASearchFindsCanBeChosen() {
        List<Principal> found = administration().resolve(new Selection.Matching("a"));
        assertEquals(List.of("ada", "alan"), found.stream().map(Principal::name).toList());
        assertEquals(List.of("grace"), administration().resolve(new Selection.Named(Set.of(scene.grace, scene.engineering))).stream()
                .map(Principal::name).toList());
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedByName() {
        for (Map.Entry<String, String> wrong : Map.of("totp.window", "6", "totp.digits", "5", "issuer", "a:b", "administrators.code", "yes",
                "totp.algorithm", "MD5", "no.such", "1", "session.hours", "25", "portal.address", "http://portal.example.com").entrySet()) {
            assertEquals(wrong.getKey(), assertThrows(InvalidInputException.class,
                    () -> administration().changeSettings(scene.actor, Map.of(), Map.of(wrong.getKey(), wrong.getValue()))).field());
        }
        administration().changeSettings(scene.actor, Map.of(), Map.of("issuer", " Example Ltd "));
        assertEquals("Example Ltd", administration().settings().get(0).value());
        for (String wrong : List.of("https://a@evil.example", "https://", "https://a/?b", "https://a/../b", "https://a b", "javascript:a")) {
            assertThrows(InvalidInputException.class, () -> administration().changeSettings(scene.actor, Map.of(), Map.of("portal.address", wrong)), wrong);
        }
        administration().changeSettings(scene.actor, Map.of(), Map.of("portal.address", "https://portal.example.com:8443/in/"));
        assertEquals("https://portal.example.com:8443/in", administration().settings().get(1).value());
        administration().changeSettings(scene.actor, Map.of(), Map.of("portal.address", ""));
        assertEquals("", administration().settings().get(1).value());
    }

    @Test
    void changedDefaultsLeaveTheEnrolledAlone() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        administration().changeSettings(scene.actor, Map.of(), Map.of("totp.digits", "8", "totp.algorithm", "SHA256", "totp.period", "60"));
        scene.in(scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), scene.code(secret, 0)));
    }

    @Test
    void nobodyLocksThemselvesOut() {
        assertThrows(InvalidInputException.class, () -> administration().appoint(scene.actor, administration().administrators(), Set.of(scene.engineering)));
        administration().appoint(scene.actor, administration().administrators(), Set.of(scene.engineering, scene.ada));
        assertEquals(Set.of(scene.engineering, scene.ada), administration().administrators());
    }

    @Test
    void whoSawSomethingElseChangesNothing() {
        administration().changeSettings(scene.actor, Map.of("issuer", "Sallyport"), Map.of("issuer", "One"));
        assertThrows(OutdatedException.class,
                () -> administration().changeSettings(scene.actor, Map.of("issuer", "Sallyport"), Map.of("issuer", "Two")));
        assertThrows(OutdatedException.class,
                () -> administration().changeSettings(scene.actor, Map.of("issuer", "Sallyport"), Map.of("totp.window", "2")));
        assertEquals("One", administration().settings().get(0).value());
        Set<PrincipalId> seen = administration().administrators();
        administration().appoint(scene.actor, seen, Set.of(scene.ada, scene.grace));
        assertThrows(OutdatedException.class, () -> administration().appoint(scene.actor, seen, Set.of(scene.ada, scene.alan)));
        assertEquals(Set.of(scene.ada, scene.grace), administration().administrators());
    }

    @Test
    void aDirectoryThatCannotBeEditedHidesAccounts() {
        assertEquals(List.of(), scene.house.accounts().editableRealms());
    }
}
