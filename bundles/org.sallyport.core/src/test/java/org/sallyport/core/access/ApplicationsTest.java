package org.sallyport.core.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Passage;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.signin.Way;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Store;
import org.sallyport.core.House;
import org.sallyport.core.Scene;
import org.sallyport.testkit.memory.MemoryStore;

/** What stands behind the portal. */
class ApplicationsTest {

    private static final String STATE = "a random text of the browser's own";

    private Scene scene;

    @BeforeEach
    void build() throws Exception {
        scene = new Scene();
    }

    private Application web(String name, String address, Optional<Duration> stepUp, PrincipalId... audience) {
        return scene.house.accessAdministration().save(scene.actor, new Application("", Application.Kind.WEB, name, "",
                URI.create(address), Set.of(audience), stepUp, Optional.empty(), 0));
    }

    private Application wiki(PrincipalId... audience) {
        return web("Wiki", "https://wiki.example/", Optional.empty(), audience);
    }

    private String token(String login) {
        Outcome outcome = scene.knock(login, login + "'s long password");
        if (outcome instanceof Outcome.Challenge challenge) {
            outcome = scene.answer(challenge, scene.code(Scene.secret(challenge), 0));
        }
        return scene.in(outcome).token();
    }

    private static String hash(String state) throws Exception {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8)));
    }

    private String code(String token, Application application) throws Exception {
        return assertInstanceOf(Passage.Code.class,
                scene.house.applications().code(token, application.id(), hash(STATE), Scene.HERE)).code();
    }

    private Passage exchange(String code, Application application, String state) {
        return scene.house.applications().exchange(code, application.id(), state, Scene.HERE);
    }

    private String child(String token, Application application) throws Exception {
        return assertInstanceOf(Passage.Child.class, exchange(code(token, application), application, STATE)).token();
    }

    private Passage go(String child, Application application) {
        return scene.house.applications().go(child, application.id(), Scene.HERE);
    }

    private Passage enter(String token, Application application) {
        return scene.house.applications().enter(token, application.id(), Scene.HERE);
    }

    private static void first(Reason reason, Passage passage) {
        assertEquals(reason, assertInstanceOf(Outcome.Refused.class, assertInstanceOf(Passage.First.class, passage).outcome()).reason());
    }

    private static Outcome.Challenge challenged(Passage passage) {
        return assertInstanceOf(Outcome.Challenge.class, assertInstanceOf(Passage.First.class, passage).outcome());
    }

    private static Passage.Open open(Passage passage) {
        return assertInstanceOf(Passage.Open.class, passage);
    }

    private List<String> seen(String token) {
        return scene.house.applications().of(token).stream().map(Application::name).toList();
    }

    @Test
    void peopleSeeWhatIsForThem() {
        wiki();
        web("accounts", "https://accounts.example/", Optional.empty(), scene.ada);
        web("Builds", "https://builds.example/", Optional.empty(), scene.engineering);
        assertEquals(List.of("Builds", "Wiki"), seen(token("grace")));
        assertEquals(List.of("accounts", "Wiki"), seen(token("ada")));
        assertEquals(List.of(), seen("x"));
        assertEquals(List.of(), seen(""));
    }

    @Test
    void whoseSessionDoesNotSufficeSeesNothing() throws Exception {
        wiki();
        String token = token("grace");
        scene.twoFactor(true, scene.grace);
        assertEquals(List.of(), seen(token));
    }

    @Test
    void whoMayEnterIsToldByNameAndByTheGroupsOfTheAudience() {
        Application application = wiki(scene.engineering, scene.administrators, scene.ada);
        Passage.Open open = open(enter(token("grace"), application));
        assertEquals(scene.grace, open.user());
        assertEquals("grace", open.name());
        assertEquals("GRACE", open.displayName());
        assertEquals("grace@town.example", open.mail());
        assertEquals(Set.of("Engineering"), open.groups());
        assertEquals(Set.of("Administrators"), open(enter(token("ada"), application)).groups());
    }

    @Test
    void whoMayNotIsForbiddenAndInTheLogOnce() {
        Application application = wiki(scene.administrators);
        String token = token("grace");
        assertInstanceOf(Passage.Forbidden.class, enter(token, application));
        assertEquals("not-in-audience", scene.log().get(0).reason());
        int lines = scene.log().size();
        assertInstanceOf(Passage.Forbidden.class, enter(token, application));
        assertEquals(lines, scene.log().size());
    }

    @Test
    void withoutASessionThereIsNoWayOnAndNothingToLearn() throws Exception {
        Application application = wiki();
        for (String token : new String[] {"", "x", null, "A".repeat(43)}) {
            first(Reason.NO_SESSION, enter(token, application));
            first(Reason.NO_SESSION, scene.house.applications().enter(token, "no such", Scene.HERE));
            first(Reason.NO_SESSION, scene.house.applications().code(token, application.id(), hash(STATE), Scene.HERE));
            first(Reason.NO_SESSION, go(token, application));
        }
        assertInstanceOf(Passage.Unknown.class, scene.house.applications().enter(token("grace"), "no such", Scene.HERE));
    }

    @Test
    void aSessionWithTooFewFactorsIsChallenged() throws Exception {
        Application application = wiki();
        String token = token("grace");
        open(enter(token, application));
        scene.twoFactor(true, scene.grace);
        Outcome.Challenge challenge = challenged(enter(token, application));
        String stronger = scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0))).token();
        open(enter(stronger, application));
        first(Reason.NO_SESSION, enter(token, application));
    }

    @Test
    void aCodeIsGoodOnceForItsBrowserAndItsApplicationAndNotForLong() throws Exception {
        Application application = wiki();
        Application other = web("Other", "https://other.example/", Optional.empty());
        String token = token("grace");
        String used = code(token, application);
        open(go(assertInstanceOf(Passage.Child.class, exchange(used, application, STATE)).token(), application));
        first(Reason.NO_SESSION, exchange(used, application, STATE));
        String stolen = code(token, application);
        first(Reason.NO_SESSION, exchange(stolen, application, "another browser"));
        first(Reason.NO_SESSION, exchange(stolen, application, STATE));
        String elsewhere = code(token, application);
        first(Reason.NO_SESSION, exchange(elsewhere, other, STATE));
        first(Reason.NO_SESSION, exchange(elsewhere, application, STATE));
        String late = code(token, application);
        scene.clock.forward(Duration.ofSeconds(30));
        first(Reason.NO_SESSION, exchange(late, application, STATE));
        first(Reason.NO_SESSION, exchange("A".repeat(43), application, STATE));
        first(Reason.EXPIRED, scene.house.applications().code(token, application.id(), "no hash", Scene.HERE));
    }

    @Test
    void aCodeIsNoSessionAndASessionNoCode() throws Exception {
        Application application = wiki();
        String token = token("grace");
        String code = code(token, application);
        first(Reason.NO_SESSION, go(code, application));
        first(Reason.NO_SESSION, go(token, application));
        String child = child(token, application);
        first(Reason.NO_SESSION, exchange(child, application, STATE));
        first(Reason.NO_SESSION, enter(child, application));
        assertEquals(List.of(), seen(child));
    }

    @Test
    void ofFiftyWhoExchangeOneCodeAtOnceOneGetsASession() throws Exception {
        Application application = wiki();
        String code = code(token("grace"), application);
        int people = 50;
        CyclicBarrier start = new CyclicBarrier(people);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            List<Future<Passage>> answers = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return exchange(code, application, STATE);
                }));
            }
            int in = 0;
            for (Future<Passage> answer : answers) {
                in += answer.get() instanceof Passage.Child ? 1 : 0;
            }
            assertEquals(1, in);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aChildIsOfItsApplicationAlone() throws Exception {
        Application other = web("Other", "https://other.example/", Optional.empty());
        String child = child(token("grace"), wiki());
        first(Reason.NO_SESSION, go(child, other));
        assertInstanceOf(Passage.First.class, scene.house.applications().go(child, "no such", Scene.HERE));
    }

    @Test
    void aChildEndsAtOnceWithItsParent() throws Exception {
        Application application = wiki();
        String token = token("grace");
        String child = child(token, application);
        open(go(child, application));
        scene.house.sessions().end(token, Scene.HERE);
        first(Reason.NO_SESSION, go(child, application));
        child = child(token("grace"), application);
        open(go(child, application));
        scene.house.twoFactor().reset(scene.actor, Set.of(scene.grace));
        first(Reason.NO_SESSION, go(child, application));
    }

    @Test
    void aChildEndsWhenItsParentRunsOutOrIsIdle() throws Exception {
        Application application = wiki();
        String child = child(token("grace"), application);
        scene.clock.forward(Duration.ofMinutes(59));
        open(go(child, application));
        scene.clock.forward(Duration.ofMinutes(59));
        open(go(child, application));
        scene.clock.forward(Duration.ofMinutes(60));
        first(Reason.NO_SESSION, go(child, application));
        String other = child(token("grace"), application);
        for (int i = 0; i < 24 * 2; i++) {
            open(go(other, application));
            scene.clock.forward(Duration.ofMinutes(30));
        }
        first(Reason.NO_SESSION, go(other, application));
    }

    @Test
    void leavingEndsTheChildAndNotTheParent() throws Exception {
        Application application = wiki();
        String token = token("grace");
        String child = child(token, application);
        open(go(child, application));
        scene.house.applications().leave(child, Scene.HERE);
        first(Reason.NO_SESSION, go(child, application));
        scene.house.applications().leave(child, Scene.HERE);
        scene.house.applications().leave("x", Scene.HERE);
        scene.house.applications().leave(token, Scene.HERE);
        open(enter(token, application));
    }

    @Test
    void whateverChangesHereCountsAtOnce() throws Exception {
        Application application = wiki(scene.engineering);
        String child = child(token("grace"), application);
        open(go(child, application));
        scene.house.twoFactor().add(scene.actor, Set.of(scene.grace));
        open(go(child, application));
        scene.house.twoFactor().switchTwoFactor(scene.actor, true, scene.house.twoFactor().status().revision());
        first(Reason.NO_SESSION, go(child, application));
        scene.house.twoFactor().remove(scene.actor, Set.of(scene.grace));
        open(go(child, application));
        scene.house.accessAdministration().save(scene.actor, new Application(application.id(), application.kind(), application.name(), "",
                application.address(), Set.of(scene.administrators), Optional.empty(), Optional.empty(), application.revision()));
        assertInstanceOf(Passage.Forbidden.class, go(child, application));
        scene.house.accessAdministration().removeApplication(scene.actor, application.id());
        assertInstanceOf(Passage.Unknown.class, go(child, application));
    }

    @Test
    void whatAnotherNodeChangesCountsWithinASecond() throws Exception {
        Application application = wiki();
        String token = token("grace");
        String child = child(token, application);
        open(go(child, application));
        House other = scene.house(List.of("local"), Map.of());
        other.sessions().end(token, Scene.HERE);
        scene.clock.forward(Duration.ofSeconds(1));
        first(Reason.NO_SESSION, go(child, application));
        String again = token("grace");
        child = child(again, application);
        open(go(child, application));
        scene.twoFactor(true, scene.grace);
        scene.clock.forward(Duration.ofSeconds(1));
        first(Reason.NO_SESSION, go(child, application));
    }

    @Test
    void whoIsDisabledIsOutWithinSeconds() throws Exception {
        Application application = wiki();
        String child = child(token("grace"), application);
        open(go(child, application));
        scene.town.disable(scene.grace);
        scene.clock.forward(Duration.ofSeconds(12));
        first(Reason.NO_SESSION, go(child, application));
        assertTrue(scene.store().sessions().of(scene.grace).isEmpty());
    }

    @Test
    void troubleIsARefusalAndNeverAWayIn() throws Exception {
        Application application = wiki(scene.engineering);
        String token = token("grace");
        String child = child(token, application);
        open(go(child, application));
        scene.stores.add(new MemoryStore());
        first(Reason.UNAVAILABLE, go(child, application));
        first(Reason.UNAVAILABLE, enter(token, application));
        assertThrows(UnavailableException.class, () -> scene.house.applications().of(token));
        assertThrows(UnavailableException.class, () -> scene.house.applications().at("wiki.example", "/"));
        scene.stores.remove(1);
        open(go(child, application));
        scene.town.away = true;
        scene.clock.forward(Duration.ofSeconds(12));
        first(Reason.UNAVAILABLE, go(child, application));
        scene.town.away = false;
        open(go(child, application));
        scene.offered.clear();
        first(Reason.UNAVAILABLE, go(child, application));
    }

    @Test
    void aSwappedStoreKnowsNobody() throws Exception {
        Application application = wiki();
        String child = child(token("grace"), application);
        open(go(child, application));
        scene.stores.set(0, new MemoryStore());
        assertFalse(go(child, application) instanceof Passage.Open);
    }

    @Test
    void aFreshCodeIsAskedForAfterTheTimeThatTheApplicationSays() throws Exception {
        Application application = web("Payroll", "https://pay.example/", Optional.of(Duration.ofMinutes(15)));
        scene.twoFactor(true, scene.grace);
        byte[] secret = scene.enrol("grace");
        Outcome.Challenge signIn = scene.challenged(scene.knock("grace", "grace's long password"));
        String token = scene.in(scene.answer(signIn, scene.code(secret, 0))).token();
        String child = child(token, application);
        open(go(child, application));
        scene.clock.forward(Duration.ofMinutes(15));
        first(Reason.NO_SESSION, go(child, application));
        Passage passage = scene.house.applications().code(token, application.id(), hash(STATE), Scene.HERE);
        Outcome.Challenge challenge = challenged(passage);
        assertTrue(challenge.way(Way.TOTP, Way.ANSWER).isPresent());
        assertEquals(challenge, challenged(enter(token, application)));
        String fresh = scene.in(scene.answer(challenge, scene.code(secret, 0))).token();
        open(go(child(fresh, application), application));
        open(enter(fresh, application));
        assertEquals(1, scene.store().sessions().of(scene.grace).stream().filter(one -> one.factors().containsKey("totp")
                && one.factors().get("totp").equals(scene.clock.now)).count());
    }

    @Test
    void anApplicationThatWantsAFreshCodeWantsItOfEverybody() throws Exception {
        Application application = web("Payroll", "https://pay.example/", Optional.of(Duration.ofMinutes(15)));
        String token = token("alan");
        Outcome.Challenge challenge = challenged(enter(token, application));
        assertTrue(challenge.way(Way.TOTP, Way.ENROL).isPresent());
        String stronger = scene.in(scene.answer(challenge, scene.code(Scene.secret(challenge), 0))).token();
        open(enter(stronger, application));
    }

    @Test
    void theLongestAddressWinsAndTricksFindNothing() {
        Application all = web("All", "https://apps.example/", Optional.empty());
        Application admin = web("Admin", "https://apps.example/admin/", Optional.empty());
        Application port = web("Port", "https://apps.example:8443/x", Optional.empty());
        assertEquals(Optional.of(all), at("apps.example", "/"));
        assertEquals(Optional.of(all), at("APPS.example:443", "/administrator"));
        assertEquals(Optional.of(admin), at("apps.example", "/admin"));
        assertEquals(Optional.of(admin), at("apps.example", "/admin/users"));
        assertEquals(Optional.of(admin), at("apps.example", "/ADMIN/users"));
        assertEquals(Optional.of(port), at("apps.example:8443", "/x/y"));
        assertEquals(Optional.empty(), at("apps.example:8443", "/xy"));
        assertEquals(Optional.empty(), at("other.example", "/"));
        assertEquals(Optional.empty(), at("apps.example", "admin"));
        for (String path : List.of("/public/../admin/users", "/public/%2e%2e/admin/", "/public/..%2fadmin/", "//admin/", "/./admin/",
                "/public/..;/admin/", "/public\\..\\admin\\", "/%61dmin/", "/%2561dmin/", "/admin/../public", "/../admin/",
                "/admin/%2e%2e/public", "/admin%00/")) {
            assertEquals(Optional.empty(), at("apps.example", path), path);
        }
        assertEquals(Optional.of(admin), at("apps.example", "/admin/a%20b"));
        assertEquals(Optional.of(all), at("apps.example", "/a/../b"));
    }

    private Optional<Application> at(String authority, String path) {
        return scene.house.applications().at(authority, path);
    }

    @Test
    void comingInIsInTheLog() throws Exception {
        Application application = wiki();
        child(token("grace"), application);
        assertEquals("application", scene.log().get(0).reason());
        assertEquals("Wiki", scene.log().get(0).subject());
        assertEquals("forward-auth", scene.log().get(0).door());
    }

    @Test
    void whatIsInTheStoreOpensNothingByItself() throws Exception {
        Application application = wiki();
        String token = token("grace");
        String child = child(token, application);
        scene.store().commit(List.of(new Change.DeletePasses(scene.grace)));
        scene.clock.forward(Duration.ofSeconds(1));
        first(Reason.NO_SESSION, go(child, application));
        open(enter(token, application));
    }

    @Test
    void aCheckAsksTheStoreNothingAsLongAsNothingHasChanged() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        Store real = scene.store();
        scene.stores.set(0, (Store) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                    questions.incrementAndGet();
                    return method.invoke(real, arguments);
                }));
        Application application = wiki(scene.engineering);
        String child = child(token("grace"), application);
        open(go(child, application));
        questions.set(0);
        for (int i = 0; i < 100; i++) {
            open(go(child, application));
        }
        assertEquals(0, questions.get());
        scene.clock.forward(Duration.ofSeconds(1));
        open(go(child, application));
        assertTrue(questions.get() > 0, "what another node may have changed is asked for");
    }
}
