package org.sallyport.core.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Decision;
import org.sallyport.api.access.Decision.Reason;
import org.sallyport.api.access.Gate;
import org.sallyport.api.access.Knock;
import org.sallyport.api.access.Ticket;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Setting;
import org.sallyport.core.Scene;
import org.sallyport.core.Town;
import org.sallyport.core.directory.Realms;
import org.sallyport.testkit.memory.MemoryStore;

/** Decisions at the channels, and one-time tickets. */
class AccessTest {

    private static final String ADDRESS = "203.0.113.9";

    private Scene scene;
    private String key;
    private Gate gate;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
        key = scene.house.accessAdministration().addGate(scene.actor, "desk", Set.of("rdp", "ssh")).key();
        gate = scene.house.decisions().gate(key).orElseThrow();
    }

    private Reason decide(String login) {
        return decide(login, "rdp").reason();
    }

    private Decision decide(String login, String channel) {
        return scene.house.decisions().decide(gate, new Knock(channel, login, ADDRESS));
    }

    private Reason redeem(String login, String ticket) {
        return scene.house.decisions().redeem(gate, new Knock("rdp", login, ADDRESS), ticket).reason();
    }

    private void rule(String channel, Channel.Rule rule) {
        long revision = scene.house.accessAdministration().channels().stream().filter(one -> one.name().equals(channel)).findFirst()
                .map(Channel::revision).orElse(0L);
        scene.house.accessAdministration().save(scene.actor, new Channel(channel, rule, revision));
    }

    private Application desktop(PrincipalId... audience) {
        return scene.house.accessAdministration().save(scene.actor, new Application("", Application.Kind.REMOTE_DESKTOP, "Desk", "",
                URI.create("rdp://desk.example"), Set.of(audience), Optional.empty(), Optional.of(gate.id()), 0));
    }

    private Outcome.SignedIn signedIn(String login) throws Exception {
        Outcome outcome = scene.knock(login, login + "'s long password");
        if (outcome instanceof Outcome.Challenge challenge) {
            return scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0)));
        }
        return scene.in(outcome);
    }

    private String ticket(Outcome.SignedIn holder, Application application) {
        return scene.house.applications().ticket(holder.token(), application.id(), Scene.HERE).map(Ticket::secret).orElseThrow();
    }

    private AuditEvent latest() {
        return scene.log().get(0);
    }

    @Test
    void aGateIsKnownByItsKeyAlone() {
        assertEquals(Optional.of(gate), scene.house.decisions().gate(key));
        for (String other : new String[] {null, "", "x", key + "x", key.substring(1) + "x", " " + key}) {
            assertTrue(scene.house.decisions().gate(other).isEmpty(), String.valueOf(other));
        }
        assertFalse(scene.house.accessAdministration().gates().toString().contains(key));
        assertFalse(scene.log().toString().contains(key));
    }

    @Test
    void whenTheStoreIsAwayNoGateIsKnownAndNobodyComesIn() throws Exception {
        scene.stores.clear();
        assertThrows(UnavailableException.class, () -> scene.house.decisions().gate(key));
        assertEquals(Reason.UNAVAILABLE, decide("grace"));
        assertEquals(Reason.UNAVAILABLE, redeem("grace", "AAAAA-AAAAA-AAAAA-AAAAA"));
    }

    @Test
    void aGateThatWasRemovedOpensNothing() {
        scene.house.accessAdministration().removeGate(scene.actor, gate.id());
        assertTrue(scene.house.decisions().gate(key).isEmpty());
        assertEquals(Reason.WRONG_CHANNEL, decide("grace"));
    }

    @Test
    void protectedPeopleAreRefusedAndTheOthersComeIn() throws Exception {
        scene.twoFactor(true, scene.engineering);
        Decision refused = decide("grace", "rdp");
        assertEquals(Reason.NEEDS_TWO_FACTORS, refused.reason());
        assertFalse(refused.allowed());
        assertEquals(scene.grace, refused.user().orElseThrow().id());
        assertEquals(Reason.NOT_PROTECTED, decide("ada"));
        assertTrue(decide("ada", "ssh").allowed());
    }

    @Test
    void takingSomebodyOffTheListLetsThemIn() throws Exception {
        scene.twoFactor(true, scene.grace);
        assertEquals(Reason.NEEDS_TWO_FACTORS, decide("grace"));
        scene.house.twoFactor().remove(scene.actor, Set.of(scene.grace));
        assertEquals(Reason.NOT_PROTECTED, decide("grace"));
    }

    @Test
    void twoFactorDisabledLetsAllIn() throws Exception {
        scene.twoFactor(true, scene.grace);
        scene.twoFactor(false);
        assertEquals(Reason.NOT_PROTECTED, decide("grace"));
    }

    @Test
    void unknownIsUnknownAndNeverWrittenOut() {
        assertEquals(Reason.UNKNOWN, decide("my secret passphrase"));
        assertEquals("unknown name (20 characters)", latest().actor());
        assertFalse(scene.log().toString().contains("passphrase"));
        for (String login : List.of("", " ", "x".repeat(201), "a\nb")) {
            assertEquals(Reason.UNKNOWN, decide(login), login);
        }
    }

    @Test
    void disabledIsDisabled() {
        scene.town.disable(scene.grace);
        assertEquals(Reason.DISABLED, decide("grace"));
    }

    @Test
    void aRealmThatIsAwayIsUnavailableAndNeverUnknown() {
        scene.town.away = true;
        assertEquals(Reason.UNAVAILABLE, decide("grace"));
        assertEquals(Reason.UNAVAILABLE, decide("nobody"));
        assertEquals("unavailable", latest().reason());
    }

    @Test
    void aNameOfTwoRealmsIsNobodys() throws Exception {
        Town other = new Town("other");
        other.fingerprint = "other";
        other.user("grace", "another password");
        scene.offered.add(new Realms.Offered(Map.of(Directory.REALM, "other"), other));
        scene.house = scene.house(List.of("local", "other"), Map.of());
        assertEquals(Reason.UNKNOWN, decide("grace"));
        assertEquals(Reason.NOT_PROTECTED, decide("local\\grace"));
        other.away = true;
        assertEquals(Reason.UNAVAILABLE, decide("grace"));
        assertEquals(Reason.NOT_PROTECTED, decide("local\\grace"));
    }

    @Test
    void aChannelThatIsOpenAsksNobody() throws Exception {
        scene.twoFactor(true, scene.grace);
        rule("rdp", Channel.Rule.ALLOW);
        assertEquals(Reason.OPEN_CHANNEL, decide("grace"));
        assertEquals(Reason.NEEDS_TWO_FACTORS, decide("grace", "ssh").reason());
        assertEquals(Reason.UNKNOWN, decide("nobody"));
        scene.town.disable(scene.grace);
        assertEquals(Reason.DISABLED, decide("grace"));
    }

    @Test
    void aChannelForTicketsTakesNobodyWithout() {
        rule("rdp", Channel.Rule.TICKET_ONLY);
        assertEquals(Reason.NEEDS_TICKET, decide("ada"));
    }

    @Test
    void aChannelMustBeThereAndTheGates() {
        assertEquals(Reason.WRONG_CHANNEL, decide("ada", "vpn").reason());
        rule("vpn", Channel.Rule.REFUSE_PROTECTED);
        assertEquals(Reason.WRONG_CHANNEL, decide("ada", "vpn").reason());
        String vpnKey = scene.house.accessAdministration().addGate(scene.actor, "vpn", Set.of("vpn")).key();
        gate = scene.house.decisions().gate(vpnKey).orElseThrow();
        assertEquals(Reason.NOT_PROTECTED, decide("ada", "vpn").reason());
        assertEquals(Reason.WRONG_CHANNEL, decide("ada", "rdp").reason());
        scene.house.accessAdministration().removeChannel(scene.actor, "vpn");
        assertEquals(Reason.WRONG_CHANNEL, decide("ada", "vpn").reason());
    }

    @Test
    void everyDecisionIsInTheLog() throws Exception {
        scene.twoFactor(true, scene.grace);
        decide("grace");
        assertEquals(AuditEvent.Action.ACCESS, latest().action());
        assertEquals(AuditEvent.Outcome.REFUSED, latest().outcome());
        assertEquals("needs-two-factors", latest().reason());
        assertEquals("rdp", latest().door());
        assertEquals("desk", latest().subject());
        assertEquals(ADDRESS, latest().address());
        decide("ada");
        assertEquals("not-protected", latest().reason());
        assertEquals(AuditEvent.Outcome.SUCCEEDED, latest().outcome());
        scene.house.decisions().decide(gate, new Knock("rdp", "ada", "host.example"));
        assertEquals("", latest().address());
    }

    @Test
    void aGoneRealmOnTheListKeepsThoseOutWhomNothingProtects() throws Exception {
        scene.twoFactor(true, scene.grace);
        scene.store().commit(List.of(new Change.AddToList(new org.sallyport.api.store.ListEntry(PrincipalId.user("gone", "x"), "x",
                scene.clock.now))));
        assertEquals(Reason.UNAVAILABLE, decide("ada"));
        assertEquals(Reason.NEEDS_TWO_FACTORS, decide("grace"));
    }

    @Test
    void aTicketLetsAProtectedPersonInOnce() throws Exception {
        scene.twoFactor(true, scene.grace);
        String ticket = ticket(signedIn("grace"), desktop());
        assertTrue(ticket.matches("([A-Z0-9]{5}-){3}[A-Z0-9]{5}"), ticket);
        assertEquals(Reason.TICKET, redeem("grace", " " + ticket.toLowerCase().replace("-", " ")));
        assertEquals("ticket", latest().reason());
        assertEquals(Reason.WRONG_TICKET, redeem("grace", ticket));
        assertFalse(scene.log().toString().contains(ticket.substring(0, 5)));
    }

    @Test
    void tellsOnlyWhoMayHaveATicket() throws Exception {
        scene.twoFactor(true, scene.grace);
        Application application = desktop(scene.engineering);
        Outcome.SignedIn grace = signedIn("grace");
        assertTrue(scene.house.applications().ticket(signedIn("ada").token(), application.id(), Scene.HERE).isEmpty());
        assertTrue(scene.house.applications().ticket("x", application.id(), Scene.HERE).isEmpty());
        assertTrue(scene.house.applications().ticket(grace.token(), "x", Scene.HERE).isEmpty());
        assertEquals(scene.clock.now.plusSeconds(60),
                scene.house.applications().ticket(grace.token(), application.id(), Scene.HERE).orElseThrow().expiresAt());
        scene.house.twoFactor().changeSettings(scene.actor, Map.of(), Map.of("ticket.seconds", "10"));
        assertEquals(scene.clock.now.plusSeconds(10),
                scene.house.applications().ticket(grace.token(), application.id(), Scene.HERE).orElseThrow().expiresAt());
        scene.house.accessAdministration().removeGate(scene.actor, gate.id());
        assertTrue(scene.house.applications().ticket(grace.token(), application.id(), Scene.HERE).isEmpty());
    }

    @Test
    void aTicketIsGoodForNobodyElseNowhereElseAndNotForLong() throws Exception {
        Application application = desktop();
        Outcome.SignedIn grace = signedIn("grace");
        String foreign = ticket(grace, application);
        assertEquals(Reason.WRONG_TICKET, redeem("ada", foreign));
        assertEquals(Reason.WRONG_TICKET, redeem("grace", foreign));
        String unknown = ticket(grace, application);
        assertEquals(Reason.UNKNOWN, redeem("nobody", unknown));
        assertEquals(Reason.WRONG_TICKET, redeem("grace", unknown));
        String channel = ticket(grace, application);
        assertEquals(Reason.WRONG_TICKET, scene.house.decisions().redeem(gate, new Knock("ssh", "grace", ""), channel).reason());
        assertEquals(Reason.WRONG_TICKET, redeem("grace", channel));
        String other = scene.house.accessAdministration().addGate(scene.actor, "other", Set.of("rdp")).key();
        String elsewhere = ticket(grace, application);
        assertEquals(Reason.WRONG_TICKET, scene.house.decisions().redeem(scene.house.decisions().gate(other).orElseThrow(),
                new Knock("rdp", "grace", ""), elsewhere).reason());
        assertEquals(Reason.WRONG_TICKET, redeem("grace", elsewhere));
        String expired = ticket(grace, application);
        scene.clock.forward(Duration.ofSeconds(60));
        assertEquals(Reason.WRONG_TICKET, redeem("grace", expired));
    }

    @Test
    void aTicketEndsWithTheSessionThePolicyAndTheApplication() throws Exception {
        Application application = desktop(scene.engineering);
        Outcome.SignedIn grace = signedIn("grace");
        String signedOut = ticket(grace, application);
        scene.house.sessions().end(grace.token(), Scene.HERE);
        assertEquals(Reason.WRONG_TICKET, redeem("grace", signedOut));
        grace = signedIn("grace");
        String weak = ticket(grace, application);
        scene.twoFactor(true, scene.grace);
        assertEquals(Reason.WRONG_TICKET, redeem("grace", weak));
        scene.house.twoFactor().remove(scene.actor, Set.of(scene.grace));
        String reset = ticket(grace, application);
        scene.house.twoFactor().reset(scene.actor, Set.of(scene.grace));
        assertEquals(Reason.WRONG_TICKET, redeem("grace", reset));
        grace = signedIn("grace");
        String removed = ticket(grace, application);
        scene.house.accessAdministration().removeApplication(scene.actor, application.id());
        assertEquals(Reason.WRONG_TICKET, redeem("grace", removed));
        grace = signedIn("grace");
        String disabled = ticket(grace, desktop());
        scene.town.disable(scene.grace);
        assertEquals(Reason.DISABLED, redeem("grace", disabled));
    }

    @Test
    void whereTheStoreWasSwappedNoTicketIsGood() throws Exception {
        String ticket = ticket(signedIn("grace"), desktop());
        scene.stores.set(0, new MemoryStore());
        assertNotEquals(Reason.TICKET, redeem("grace", ticket));
    }

    @Test
    void whenTheRealmIsAwayATicketIsUsedUpAndOpensNothing() throws Exception {
        String ticket = ticket(signedIn("grace"), desktop());
        scene.town.away = true;
        assertEquals(Reason.UNAVAILABLE, redeem("grace", ticket));
        scene.town.away = false;
        assertEquals(Reason.WRONG_TICKET, redeem("grace", ticket));
    }

    @Test
    void ofFiftyWhoUseOneTicketAtOnceOneComesIn() throws Exception {
        String ticket = ticket(signedIn("grace"), desktop());
        int people = 50;
        CyclicBarrier start = new CyclicBarrier(people);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            List<Future<Reason>> answers = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return redeem("grace", ticket);
                }));
            }
            int in = 0;
            for (Future<Reason> answer : answers) {
                in += answer.get() == Reason.TICKET ? 1 : 0;
            }
            assertEquals(1, in);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void wrongTicketsAreThrottledAndANewOneStillOpens() throws Exception {
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            reasons.add(redeem("grace", "AAAAA-AAAAA-AAAAA-AAAAA"));
        }
        assertEquals(Reason.WRONG_TICKET, reasons.get(0));
        assertEquals(Reason.THROTTLED, reasons.get(7));
        assertEquals("throttled", latest().reason());
        assertEquals(Reason.WRONG_TICKET, scene.house.decisions()
                .redeem(gate, new Knock("rdp", "grace", "198.51.100.1"), "AAAAA-AAAAA-AAAAA-AAAAA").reason());
        assertEquals(Reason.TICKET, redeem("grace", ticket(signedIn("grace"), desktop())));
        scene.house.twoFactor().unlock(scene.actor, Set.of(scene.grace));
        assertEquals(Reason.WRONG_TICKET, redeem("grace", "AAAAA-AAAAA-AAAAA-AAAAA"));
    }

    @Test
    void whatHasNotTheFormOfATicketIsNeitherCountedNorLogged() {
        int lines = scene.log().size();
        for (int i = 0; i < 20; i++) {
            assertEquals(Reason.WRONG_TICKET, redeem("grace", "a password"));
            assertEquals(Reason.WRONG_TICKET, redeem("grace", ""));
        }
        assertEquals(lines, scene.log().size());
    }

    @Test
    void whatMakesNoSenseClosesTheDoor() throws Exception {
        scene.store().commit(List.of(new Change.SaveSetting(new Setting("channel.rdp", "rule=OPEN", 0))));
        scene.clock.forward(Duration.ofSeconds(2));
        assertEquals(Reason.UNAVAILABLE, decide("ada"));
        scene.store().commit(List.of(new Change.DeleteSetting("channel.rdp"),
                new Change.SaveSetting(new Setting("gate.x", "name=x\nkey=y", 0))));
        scene.clock.forward(Duration.ofSeconds(2));
        assertThrows(UnavailableException.class, () -> scene.house.decisions().gate(key));
        assertEquals(Reason.UNAVAILABLE, decide("ada"));
        assertTrue(scene.house.twoFactor().settings().stream().noneMatch(view -> view.key().startsWith("gate")));
    }
}
