package org.sallyport.core.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.access.DoorReport.Asks;
import org.sallyport.api.access.Gate;
import org.sallyport.api.access.Knock;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Door;
import org.sallyport.core.Scene;

class AccessAdministrationTest {

    private Scene scene;
    private AccessAdministration administration;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
        administration = scene.house.accessAdministration();
    }

    private static Application web(String name, String address) {
        return new Application("", Application.Kind.WEB, name, "", URI.create(address), Set.of(), Optional.empty(), Optional.empty(), 0);
    }

    private void wrong(String field, Application application) {
        assertEquals(field, assertThrows(InvalidInputException.class, () -> administration.save(scene.actor, application)).field());
    }

    private DoorReport door(String name) {
        return administration.doors().stream().filter(report -> report.door().name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void rdpAndSshAreAlwaysThereAndRefuseTheProtected() {
        assertEquals(List.of(new Channel("rdp", Channel.Rule.REFUSE_PROTECTED, 0), new Channel("ssh", Channel.Rule.REFUSE_PROTECTED, 0)),
                administration.channels());
        administration.save(scene.actor, new Channel("rdp", Channel.Rule.ALLOW, 0));
        assertEquals(Channel.Rule.ALLOW, administration.channels().get(0).rule());
        assertEquals(Action.CHANGE_CHANNEL, scene.log().get(0).action());
        administration.removeChannel(scene.actor, "rdp");
        assertEquals(Channel.Rule.REFUSE_PROTECTED, administration.channels().get(0).rule());
    }

    @Test
    void twoAdministratorsDoNotUndoEachOtherUnseen() {
        administration.save(scene.actor, new Channel("rdp", Channel.Rule.ALLOW, 0));
        assertThrows(OutdatedException.class, () -> administration.save(scene.actor, new Channel("rdp", Channel.Rule.TICKET_ONLY, 0)));
        Application kept = administration.save(scene.actor, web("Wiki", "https://wiki.example"));
        administration.save(scene.actor, kept);
        assertThrows(OutdatedException.class, () -> administration.save(scene.actor, kept));
        administration.removeApplication(scene.actor, kept.id());
        assertThrows(OutdatedException.class, () -> administration.save(scene.actor, kept));
    }

    @Test
    void aChannelHasANameOfItsOwn() {
        for (String name : List.of("", "RDP", "-x", "x y", "portal", "console", "forward-auth", "x".repeat(33))) {
            assertEquals("name", assertThrows(InvalidInputException.class,
                    () -> administration.save(scene.actor, new Channel(name, Channel.Rule.ALLOW, 0))).field(), name);
        }
    }

    @Test
    void aGateHasANameAndChannelsThatThereAre() {
        assertEquals("name", assertThrows(InvalidInputException.class,
                () -> administration.addGate(scene.actor, " ", Set.of("rdp"))).field());
        assertEquals("channels", assertThrows(InvalidInputException.class,
                () -> administration.addGate(scene.actor, "desk", Set.of())).field());
        assertEquals("channels", assertThrows(InvalidInputException.class,
                () -> administration.addGate(scene.actor, "desk", Set.of("vpn"))).field());
        administration.addGate(scene.actor, "desk", Set.of("rdp"));
        assertEquals("name", assertThrows(InvalidInputException.class,
                () -> administration.addGate(scene.actor, "Desk", Set.of("rdp"))).field());
        Gate gate = administration.gates().get(0);
        assertEquals("desk", gate.name());
        assertEquals(Set.of("rdp"), gate.channels());
        administration.removeGate(scene.actor, gate.id());
        administration.removeGate(scene.actor, gate.id());
        assertTrue(administration.gates().isEmpty());
        assertEquals(Action.REMOVE_GATE, scene.log().get(0).action());
    }

    @Test
    void anApplicationIsKeptWholeAndItsAddressInOneForm() {
        Application saved = administration.save(scene.actor, new Application("", Application.Kind.WEB, " Wiki ", "book",
                URI.create("HTTPS://Wiki.Example:443"), Set.of(scene.engineering, scene.ada), Optional.of(Duration.ofMinutes(5)),
                Optional.empty(), 0));
        assertEquals(URI.create("https://wiki.example/"), saved.address());
        assertEquals("Wiki", saved.name());
        assertEquals(List.of(saved), administration.applications());
        assertFalse(saved.id().isEmpty());
        administration.addGate(scene.actor, "desk", Set.of("rdp"));
        wrong("kind", new Application(saved.id(), Application.Kind.REMOTE_DESKTOP, "Wiki", "", URI.create("rdp://wiki"), Set.of(),
                Optional.empty(), Optional.of(administration.gates().get(0).id()), saved.revision()));
        scene.clock.forward(Duration.ofSeconds(2));
        assertEquals(List.of(saved), administration.applications());
    }

    @Test
    void whatAnApplicationMayNotBeIsNamed() {
        wrong("name", web("", "https://wiki.example"));
        wrong("name", web("x".repeat(65), "https://wiki.example"));
        for (String address : List.of("http://wiki.example/", "ftp://wiki.example/", "https:///x", "https://a@wiki.example/", "//wiki.example",
                "https://wiki.example/?q", "https://wiki.example/#f", "https://wiki.example/../x", "https://wiki.example/a//b", "wiki",
                "https://wiki.example:70000/", "https://wiki.example/%61", "rdp://wiki.example", "javascript:alert(1)")) {
            wrong("address", web("Wiki", address));
        }
        for (String address : List.of("http://localhost:8081/", "http://127.0.0.1/x/", "http://app.localhost/", "https://[2001:db8::1]/")) {
            administration.save(scene.actor, web("Wiki", address));
            wrong("address", web("Another", address));
        }
        wrong("stepUp", new Application("", Application.Kind.WEB, "Wiki", "", URI.create("https://wiki.example"), Set.of(),
                Optional.of(Duration.ofSeconds(59)), Optional.empty(), 0));
        wrong("gate", new Application("", Application.Kind.WEB, "Wiki", "", URI.create("https://wiki.example"), Set.of(), Optional.empty(),
                Optional.of("x"), 0));
        wrong("audience", new Application("", Application.Kind.WEB, "Wiki", "", URI.create("https://wiki.example"),
                Set.of(PrincipalId.user("local", "nobody")), Optional.empty(), Optional.empty(), 0));
        wrong("gate", new Application("", Application.Kind.REMOTE_DESKTOP, "Desk", "", URI.create("rdp://desk"), Set.of(), Optional.empty(),
                Optional.empty(), 0));
        administration.addGate(scene.actor, "ssh only", Set.of("ssh"));
        wrong("gate", new Application("", Application.Kind.REMOTE_DESKTOP, "Desk", "", URI.create("rdp://desk"), Set.of(), Optional.empty(),
                Optional.of(administration.gates().get(0).id()), 0));
        wrong("address", new Application("", Application.Kind.REMOTE_DESKTOP, "Desk", "", URI.create("rdp://desk/x"), Set.of(),
                Optional.empty(), Optional.of(administration.gates().get(0).id()), 0));
    }

    @Test
    void anAudienceThatDoesNotFitIsRefusedInWords() {
        Set<PrincipalId> many = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            many.add(scene.town.user("person-" + i, "x"));
        }
        wrong("audience", new Application("", Application.Kind.WEB, "Wiki", "", URI.create("https://wiki.example"), many, Optional.empty(),
                Optional.empty(), 0));
    }

    @Test
    void nothingOfItIsAmongTheSettings() {
        administration.addGate(scene.actor, "desk", Set.of("rdp"));
        administration.save(scene.actor, web("Wiki", "https://wiki.example"));
        administration.save(scene.actor, new Channel("vpn", Channel.Rule.ALLOW, 0));
        assertTrue(scene.house.twoFactor().settings().stream().allMatch(view -> !view.key().matches("(gate|channel|application)\\..*")));
        assertTrue(scene.house.twoFactor().settings().stream().anyMatch(view -> view.key().equals("ticket.seconds")));
    }

    @Test
    void everyDoorIsThereWithWhatItAsks() throws Exception {
        assertEquals(List.of("portal", "console", "rdp", "ssh"),
                administration.doors().stream().map(report -> report.door().name()).toList());
        assertEquals(Asks.BOTH_FACTORS, door("portal").asks());
        assertEquals(Asks.BOTH_FACTORS, door("console").asks());
        assertEquals(Asks.CLOSED, door("rdp").asks());
        administration.addGate(scene.actor, "desk", Set.of("rdp"));
        assertEquals(Asks.TICKET, door("rdp").asks());
        administration.save(scene.actor, new Channel("rdp", Channel.Rule.ALLOW, 0));
        assertEquals(Asks.ONE_FACTOR, door("rdp").asks());
        scene.sideDoors.add(new SideDoor() {
            @Override
            public Door door() {
                return new Door("side");
            }

            @Override
            public Asks asks() {
                return Asks.ONE_FACTOR;
            }

            @Override
            public List<Finding> test() {
                throw new IllegalStateException("stuck");
            }
        });
        assertEquals(Asks.ONE_FACTOR, door("side").asks());
        assertEquals(Finding.Level.BAD, administration.test("side").findings().get(0).level());
    }

    @Test
    void aDoorThatIsTriedSaysWhatWouldHappenNow() {
        assertEquals(List.of(), door("rdp").findings());
        DoorReport closed = administration.test("rdp");
        assertEquals(Finding.Level.GOOD, closed.findings().get(0).level());
        assertEquals(Finding.Level.DOUBTFUL, closed.findings().get(1).level());
        administration.addGate(scene.actor, "desk", Set.of("rdp"));
        administration.save(scene.actor, new Channel("rdp", Channel.Rule.ALLOW, 0));
        assertEquals(Finding.Level.BAD, administration.test("rdp").findings().get(0).level());
        assertEquals(Finding.Level.BAD, door("rdp").findings().get(0).level());
        administration.removeChannel(scene.actor, "rdp");
        assertEquals(List.of(), door("rdp").findings());
        assertEquals(Finding.Level.GOOD, administration.test("portal").findings().get(0).level());
        assertEquals("door", assertThrows(InvalidInputException.class, () -> administration.test("cellar")).field());
    }

    @Test
    void aDoorRemembersWhoCameLast() {
        assertTrue(door("rdp").lastUsed().isEmpty() && door("rdp").lastRefused().isEmpty());
        Gate gate = scene.house.decisions().gate(administration.addGate(scene.actor, "desk", Set.of("rdp")).key()).orElseThrow();
        scene.house.decisions().decide(gate, new Knock("rdp", "grace", ""));
        assertEquals(Optional.of(scene.clock.now), door("rdp").lastUsed());
        scene.house.decisions().decide(gate, new Knock("rdp", "nobody", ""));
        assertEquals(Optional.of(scene.clock.now), door("rdp").lastRefused());
        scene.knock("grace", "grace's long password");
        assertEquals(Optional.of(scene.clock.now), door("portal").lastUsed());
    }
}
