package org.sallyport.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import javax.inject.Inject;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sallyport.api.directory.Directory;
import org.sallyport.itests.Storm.Attempt;
import org.sallyport.itests.Storm.Kind;
import org.sallyport.itests.Storm.Result;
import org.sallyport.itests.standin.BlankSealer;
import org.sallyport.itests.standin.DeafEngine;
import org.sallyport.itests.standin.EmptyStore;
import org.sallyport.itests.standin.ForeignSealer;
import org.sallyport.itests.standin.GateDirectory;
import org.sallyport.itests.standin.StrangeDirectory;

/** Parts are replaced by others of the same name while people sign in: a swap never opens a door. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwapIT {

    private static final String CORE = "org.sallyport.core.cfg";
    private static final long PATIENCE_SECONDS = Await.PATIENCE.toSeconds();

    @Inject
    private BundleContext context;
    private Node node;
    private Town town;
    private Browser paul;

    @Configuration
    public Option[] container() {
        return Container.of(SwapIT.class);
    }

    @Before
    public void peopleAreThere() {
        node = new Node(context);
        town = Town.restored(node);
        paul = town.paulSignedIn();
    }

    @Test
    public void anEngineToWhichNoCodeIsRight() {
        swap("totp", new StandIn(DeafEngine.class).named("totp"), "of the TOTP engine: [", storm -> {
            node.awaitUp();
            List<Attempt> attempts = storm.next(3, Kind.PASSWORD, Kind.CODE);
            assertNone(attempts, Kind.CODE, Result.ACCEPTED);
            assertNone(attempts, Kind.PASSWORD, Result.REFUSED);
        });
    }

    @Test
    public void aSealerWithOtherKeys() {
        swap("secret.keyfile", new StandIn(ForeignSealer.class).named("default"), "of the secret sealer: [",
                storm -> assertClosed(storm, "the keys do not fit this database: the foreign key file has no key"));
    }

    @Test
    public void aSealerThatOpensEverythingToTheSame() {
        swap("secret.keyfile", new StandIn(BlankSealer.class).named("default"), "of the secret sealer: [",
                storm -> assertClosed(storm, "the secret sealer opens what this database sealed to something else"));
    }

    @Test
    public void anEmptyStore() {
        swap("store.jdbc", emptyStore(), "of the store: [", storm -> {
            node.awaitUp();
            List<Attempt> attempts = storm.next(3, Kind.PASSWORD, Kind.CODE);
            assertEquals(List.of(), attempts.stream().filter(attempt -> attempt.result() == Result.ACCEPTED).toList());
            Page home = paul.copy().get("/");
            assertTrue(home.toString(), home.status() == 200 && home.body().contains("autocomplete=\"current-password\""));
        });
    }

    private static StandIn emptyStore() {
        return new StandIn(EmptyStore.class).named("embedded").with("org/sallyport/testkit/memory", "*.class");
    }

    /** A right password, and before it is known who needs a code the store becomes one that asks nobody for any. */
    @Test
    public void aSignInThatMeetsTheSwapOfTheStore() throws Exception {
        CyclicBarrier gate = new CyclicBarrier(2);
        ServiceRegistration<CyclicBarrier> offered = context.registerService(CyclicBarrier.class, gate, null);
        StandIn directory = new StandIn(GateDirectory.class).named("local").knowing(town.id(Town.PROTECTED.get(0)).id())
                .markedBy(node.service(Directory.class).fingerprint());
        Bundle empty = emptyStore().install(node);
        try {
            node.stop(node.bundle("directory.local"));
            node.start(directory.install(node));
            node.awaitUp();
            Browser browser = node.browser();
            CompletableFuture<Page> signIn = CompletableFuture.supplyAsync(() -> browser.signIn(Town.PROTECTED.get(0), "any"));
            gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            node.start(empty);
            node.stop(node.bundle("store.jdbc"));
            gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Page page = signIn.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(page.toString(), page.awayPage());
            assertFalse(browser.hasSession());
        } finally {
            node.restore();
            offered.unregister();
        }
    }

    @Test
    public void aStrangersDirectory() {
        swap("directory.local", stranger(), "directories answer to realm 'local': [",
                storm -> assertClosed(storm, "confirmed.directories = local=" + StrangeDirectory.FINGERPRINT));
    }

    private StandIn stranger() {
        return new StandIn(StrangeDirectory.class).named("local").knowing(town.id(Town.PAUL).id());
    }

    /** What an administrator has confirmed is meant; the way back is confirmed as well. */
    @Test
    public void aDirectoryThatIsMeant() {
        String before = node.configuration(CORE);
        Bundle original = node.bundle("directory.local");
        node.stop(original);
        Bundle other = new StandIn(StrangeDirectory.class).named("local").knowing("mallory").install(node);
        node.start(other);
        node.awaitMissing("confirmed.directories = local=" + StrangeDirectory.FINGERPRINT);
        node.configure(CORE, before + "\nconfirmed.directories = local=somebody-else\n");
        node.awaitMissing("confirmed.directories = local=" + StrangeDirectory.FINGERPRINT);
        node.configure(CORE, before + "\nconfirmed.directories = local=" + StrangeDirectory.FINGERPRINT + "\n");
        node.awaitUp();
        assertTrue(node.browser().signIn("mallory", "anything").leadsTo("/signin/enrol"));
        assertFalse("nobody of the old directory is known to the new one", paul.get("/").body().contains("/signout"));

        node.uninstall(other);
        node.start(original);
        node.awaitMissing("confirmed.directories = local=");
        String own = node.health().body().replaceAll(".*confirmed\\.directories = (local=[0-9a-f-]+) .*", "$1");
        // It may stay: what is confirmed is what there is.
        node.configure(CORE, before + "\nconfirmed.directories = " + own + "\n");
        node.awaitUp();
        town.paulSignedIn();
    }

    /** Selection goes by name, never by ranking. */
    @Test
    public void straysChangeNothing() {
        List<Bundle> strays = List.of(
                new StandIn(DeafEngine.class).named("stray").rankedFirst().install(node),
                new StandIn(BlankSealer.class).named("stray").rankedFirst().install(node),
                new StandIn(EmptyStore.class).named("stray").rankedFirst().with("org/sallyport/testkit/memory", "*.class").install(node),
                new StandIn(StrangeDirectory.class).named("stray").knowing(town.id(Town.PAUL).id()).rankedFirst().install(node));
        try (Storm storm = new Storm(node, town)) {
            storm.awaitAccepted();
            strays.forEach(node::start);
            node.awaitUp();
            storm.next(3, Kind.PASSWORD, Kind.CODE);
            strays.forEach(node::uninstall);
            node.awaitUp();
            storm.next(3, Kind.PASSWORD, Kind.CODE);
            assertNothingWrong(storm);
            assertNone(storm.since(0), Kind.PASSWORD, Result.AWAY);
            assertNone(storm.since(0), Kind.CODE, Result.AWAY);
            assertNone(storm.since(0), Kind.PASSWORD, Result.REFUSED);
            assertNone(storm.since(0), Kind.CODE, Result.REFUSED);
        }
        assertServed();
    }

    private interface Check {
        void during(Storm storm);
    }

    /**
     * One after the other, and then with a time in which both are there: closed, whichever would win.
     *
     * @param both what is said of that time
     */
    private void swap(String name, StandIn standIn, String both, Check whileReplaced) {
        Bundle original = node.bundle(name);
        Bundle other = standIn.install(node);
        try (Storm storm = new Storm(node, town)) {
            storm.awaitAccepted();

            node.stop(original);
            assertAllAway(storm.next(3, Kind.PASSWORD, Kind.CODE));
            node.start(other);
            whileReplaced.during(storm);
            node.stop(other);
            assertAllAway(storm.next(3, Kind.PASSWORD, Kind.CODE));
            node.start(original);
            asBefore(storm);

            node.start(other);
            assertClosedByTwo(storm, both);
            node.stop(original);
            whileReplaced.during(storm);
            node.start(original);
            assertClosedByTwo(storm, both);
            node.stop(other);
            asBefore(storm);
            assertNothingWrong(storm);
        } finally {
            node.uninstall(other);
        }
    }

    private void assertClosedByTwo(Storm storm, String both) {
        assertClosed(storm, both);
        String health = node.health().body();
        assertTrue(health, health.matches(".*2 (services|directories) answer to .*\\[org\\.sallyport\\.\\S+, org\\.sallyport\\.\\S+].*"));
        assertTrue(node.log(), node.log().contains(both));
    }

    private void assertClosed(Storm storm, String reason) {
        node.awaitMissing(reason);
        assertAllAway(storm.next(3, Kind.PASSWORD, Kind.CODE));
        Page home = paul.copy().get("/");
        assertTrue(home.toString(), home.awayPage());
        Await.until("the log names it: " + reason, () -> node.log().contains(reason));
    }

    private void asBefore(Storm storm) {
        node.awaitUp();
        storm.awaitAccepted();
        assertServed();
    }

    /** The session from before is still good. */
    private void assertServed() {
        Page home = paul.copy().get("/");
        assertTrue(home.toString(), home.status() == 200 && home.body().contains("/signout"));
    }

    private static void assertNothingWrong(Storm storm) {
        assertEquals(List.of(), storm.wrongs());
    }

    private static void assertAllAway(List<Attempt> attempts) {
        assertEquals(List.of(), attempts.stream().filter(attempt -> attempt.result() != Result.AWAY).toList());
    }

    private static void assertNone(List<Attempt> attempts, Kind kind, Result result) {
        assertEquals(List.of(), attempts.stream().filter(attempt -> attempt.kind() == kind && attempt.result() == result).toList());
    }
}
