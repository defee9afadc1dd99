package org.example.store.memory;

import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sallyport.api.store.Attempts;
import org.sallyport.api.store.AuditRecords;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Enrolments;
import org.sallyport.api.store.LocalAccounts;
import org.sallyport.api.store.Passes;
import org.sallyport.api.store.PolicyRecords;
import org.sallyport.api.store.SessionRecords;
import org.sallyport.api.store.Settings;
import org.sallyport.api.store.SignInRecords;
import org.sallyport.api.store.Store;
import org.sallyport.api.store.StoreException;
import org.sallyport.testkit.memory.MemoryStore;

/**
 * A store that forgets everything when it ends: for a demonstration, and to begin your own with. Replace the delegate concern by
 * concern; the test says after each what still holds.
 */
@Component(name = "org.example.store.memory", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ForgetfulStore.Configuration.class, factory = true)
public final class ForgetfulStore implements Store {

    /** The keys of {@code conf/org.example.store.memory-NAME.cfg}. The name becomes the property that selects this service. */
    @ObjectClassDefinition(name = "Forgetful store")
    public @interface Configuration {
        String sallyport_name();
    }

    private final Store memory = new MemoryStore();

    @Activate
    public ForgetfulStore() {
        // The name in the configuration is for those who select; nothing here needs it.
    }

    @Override
    public void commit(List<Change> changes) throws StoreException, ConflictException {
        memory.commit(changes);
    }

    @Override
    public void purge(Instant now, int mostAttempts) throws StoreException {
        memory.purge(now, mostAttempts);
    }

    @Override
    public Enrolments enrolments() {
        return memory.enrolments();
    }

    @Override
    public PolicyRecords policy() {
        return memory.policy();
    }

    @Override
    public SignInRecords signIns() {
        return memory.signIns();
    }

    @Override
    public SessionRecords sessions() {
        return memory.sessions();
    }

    @Override
    public Passes passes() {
        return memory.passes();
    }

    @Override
    public Attempts attempts() {
        return memory.attempts();
    }

    @Override
    public AuditRecords audit() {
        return memory.audit();
    }

    @Override
    public LocalAccounts accounts() {
        return memory.accounts();
    }

    @Override
    public Settings settings() {
        return memory.settings();
    }
}
