package org.sallyport.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

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
import org.sallyport.itests.Storm.Attempt;
import org.sallyport.itests.Storm.Kind;
import org.sallyport.itests.Storm.Result;

/** Every bundle but api and web goes and comes back while people sign in: away is said plainly, and lets nobody in. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AbsenceIT {

    private static final Kind[] EVERYBODY = {Kind.PASSWORD, Kind.CODE};
    private static final String SIGN_IN = "\"sign-in\"";

    @Inject
    private BundleContext context;
    private Node node;
    private Town town;
    private Browser paul;
    private Browser administrator;
    private Browser stranger;

    @Configuration
    public Option[] container() {
        return Container.of(AbsenceIT.class);
    }

    @Before
    public void peopleAreThere() {
        node = new Node(context);
        town = Town.restored(node);
        paul = town.paulSignedIn();
        administrator = town.administratorInConsole();
        stranger = node.browser();
        assertEquals(200, stranger.get("/signin").status());
    }

    @Test
    public void core() {
        closes("core", SIGN_IN);
    }

    @Test
    public void engine() {
        closes("totp", SIGN_IN);
    }

    @Test
    public void store() {
        closes("store.jdbc", SIGN_IN);
    }

    @Test
    public void sealer() {
        closes("secret.keyfile", SIGN_IN);
    }

    @Test
    public void directory() {
        closes("directory.local", "the directory of realm 'local' is away");
    }

    /** The other face does not need this one. */
    @Test
    public void portal() {
        try (Storm storm = new Storm(node, town)) {
            Bundle portal = node.bundle("portal");
            storm.awaitAccepted();
            node.stop(portal);
            node.awaitMissing("\"portal\"");
            assertAllAway(storm.next(3, EVERYBODY));
            assertAway(paul.get("/"));
            assertAway(stranger.post("/signin", "username", Town.PAUL, "password", Town.password(Town.PAUL)));
            assertServed(administrator.get("/console/"));
            backAgain(storm, portal);
        }
    }

    /** Nobody who signs in needs the console; its path does not fall to the portal. */
    @Test
    public void console() {
        try (Storm storm = new Storm(node, town)) {
            Bundle console = node.bundle("console");
            storm.awaitAccepted();
            node.stop(console);
            assertAway(administrator.get("/console/"));
            assertAway(node.browser().get("/console/accounts"));
            assertNobodyNotices(storm);
            backAgain(storm, console);
        }
    }

    /** A licence never decides who may sign in; the console leaves out its line. */
    @Test
    public void licence() {
        try (Storm storm = new Storm(node, town)) {
            Bundle licence = node.bundle("licence");
            assertTrue(administrator.get("/console/").body().contains("Apache-2.0"));
            node.stop(licence);
            assertNobodyNotices(storm);
            Page status = administrator.get("/console/");
            assertServed(status);
            assertTrue(status.body(), !status.body().contains("Apache-2.0"));
            backAgain(storm, licence);
            assertTrue(administrator.get("/console/").body().contains("Apache-2.0"));
        }
    }

    private void closes(String name, String missing) {
        try (Storm storm = new Storm(node, town)) {
            Bundle bundle = node.bundle(name);
            storm.awaitAccepted();
            node.stop(bundle);
            node.awaitMissing(missing);
            assertAllAway(storm.next(3, EVERYBODY));
            assertAway(paul.get("/"));
            assertAway(stranger.get("/signin"));
            assertAway(stranger.post("/signin", "username", Town.PAUL, "password", Town.password(Town.PAUL)));
            assertAway(administrator.get("/console/"));
            backAgain(storm, bundle);
        }
    }

    /** Started, and then replaced by itself: all is as it was, without a restart and without anybody signing in anew. */
    private void backAgain(Storm storm, Bundle bundle) {
        node.start(bundle);
        asBefore(storm);
        node.update(bundle);
        asBefore(storm);
        assertEquals(List.of(), storm.wrongs());
        assertEquals("a right password or code is never called wrong", List.of(), storm.since(0).stream()
                .filter(attempt -> List.of(EVERYBODY).contains(attempt.kind()) && attempt.result() == Result.REFUSED).toList());
    }

    private void asBefore(Storm storm) {
        node.awaitUp();
        storm.awaitAccepted();
        assertServed(paul.get("/"));
        assertServed(administrator.get("/console/"));
    }

    private void assertNobodyNotices(Storm storm) {
        node.awaitUp();
        List<Attempt> attempts = storm.next(3, EVERYBODY);
        assertEquals(List.of(), attempts.stream()
                .filter(attempt -> List.of(EVERYBODY).contains(attempt.kind()) && attempt.result() != Result.ACCEPTED).toList());
        assertServed(paul.get("/"));
    }

    private static void assertAllAway(List<Attempt> attempts) {
        assertEquals(List.of(), attempts.stream().filter(attempt -> attempt.result() != Result.AWAY).toList());
    }

    private static void assertAway(Page page) {
        assertTrue(page.toString(), page.awayPage());
    }

    private static void assertServed(Page page) {
        assertEquals(page.toString(), 200, page.status());
        assertTrue(page.toString(), page.body().contains("/signout") && !page.showsInsides());
    }
}
