package org.sallyport.core.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.administration.Candidate;
import org.sallyport.api.administration.FirstAdministrator.Invitation;
import org.sallyport.api.administration.Found;
import org.sallyport.api.administration.Selection;
import org.sallyport.api.administration.Status;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.PrincipalId.Kind;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.paging.Count;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.core.Scene;
import org.sallyport.core.Town;
import org.sallyport.core.throttle.Backoff;
import org.sallyport.testkit.memory.MemoryStore;

/** Several realms at once: {@code local}, and after it {@code corp}. Both have a Grace. */
class RealmsTest {

    private Scene scene;
    private final Town corp = new Town("corp");
    private final PrincipalId betty = corp.user("betty", "betty's long password");
    private final PrincipalId otherGrace = corp.user("grace", "another long password");

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
        scene.offered.add(new Realms.Offered(Map.of(Directory.REALM, "corp"), corp));
        scene.domains = Map.of("example.com", "corp");
        scene.house = scene.house(List.of("local", "corp"), Map.of());
    }

    private void refused(Reason reason, Outcome outcome) {
        assertTrue(outcome instanceof Refused refused && refused.reason() == reason, () -> "expected " + reason + ", got " + outcome);
    }

    private PrincipalId user(Outcome outcome) {
        return scene.in(outcome).session().user();
    }

    @ParameterizedTest
    @ValueSource(strings = {"corp\\grace", "CORP\\grace", "Corp\\GRACE"})
    void aRealmBeforeTheNamePicksItWhateverItsCase(String login) {
        assertEquals(otherGrace, user(scene.knock(login, "another long password")));
        refused(Reason.WRONG_CREDENTIALS, scene.knock(login, "grace's long password"));
    }

    @Test
    void aMailDomainPicksItsRealmAndTheLoginGoesOnAsTyped() {
        PrincipalId byMail = corp.user("alice@example.com", "alice's long password");
        scene.town.user("alice@example.com", "alice's other password");
        assertEquals(byMail, user(scene.knock("Alice@Example.COM", "alice's long password")));
        refused(Reason.WRONG_CREDENTIALS, scene.knock("alice@example.com", "alice's other password"));
    }

    @Test
    void aDownLevelNameOfNoRealmGoesToEachAsTyped() {
        PrincipalId domain = corp.user("example\\bob", "bob's long password");
        assertEquals(domain, user(scene.knock("EXAMPLE\\bob", "bob's long password")));
    }

    @Test
    void aPlainNameIsAskedOfEachInOrder() {
        assertEquals(scene.grace, user(scene.knock("grace", "grace's long password")));
        assertEquals(otherGrace, user(scene.knock("grace", "another long password")));
        assertEquals(betty, user(scene.knock("betty", "betty's long password")));
        refused(Reason.WRONG_CREDENTIALS, scene.knock("grace", "no"));
    }

    @Test
    void aRealmThatIsAwayIsNeverPassedOver() {
        scene.town.away = true;
        refused(Reason.UNAVAILABLE, scene.knock("grace", "another long password"));
        refused(Reason.UNAVAILABLE, scene.knock("betty", "betty's long password"));
        assertEquals(otherGrace, user(scene.knock("corp\\grace", "another long password")));
    }

    @Test
    void whoeverIsOfARealmThatAnswersComesInWhileAnotherIsAway() throws Exception {
        scene.twoFactor(true, scene.grace, betty);
        byte[] secret = scene.enrol("grace");
        corp.away = true;
        scene.clock.forward(Duration.ofSeconds(30));
        Outcome.SignedIn in = scene.in(scene.answer(scene.challenged(scene.knock("grace", "grace's long password")), scene.code(secret, 0)));
        assertEquals(scene.grace, in.session().user());
        scene.in(scene.house.signIn().admit(in.token(), Door.PORTAL, Scene.HERE));
        refused(Reason.WRONG_CREDENTIALS, scene.knock("local\\grace", "no"));
        for (int i = 0; i < 5; i++) {
            scene.knock("local\\grace", "no", Scene.ELSEWHERE);
        }
        refused(Reason.THROTTLED, scene.knock("local\\grace", "no", Scene.ELSEWHERE));
    }

    @Test
    void aPlainNameIsTemporarilyUnavailableAndNeverUnknownWhileALaterRealmIsAway() {
        corp.away = true;
        refused(Reason.UNAVAILABLE, scene.knock("betty", "betty's long password"));
        refused(Reason.UNAVAILABLE, scene.knock("nobody", "no"));
        refused(Reason.UNAVAILABLE, scene.knock("grace", "another long password"));
        assertEquals("realm-away", scene.log().get(0).reason());
    }

    @Test
    void aRealmThatIsAwayGivesNoFreeGuessesAtAnother() {
        corp.away = true;
        for (int i = 0; i < 6; i++) {
            refused(Reason.UNAVAILABLE, scene.knock("grace", "no"));
        }
        refused(Reason.UNAVAILABLE, scene.knock("grace", "grace's long password"));
        corp.away = false;
        refused(Reason.WRONG_CREDENTIALS, scene.knock("grace", "grace's long password"));
        scene.clock.forward(Backoff.waitAfter(8));
        assertEquals(scene.grace, user(scene.knock("grace", "grace's long password")));
    }

    @Test
    void whereSomebodyHasComeInFromARealmThatIsAwayGivesNoFreeGuessesEither() {
        scene.in(scene.knock("grace", "grace's long password"));
        corp.away = true;
        for (int i = 0; i < 6; i++) {
            refused(Reason.UNAVAILABLE, scene.knock("grace", "no"));
        }
        refused(Reason.THROTTLED, scene.knock("grace", "grace's long password"));
    }

    @Test
    void anAddressIsCountedForItsGuessesAtTheOthersWhileARealmIsAway() {
        corp.away = true;
        for (int i = 0; i < 100; i++) {
            scene.town.user("clerk" + i, "a long password");
            refused(Reason.UNAVAILABLE, scene.knock("clerk" + i, "no"));
        }
        refused(Reason.THROTTLED, scene.knock("grace", "grace's long password"));
    }

    @Test
    void whoeverTriesWhileTheirRealmIsAwayHasFailedInNothing() {
        scene.in(scene.knock("betty", "betty's long password", Scene.ELSEWHERE));
        corp.away = true;
        for (int i = 0; i < 120; i++) {
            refused(Reason.UNAVAILABLE, scene.knock("betty", "betty's long password"));
            refused(Reason.UNAVAILABLE, scene.knock("betty", "betty's long password", Scene.ELSEWHERE));
            refused(Reason.UNAVAILABLE, scene.knock("corp\\betty", "betty's long password"));
        }
        corp.away = false;
        assertEquals(betty, user(scene.knock("betty", "betty's long password")));
        assertEquals(betty, user(scene.knock("betty", "betty's long password", Scene.ELSEWHERE)));
        assertEquals(betty, user(scene.knock("corp\\betty", "betty's long password")));
        for (int i = 0; i < 20; i++) {
            scene.town.away = true;
            refused(Reason.UNAVAILABLE, scene.knock("alan", "no"));
        }
        scene.town.away = false;
        scene.in(scene.knock("alan", "alan's long password"));
    }

    @Test
    void namesSomebodyHasAndNamesNobodyHasLookAlikeWhileARealmIsAway() {
        corp.away = true;
        for (String name : List.of("grace", "betty", "nobody")) {
            for (int i = 0; i < 20; i++) {
                refused(Reason.UNAVAILABLE, scene.knock(name, "no"));
            }
        }
        assertEquals(3, scene.log().stream().filter(event -> event.reason().equals("realm-away")).count(), "and not a line each");
        corp.away = false;
        for (String name : List.of("grace", "betty", "nobody")) {
            refused(Reason.WRONG_CREDENTIALS, scene.knock(name, "no"));
        }
    }

    @Test
    void guessesDoNotMultiplyByTheNamesOfOnePerson() {
        for (String login : List.of("alan", "LOCAL\\alan")) {
            for (int i = 0; i < 4; i++) {
                refused(Reason.WRONG_CREDENTIALS, scene.knock(login, "no"));
            }
        }
        refused(Reason.WRONG_CREDENTIALS, scene.knock("local\\alan", "alan's long password"));
        assertEquals("throttled-account", scene.log().get(0).reason());
        assertTrue(scene.house.twoFactor().people("alan", Optional.empty(), 10).page().items().get(0).standing().throttled());
        scene.house.twoFactor().unlock(scene.actor, Set.of(scene.alan));
        assertEquals(scene.alan, user(scene.knock("local\\alan", "alan's long password")));
    }

    @Test
    void anAccountIsNotClosedToWhereItsOwnerHasComeInFrom() {
        scene.in(scene.knock("alan", "alan's long password"));
        for (String login : List.of("alan", "local\\alan")) {
            for (int i = 0; i < 5; i++) {
                scene.knock(login, "no", Scene.ELSEWHERE);
            }
        }
        refused(Reason.WRONG_CREDENTIALS, scene.knock("alan", "no", Scene.HERE));
        scene.in(scene.knock("alan", "alan's long password"));
    }

    @Test
    void aNamesakeForgivesNobodyElse() {
        for (int i = 0; i < 5; i++) {
            scene.knock("local\\grace", "no");
        }
        scene.in(scene.knock("corp\\grace", "another long password"));
        scene.knock("local\\grace", "no");
        refused(Reason.THROTTLED, scene.knock("local\\grace", "no"));
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.Outcome.class, names = {"DISABLED", "EXPIRED", "MUST_CHANGE", "LOCKED", "NOT_NOW"})
    void whyAnAccountIsBarredIsToldBehindTheRightPasswordOnly(Verdict.Outcome outcome) {
        corp.barred.put(betty, outcome);
        refused(Reason.WRONG_CREDENTIALS, scene.knock("betty", "no"));
        refused(switch (outcome) {
            case EXPIRED -> Reason.ACCOUNT_EXPIRED;
            case MUST_CHANGE -> Reason.PASSWORD_EXPIRED;
            case LOCKED -> Reason.ACCOUNT_LOCKED;
            case NOT_NOW -> Reason.NOT_NOW;
            default -> Reason.ACCOUNT_DISABLED;
        }, scene.knock("betty", "betty's long password"));
        assertEquals(List.of("account-" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), "wrong-password"),
                scene.log().stream().limit(2).map(event -> event.reason()).toList());
    }

    @Test
    void theLogSaysWhyADirectoryRejected() {
        corp.rejection = Verdict.AMBIGUOUS_NAME;
        refused(Reason.WRONG_CREDENTIALS, scene.knock("twins", "no"));
        assertEquals(Verdict.AMBIGUOUS_NAME, scene.log().get(0).reason());
    }

    @Test
    void aDirectoryCannotAnswerForAnotherRealm() {
        Town liar = new Town("corp");
        liar.principals.put(PrincipalId.user("corp", "u-eve"), scene.house.twoFactor().find(scene.ada).orElseThrow());
        liar.passwords.put("eve", "eve's long password");
        scene.offered.set(1, new Realms.Offered(Map.of(Directory.REALM, "corp"), liar));
        refused(Reason.UNAVAILABLE, scene.knock("corp\\eve", "eve's long password"));
    }

    @Test
    void anotherRealmThatIsSwappedMeanwhileDisturbsNobody() {
        scene.town.afterPassword = () -> scene.offered.set(1, new Realms.Offered(Map.of(Directory.REALM, "corp"), new Town("corp")));
        scene.in(scene.knock("grace", "grace's long password"));
    }

    @Test
    void theNodeStaysInServiceWhileOneRealmOfSeveralAnswers() {
        assertEquals(Readiness.of(List.of()), scene.house.signIn().readiness());
        corp.away = true;
        scene.clock.forward(Duration.ofSeconds(5));
        Readiness half = scene.house.signIn().readiness();
        assertTrue(half.ready());
        assertEquals(List.of("realm 'corp': the town is away"), half.degraded());
        scene.offered.remove(0);
        assertFalse(scene.house.signIn().readiness().ready());
        assertEquals(2, scene.house.signIn().readiness().missing().size());
        corp.away = false;
        scene.clock.forward(Duration.ofSeconds(1));
        assertTrue(scene.house.signIn().readiness().ready());
    }

    @Test
    void theOnlyRealmAwayTakesTheNodeOutOfService() {
        scene.house = scene.house(List.of("local"), Map.of());
        assertTrue(scene.house.signIn().readiness().ready());
        scene.town.away = true;
        scene.clock.forward(Duration.ofSeconds(5));
        assertEquals(List.of("realm 'local': the town is away"), scene.house.signIn().readiness().missing());
    }

    private Found<Candidate> candidates(Optional<String> cursor, int limit) {
        return scene.house.twoFactor().candidates("", Set.of(Kind.USER), cursor, limit);
    }

    private static List<String> ids(Found<Candidate> found) {
        return found.page().items().stream().map(one -> one.principal().id().toString()).toList();
    }

    @Test
    void thePickerGoesThroughAllRealmsPageByPage() {
        Found<Candidate> first = candidates(Optional.empty(), 3);
        assertEquals(List.of("local:user:u-ada", "local:user:u-alan", "local:user:u-grace"), ids(first));
        assertEquals(Count.exactly(5), first.page().total());
        Found<Candidate> second = candidates(first.page().next(), 1);
        assertEquals(List.of("corp:user:u-betty"), ids(second));
        Found<Candidate> third = candidates(second.page().next(), 1);
        assertEquals(List.of("corp:user:u-grace"), ids(third));
        assertEquals(Optional.empty(), third.page().next());
        assertEquals(Count.exactly(5), third.page().total());
    }

    @Test
    void aRealmThatIsAwayTakesNothingFromThePickerOfTheOthers() {
        scene.town.away = true;
        Found<Candidate> found = candidates(Optional.empty(), 10);
        assertEquals(List.of("corp:user:u-betty", "corp:user:u-grace"), ids(found));
        assertEquals(List.of("local"), found.away());
        assertEquals(Count.atLeast(2), found.page().total());
        corp.away = true;
        assertEquals(List.of("local", "corp"), candidates(Optional.empty(), 10).away());
        assertEquals(Count.unknown(), candidates(Optional.empty(), 10).page().total());
        assertThrows(UnavailableException.class, () -> scene.house.twoFactor().resolve(new Selection.Matching("")));
    }

    @Test
    void aRealmThatIsKnownToBeAwayIsNotAskedAgainAndIsFoundBack() {
        corp.away = true;
        assertEquals(List.of("corp"), candidates(Optional.empty(), 10).away());
        int asked = corp.asked;
        for (int i = 0; i < 20; i++) {
            assertEquals(List.of("corp"), candidates(Optional.empty(), 10).away());
        }
        assertEquals(asked, corp.asked);
        corp.away = false;
        scene.clock.forward(Duration.ofSeconds(1));
        assertEquals(List.of(), candidates(Optional.empty(), 10).away());
    }

    @Test
    void aRealmThatGoesWhileItIsBelievedToBeThereIsLookedAtAtOnce() {
        assertEquals(List.of(), candidates(Optional.empty(), 10).away());
        corp.away = true;
        assertEquals(List.of("corp"), candidates(Optional.empty(), 10).away());
        assertEquals(List.of("realm 'corp': the town is away"), scene.house.signIn().readiness().degraded());
    }

    @Test
    void theStatusCountsWhomItCanAndNamesWhoIsAwayOrGone() throws Exception {
        scene.twoFactor(true, scene.grace, betty);
        corp.away = true;
        Status status = scene.house.twoFactor().status();
        assertEquals(Count.atLeast(1), status.people());
        assertEquals(Set.of("corp"), status.away());
        assertEquals(2, scene.house.twoFactor().list("", Optional.empty(), 10).items().size());
        scene.house = scene.house(List.of("local"), Map.of());
        assertEquals(Set.of("corp"), scene.house.twoFactor().status().gone());
    }

    @Test
    void administratorsAreNamedAnewThoughOneOfThemIsAway() {
        scene.house.twoFactor().appoint(scene.actor, scene.house.twoFactor().administrators(), Set.of(scene.administrators, betty));
        corp.away = true;
        scene.house.twoFactor().appoint(scene.actor, scene.house.twoFactor().administrators(), Set.of(scene.administrators, scene.grace, betty));
        scene.house = scene.house(List.of("local"), Map.of());
        scene.house.twoFactor().appoint(scene.actor, scene.house.twoFactor().administrators(), Set.of(scene.administrators, betty));
        assertEquals(Set.of(scene.administrators, betty), scene.house.twoFactor().administrators());
    }

    @Test
    void theFirstAdministratorIsNotNamedByGuessWhileARealmIsAway() throws Exception {
        Scene fresh = new Scene();
        fresh.stores.set(0, new MemoryStore());
        fresh.offered.add(new Realms.Offered(Map.of(Directory.REALM, "corp"), corp));
        fresh.house = fresh.house(List.of("corp", "local"), Map.of());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        fresh.house.invitations().invite("", new PrintStream(printed, true, StandardCharsets.UTF_8));
        String line = printed.toString(StandardCharsets.UTF_8).strip();
        String token = line.substring(line.lastIndexOf('/') + 1);
        Client here = new Client("127.0.0.1", "");
        fresh.town.away = true;
        assertThrows(UnavailableException.class, () -> fresh.house.invitations().invitation(token, here));
        fresh.town.away = false;
        assertEquals(Invitation.APPOINT, fresh.house.invitations().invitation(token, here));
        fresh.house.invitations().appoint(token, "grace", "another long password".toCharArray(), here);
        assertEquals(Set.of(otherGrace), fresh.house.twoFactor().administrators());
    }
}
