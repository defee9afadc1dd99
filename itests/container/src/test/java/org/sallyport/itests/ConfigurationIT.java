package org.sallyport.itests;

import static org.junit.Assert.assertTrue;

import javax.inject.Inject;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Configuration that makes no sense closes sign-in, and the log names the key; put right, it opens again. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {

    @Inject
    private BundleContext context;
    private Node node;

    @Configuration
    public Option[] container() {
        return Container.of(ConfigurationIT.class);
    }

    @Before
    public void up() {
        node = new Node(context);
        node.awaitUp();
    }

    @Test
    public void aRealmOfAnImpossibleName() {
        refused("org.sallyport.core.cfg", "realms = Bad Name", "realms");
    }

    @Test
    public void aConfirmationWithoutAFingerprint() {
        refused("org.sallyport.core.cfg", "confirmed.directories = local", "confirmed.directories");
    }

    @Test
    public void aMailDomainOfNoRealm() {
        refused("org.sallyport.core.cfg", "domains = example.com=elsewhere", "domains");
    }

    @Test
    public void noRealmAtAll() {
        refused("org.sallyport.core.cfg", "realms = ,", "realms");
    }

    @Test
    public void aRealmWithoutADirectory() {
        String before = node.configuration("org.sallyport.core.cfg");
        node.configure("org.sallyport.core.cfg", before + "\nrealms = elsewhere\n");
        node.awaitMissing("the directory of realm 'elsewhere' is away");
        // Beside one that answers it closes the door for its own people only.
        node.configure("org.sallyport.core.cfg", before + "\nrealms = local, elsewhere\n");
        Await.until("degraded", () -> node.health().status() == 200
                && node.health().body().contains("\"degraded\":[\"the directory of realm 'elsewhere' is away\"]"));
        node.configure("org.sallyport.core.cfg", before);
        node.awaitUp();
    }

    @Test
    public void hashingThatCostsNothing() {
        refused("org.sallyport.directory.local-local.cfg", "hash.memory = 0", "hash.memory");
    }

    @Test
    public void aKeyFileThatIsNowhere() {
        refused("org.sallyport.secret.keyfile-default.cfg", "file = sallyport.key", "file");
    }

    @Test
    public void attemptsThatAreNeverRemembered() {
        refused("org.sallyport.store.jdbc-embedded.cfg", "attempts.days = 0", "attempts.days");
    }

    private void refused(String file, String line, String key) {
        String before = node.configuration(file);
        int logged = node.log().length();
        node.configure(file, before + "\n" + line + "\n");
        Await.until("closed by " + line, () -> node.health().status() == 503);
        Await.until("the log names " + key, () -> node.log().substring(logged).contains(key));
        Page page = node.browser().get("/signin");
        assertTrue(page.toString(), page.awayPage());
        node.configure(file, before);
        node.awaitUp();
        page = node.browser().get("/signin");
        assertTrue(page.toString(), page.status() == 200);
    }
}
