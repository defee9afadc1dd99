package org.sallyport.core.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.ApiToken.Scope;
import org.sallyport.api.administration.ApiTokens.Admission;
import org.sallyport.api.administration.ApiTokens.Issued;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.store.Setting;
import org.sallyport.core.Scene;
import org.sallyport.core.session.SessionRules;
import org.sallyport.core.throttle.Throttle;

class ApiTokenRulesTest {

    private Scene scene;
    private ApiTokenRules tokens;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
        tokens = scene.house.apiTokens();
    }

    private Admission.In in(String secret) {
        return assertInstanceOf(Admission.In.class, tokens.admit(secret, Scene.HERE));
    }

    private Optional<Instant> refused(String secret, Client client) {
        return assertInstanceOf(Admission.Refused.class, tokens.admit(secret, client)).retryAt();
    }

    @Test
    void aTokenActsForItsMakerAndIsKeptAsAHash() throws Exception {
        Issued issued = tokens.create(scene.actor, " nightly export ", Scope.READ, 30);
        Admission.In in = in(issued.secret());
        assertEquals(scene.ada, in.actor().id());
        assertEquals(Door.API, in.actor().door());
        assertEquals(Scope.READ, in.scope());
        assertEquals("nightly export", in.name());
        assertFalse(issued.toString().contains(issued.secret()));
        for (Setting setting : scene.store().settings().all()) {
            assertFalse((setting.key() + setting.value()).contains(issued.secret().substring(ApiTokenRules.SHAPE.length())));
        }
        assertEquals(Action.CREATE_TOKEN, scene.log().get(0).action());
        assertEquals("nightly export", scene.log().get(0).subject());
    }

    @Test
    void itIsGoodUntilItRunsOutOrIsRevoked() {
        Issued issued = tokens.create(scene.actor, "a", Scope.ADMIN, 1);
        scene.clock.forward(Duration.ofDays(1).minusMillis(1));
        in(issued.secret());
        scene.clock.forward(Duration.ofMillis(1));
        assertEquals(Optional.empty(), refused(issued.secret(), Scene.HERE));
        Issued other = tokens.create(scene.actor, "b", Scope.ADMIN, 1);
        assertTrue(tokens.revoke(scene.actor, other.token().id()));
        assertFalse(tokens.revoke(scene.actor, other.token().id()));
        assertFalse(tokens.revoke(scene.actor, "mark.first-administrator"));
        refused(other.secret(), Scene.HERE);
        assertEquals(List.of("a"), tokens.list().stream().map(token -> token.name()).toList());
    }

    @Test
    void whoeverIsNoAdministratorAnyMoreTakesTheTokensAlong() {
        scene.house.twoFactor().appoint(scene.actor, scene.house.twoFactor().administrators(), Set.of(scene.ada, scene.grace));
        Actor grace = new Actor(scene.grace, "grace", Scene.HERE, Door.CONSOLE);
        Issued issued = tokens.create(grace, "grace's", Scope.ADMIN, 30);
        in(issued.secret());
        scene.house.twoFactor().appoint(scene.actor, scene.house.twoFactor().administrators(), Set.of(scene.ada));
        refused(issued.secret(), Scene.HERE);
    }

    @Test
    void wrongTokensAreThrottledByAddressAndARightOneIsNot() {
        Issued issued = tokens.create(scene.actor, "a", Scope.READ, 30);
        for (int i = 0; i < Throttle.ADDRESS_FAILURES; i++) {
            assertEquals(Optional.empty(), refused("sallyport_" + "x".repeat(43), Scene.ELSEWHERE));
        }
        assertTrue(refused("anything", Scene.ELSEWHERE).isPresent());
        assertInstanceOf(Admission.In.class, tokens.admit(issued.secret(), Scene.ELSEWHERE));
        assertEquals(Optional.empty(), refused("", Scene.HERE));
        List<AuditEvent> lines = scene.log().stream().filter(event -> event.reason().equals("wrong-token")).toList();
        assertEquals(2, lines.size());
    }

    @Test
    void useIsNotedToTheMinute() {
        Issued issued = tokens.create(scene.actor, "a", Scope.READ, 30);
        assertEquals(Optional.empty(), tokens.list().get(0).lastUsedAt());
        scene.clock.forward(Duration.ofSeconds(95));
        in(issued.secret());
        assertEquals(Optional.of(scene.clock.now.truncatedTo(ChronoUnit.MINUTES)), tokens.list().get(0).lastUsedAt());
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        for (int days : new int[] {0, -1, 731}) {
            assertEquals("days", assertThrows(InvalidInputException.class,
                    () -> tokens.create(scene.actor, "a", Scope.READ, days)).field());
        }
        for (String name : List.of("", " ", "a\nb", "x".repeat(65))) {
            assertEquals("name", assertThrows(InvalidInputException.class,
                    () -> tokens.create(scene.actor, name, Scope.READ, 1)).field());
        }
    }

    @Test
    void theHostsTokenIsNewEveryTimeAndKeptNowhere() throws Exception {
        String first = tokens.renewHostToken();
        assertEquals(Actor.HOST, in(first).actor().id());
        String second = tokens.renewHostToken();
        assertNotEquals(first, second);
        refused(first, Scene.HERE);
        assertEquals(Scope.ADMIN, in(second).scope());
        assertEquals(List.of(), tokens.list());
    }

    @Test
    void theHostBringsBackAnAdministratorAndNobodyElseDoes() throws Exception {
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        assertThrows(InvalidInputException.class, () -> scene.house.twoFactor().recover(scene.actor, scene.grace));
        Actor host = in(tokens.renewHostToken()).actor();
        scene.house.twoFactor().recover(host, scene.grace);
        assertTrue(scene.house.twoFactor().administrators().contains(scene.grace));
        Outcome.Challenge challenge = scene.challenged(scene.knock("grace", "grace's long password"));
        assertNotEquals(List.of(secret), List.of(Scene.secret(challenge)));
        assertEquals(Recovery.REASON, scene.log().stream().filter(event -> event.action() == Action.RESET).findFirst().orElseThrow().reason());
        assertThrows(InvalidInputException.class, () -> scene.house.twoFactor().recover(host, scene.engineering));
        assertThrows(InvalidInputException.class, () -> scene.house.twoFactor().appoint(host, scene.house.twoFactor().administrators(), Set.of()));
        scene.house.twoFactor().appoint(host, scene.house.twoFactor().administrators(), Set.of(scene.alan));
        Actor travelling = in(tokens.create(host, "elsewhere", Scope.ADMIN, 1).secret()).actor();
        scene.house.twoFactor().appoint(travelling, scene.house.twoFactor().administrators(), Set.of(scene.grace));
        assertThrows(InvalidInputException.class, () -> scene.house.twoFactor().recover(travelling, scene.alan));
    }

    @Test
    void sessionsAreListedAndEndedById() {
        Outcome.SignedIn one = scene.in(scene.knock("grace", "grace's long password"));
        Outcome.SignedIn other = scene.in(scene.knock("grace", "grace's long password"));
        SessionRules sessions = scene.house.sessions();
        assertEquals(2, sessions.sessions(Optional.empty(), 10).items().size());
        assertEquals(2, sessions.sessions(scene.grace).size());
        assertFalse(sessions.endSession(scene.actor, scene.alan, one.session().id()));
        assertTrue(sessions.endSession(scene.actor, scene.grace, one.session().id()));
        assertFalse(sessions.endSession(scene.actor, scene.grace, one.session().id()));
        assertEquals(Action.END_SESSION, scene.log().get(0).action());
        assertInstanceOf(Outcome.Refused.class, scene.house.signIn().admit(one.token(), Door.PORTAL, Scene.HERE));
        assertInstanceOf(Outcome.SignedIn.class, scene.house.signIn().admit(other.token(), Door.PORTAL, Scene.HERE));
        assertEquals(1, sessions.endSessions(scene.actor, scene.grace));
        scene.in(scene.knock("grace", "grace's long password"));
        scene.clock.forward(Duration.ofHours(2));
        assertEquals(List.of(), sessions.sessions(scene.grace));
    }
}
