package org.sallyport.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.sallyport.api.licence.LicenceStatus;

/** What is shipped starts, all of it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BootIT {

    private static final List<String> BUNDLES = List.of("api", "audit.syslog", "console", "core", "directory.ldap", "directory.local", "directory.unix",
            "doors", "licence", "listener", "metrics", "portal", "rest", "secret.keyfile", "store.jdbc", "totp", "web");
    /** What an administrator connects: shipped, and without a configuration of its own. */
    private static final List<String> TO_BE_CONNECTED = List.of("org.sallyport.audit.syslog", "org.sallyport.directory.ldap",
            "org.sallyport.directory.unix");

    @Inject
    private BundleContext context;
    private Node node;

    @Configuration
    public Option[] container() {
        return Container.of(BootIT.class);
    }

    @Before
    public void up() {
        node = new Node(context);
        node.awaitUp();
    }

    @Test
    public void allOfSallyportIsThere() {
        assertEquals(BUNDLES, node.own().stream().map(bundle -> bundle.getSymbolicName().substring(Node.PREFIX.length())).sorted().toList());
    }

    @Test
    public void everyBundleIsActive() {
        assertEquals(List.of(), Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != (fragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE)).toList());
    }

    private static boolean fragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    @Test
    public void everyComponentIsSatisfied() {
        ServiceComponentRuntime components = node.service(ServiceComponentRuntime.class);
        Collection<ComponentDescriptionDTO> declared = components.getComponentDescriptionDTOs(node.own().toArray(Bundle[]::new));
        assertFalse(declared.isEmpty());
        // Those of which nobody who signs in has need may come after them.
        for (ComponentDescriptionDTO component : declared) {
            Await.until(component.name + " is satisfied, where it has a configuration", () -> {
                Collection<ComponentConfigurationDTO> configured = components.getComponentConfigurationDTOs(component);
                return configured.isEmpty() == TO_BE_CONNECTED.contains(component.name) && configured.stream()
                        .allMatch(one -> one.state == ComponentConfigurationDTO.ACTIVE || one.state == ComponentConfigurationDTO.SATISFIED);
            });
        }
    }

    @Test
    public void healthIsUp() {
        Page health = node.health();
        assertEquals(health.toString(), 200, health.status());
        assertEquals("{\"status\":\"up\",\"parts\":[" + Stream.of("store", "engine", "key-uris", "sealer", "realm\",\"name\":\"local", "set-up",
                "portal", "console").map(part -> "{\"part\":\"" + part + "\",\"status\":\"up\"}").collect(Collectors.joining(",")) + "]}",
                health.body());
    }

    @Test
    public void theSignInPageIsServed() {
        Page page = node.browser().get("/");
        assertEquals(page.toString(), 200, page.status());
        assertTrue(page.body(), page.body().contains("autocomplete=\"current-password\""));
    }

    @Test
    public void theConsoleSendsStrangersToTheSignIn() {
        Page page = node.browser().get("/console/");
        assertEquals(page.toString(), 303, page.status());
        assertTrue(page.toString(), page.header("Location").startsWith("/signin?next="));
    }

    @Test
    public void theLicenceIsKnown() {
        assertTrue(node.service(LicenceStatus.class).licence().valid());
    }

    @Test
    public void nothingTroublesTheLog() {
        assertEquals("", node.log().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .reduce("", (lines, line) -> lines + line + "\n"));
    }
}
