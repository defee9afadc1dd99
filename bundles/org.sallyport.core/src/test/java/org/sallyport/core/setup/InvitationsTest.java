package org.sallyport.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.FirstAdministrator.Invitation;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.core.Scene;
import org.sallyport.testkit.memory.MemoryStore;

class InvitationsTest {

    private static final Client LOOPBACK = new Client("127.0.0.1", "");

    private Scene scene;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
        scene.stores.set(0, new MemoryStore());
        scene.house = scene.house(List.of("local"), Map.of());
    }

    private String print() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        scene.house.invitations().invite("http://127.0.0.1:8080", new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String token() {
        String line = print().strip();
        assertTrue(line.matches("create the administrator at: http://127\\.0\\.0\\.1:8080/setup/[A-Za-z0-9_-]{43}"), line);
        return line.substring(line.lastIndexOf('/') + 1);
    }

    @Test
    void theLinkIsGoodOnThisHostForAnHour() {
        String token = token();
        assertEquals(Invitation.APPOINT, scene.house.invitations().invitation(token, LOOPBACK));
        assertEquals(Invitation.APPOINT, scene.house.invitations().invitation(token, new Client("::1", "")));
        assertEquals(Invitation.NONE, scene.house.invitations().invitation(token, Scene.ELSEWHERE));
        assertEquals(Invitation.NONE, scene.house.invitations().invitation(new StringBuilder(token).reverse().toString(), LOOPBACK));
        scene.clock.forward(Duration.ofHours(1));
        assertEquals(Invitation.NONE, scene.house.invitations().invitation(token, LOOPBACK));
    }

    @Test
    void aNewLinkReplacesTheOldOne() {
        String first = token();
        String second = token();
        assertEquals(Invitation.NONE, scene.house.invitations().invitation(first, LOOPBACK));
        assertEquals(Invitation.APPOINT, scene.house.invitations().invitation(second, LOOPBACK));
    }

    @Test
    void anExistingUserIsAppointedAfterThePasswordAndTheLinkIsUsedUp() {
        String token = token();
        assertEquals("password", assertThrows(InvalidInputException.class,
                () -> scene.house.invitations().appoint(token, "grace", "no".toCharArray(), LOOPBACK)).field());
        scene.house.invitations().appoint(token, "grace", "grace's long password".toCharArray(), LOOPBACK);
        assertEquals(Set.of(scene.grace), scene.house.twoFactor().administrators());
        assertEquals(Invitation.NONE, scene.house.invitations().invitation(token, LOOPBACK));
        assertEquals("", print());
    }

    @Test
    void anEmptyDirectoryIsNoReasonForALink() {
        String token = token();
        scene.house.invitations().appoint(token, "grace", "grace's long password".toCharArray(), LOOPBACK);
        scene.town.principals.clear();
        scene.town.passwords.clear();
        assertEquals("", print());
    }

    @Test
    void anAdministratorWhomTheHostMadeIsReasonEnoughForNoLink() {
        String token = token();
        scene.house.twoFactor().recover(new Actor(Actor.HOST, "host", Client.INTERNAL, Door.API), scene.alan);
        assertEquals(Invitation.NONE, scene.house.invitations().invitation(token, LOOPBACK));
        assertEquals("", print());
        assertThrows(InvalidInputException.class,
                () -> scene.house.invitations().appoint(token, "grace", "grace's long password".toCharArray(), LOOPBACK));
        assertEquals(Set.of(scene.alan), scene.house.twoFactor().administrators());
    }
}
