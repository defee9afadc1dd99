package org.sallyport.core.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.Ownerless;
import org.sallyport.api.administration.RealmView;
import org.sallyport.api.administration.RealmView.State;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.core.Scene;
import org.sallyport.core.Town;
import org.sallyport.core.directory.Realms;

/** Directories as administrators see them, and people whom none of them knows any more. */
class DirectoriesTest {

    private Scene scene;
    private final Town corp = new Town("corp");
    private final PrincipalId betty = corp.user("betty", "betty's long password");

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
        scene.offered.add(new Realms.Offered(Map.of(Directory.REALM, "corp"), corp));
        scene.house = scene.house(List.of("local", "corp"), Map.of());
        scene.twoFactor(true, scene.grace, betty);
    }

    private RealmView realm(String name) {
        return scene.house.directories().realms().stream().filter(view -> view.realm().equals(name)).findFirst().orElseThrow();
    }

    private Town other() {
        Town other = new Town("corp");
        other.user("betty", "betty's long password");
        other.fingerprint = "elsewhere";
        scene.offered.set(1, new Realms.Offered(Map.of(Directory.REALM, "corp"), other));
        return other;
    }

    @Test
    void realmsStandInOrderWithTheirState() {
        assertEquals(List.of("local", "corp"), scene.house.directories().realms().stream().map(RealmView::realm).toList());
        assertEquals(new RealmView("corp", State.READY, "", "", Optional.of("town"), Optional.of("town"), false, 1), realm("corp"));
        corp.away = true;
        scene.clock.forward(Duration.ofSeconds(5));
        assertEquals(State.AWAY, realm("corp").state());
        assertTrue(realm("corp").trouble().contains("the town is away"));
        assertEquals(State.READY, realm("local").state());
        scene.offered.remove(1);
        assertEquals(State.AWAY, realm("corp").state());
    }

    @Test
    void aRealmThatIsNotConfiguredAnyMoreIsShownWhileTheListOrAnEnrolmentNamesIt() {
        scene.enrol("betty");
        scene.house = scene.house(List.of("local"), Map.of());
        assertEquals(State.GONE, realm("corp").state());
        assertEquals(1, realm("corp").listed());
        scene.house.twoFactor().remove(scene.actor, Set.of(betty));
        assertEquals(0, realm("corp").listed());
        assertEquals(1, scene.house.directories().discard(scene.actor, Set.of(betty)));
        assertEquals(List.of("local"), scene.house.directories().realms().stream().map(RealmView::realm).toList());
    }

    @Test
    void anotherDirectoryIsConfirmedByWhoeverSawItAndTheLogSaysSo() throws Exception {
        scene.enrol("betty");
        Town other = other();
        RealmView view = realm("corp");
        assertEquals(State.DIFFERENT, view.state());
        assertEquals(Optional.of("elsewhere"), view.fingerprint());
        assertEquals(Optional.of("town"), view.known());
        assertThrows(OutdatedException.class, () -> scene.house.directories().confirm(scene.actor, "corp", "town"));
        scene.house.directories().confirm(scene.actor, "corp", "elsewhere");
        assertEquals(State.READY, realm("corp").state());
        assertEquals(Action.CONFIRM_DIRECTORY, scene.log().get(0).action());
        assertEquals("corp", scene.log().get(0).subject());
        scene.challenged(scene.knock("betty", "betty's long password"));
        assertEquals("elsewhere", scene.store().settings().find("mark.realm.corp").orElseThrow().value());
        scene.house.directories().confirm(scene.actor, "corp", "elsewhere");
        other.away = true;
        assertThrows(UnavailableException.class, () -> scene.house.directories().confirm(scene.actor, "corp", "elsewhere"));
        assertEquals("realm", assertThrows(InvalidInputException.class,
                () -> scene.house.directories().confirm(scene.actor, "branch", "x")).field());
    }

    @Test
    void anotherServerBehindTheSameObjectIsNoticed() {
        scene.in(scene.knock("ada", "ada's long password"));
        assertEquals(State.READY, realm("corp").state());
        corp.fingerprint = "elsewhere";
        scene.clock.forward(Duration.ofSeconds(5));
        assertEquals(State.DIFFERENT, realm("corp").state());
        assertThrows(UnavailableException.class, () -> scene.house.twoFactor().find(betty));
    }

    @Test
    void anExaminationSaysWhatItFound() {
        assertTrue(scene.house.directories().examine("corp").stream().allMatch(found -> found.level() == Finding.Level.GOOD));
        other();
        List<Finding> findings = scene.house.directories().examine("corp");
        assertEquals(List.of(Finding.Level.GOOD, Finding.Level.BAD), findings.stream().map(Finding::level).toList());
        corp.away = true;
        scene.offered.set(1, new Realms.Offered(Map.of(Directory.REALM, "corp"), corp));
        assertEquals(List.of(Finding.bad("realm 'corp': the town is away")), scene.house.directories().examine("corp"));
        assertThrows(InvalidInputException.class, () -> scene.house.directories().examine("branch"));
    }

    @Test
    void onlyPeopleWhomNoDirectoryKnowsAreOwnerless() {
        scene.enrol("grace");
        scene.enrol("betty");
        assertEquals(List.of(), scene.house.directories().ownerless(Optional.empty(), 10).items());
        corp.principals.remove(betty);
        Page<Ownerless> page = scene.house.directories().ownerless(Optional.empty(), 10);
        assertEquals(List.of(betty), page.items().stream().map(Ownerless::owner).toList());
        assertEquals("betty", page.items().get(0).name());
        assertEquals(Count.exactly(1), page.total());
        corp.away = true;
        assertEquals(List.of(), scene.house.directories().ownerless(Optional.empty(), 10).items());
        corp.away = false;
        scene.house = scene.house(List.of("corp"), Map.of());
        List<PrincipalId> walked = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Ownerless> one = scene.house.directories().ownerless(cursor, 1);
            one.items().forEach(found -> walked.add(found.owner()));
            cursor = one.next();
        } while (cursor.isPresent());
        assertEquals(Set.of(betty, scene.grace), Set.copyOf(walked));
        assertEquals(2, walked.size());
    }

    @Test
    void discardingTakesWhatIsLeftOfThoseGoneAndNothingOfOthers() throws Exception {
        scene.enrol("betty");
        scene.enrol("grace");
        corp.away = true;
        assertThrows(UnavailableException.class, () -> scene.house.directories().discard(scene.actor, Set.of(betty, scene.grace)));
        corp.away = false;
        corp.principals.remove(betty);
        assertEquals(1, scene.house.directories().discard(scene.actor, Set.of(betty, scene.grace)));
        assertEquals(List.of(), scene.store().enrolments().of(betty));
        assertEquals(1, scene.store().enrolments().of(scene.grace).size());
        assertEquals(List.of(), scene.store().sessions().of(betty));
        assertEquals("owner-gone", scene.log().get(0).reason());
        assertEquals("betty", scene.log().get(0).subject());
        assertEquals(0, scene.house.directories().discard(scene.actor, Set.of(betty)));
    }

    @Test
    void whoeverIsMadeAnewUnderTheSameNameDoesNotInherit() throws Exception {
        scene.enrol("betty");
        corp.principals.remove(betty);
        PrincipalId again = corp.newcomer("betty", "betty's long password");
        scene.twoFactor(true, again);
        assertTrue(scene.challenged(scene.knock("betty", "betty's long password")).way("totp", "enrol").isPresent());
        assertTrue(scene.knock("betty", "betty's old password") instanceof org.sallyport.api.signin.Outcome.Refused);
        assertEquals(List.of(betty), scene.house.directories().ownerless(Optional.empty(), 10).items().stream().map(Ownerless::owner).toList());
    }
}
