package org.sallyport.core;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.AccessDecisions;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.health.Health;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.core.access.Access;
import org.sallyport.core.administration.Administration;
import org.sallyport.core.administration.ApiTokenRules;
import org.sallyport.core.audit.AuditRules;
import org.sallyport.core.audit.Bulletin;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Facts;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.RealmSettings;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.health.HealthRules;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.provider.Providers;
import org.sallyport.core.session.Holders;
import org.sallyport.core.session.SessionRules;
import org.sallyport.core.setup.DemoAccounts;
import org.sallyport.core.setup.Invitations;
import org.sallyport.core.signin.Entrance;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Locks;
import org.sallyport.core.throttle.Throttle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the rules hang together, without a container: what core offers, and what the tests build. */
public final class House {

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final Memory memory;
    private final Clock clock;
    private final PolicyRules policy;
    private final SessionRules sessions;
    private final ReadinessRules readiness;
    private final HealthRules health;
    private final Entrance entrance;
    private final Access access;
    private final Administration administration;
    private final Invitations invitations;
    private final DemoAccounts demoAccounts;
    private final AuditRules audit;

    /**
     * @param lookouts runs what looks how directories are
     * @param sideDoors doors that bundles have opened
     * @param bulletin tells others what was written down
     */
    House(Providers providers, RealmSettings realmSettings, Supplier<List<Realms.Offered>> offered, Clock clock,
            SecureRandom random, Duration lockPatience, Executor lookouts, Supplier<List<SideDoor>> sideDoors, Bulletin bulletin) {
        this.clock = clock;
        this.memory = new Memory(providers, bulletin::publish);
        Events events = new Events(clock);
        Tokens tokens = new Tokens(random);
        ProductSettings settings = new ProductSettings(memory, clock);
        Realms realms = new Realms(realmSettings, offered, memory);
        Pulse pulse = new Pulse(realms, memory, clock, lookouts);
        Facts facts = new Facts(realms, clock);
        Throttle throttle = new Throttle(memory, clock);
        Locks locks = new Locks(lockPatience);
        this.policy = new PolicyRules(memory, realms, settings, facts);
        this.sessions = new SessionRules(memory, settings, policy, tokens, events, clock);
        this.readiness = new ReadinessRules(providers, memory, realms, pulse, clock);
        this.health = new HealthRules(readiness, memory, realms);
        Holders holders = new Holders(memory, realms, policy, sessions, readiness, facts, clock);
        this.entrance = new Entrance(providers, memory, realms, pulse, policy, throttle, locks, sessions, readiness, settings, tokens, events,
                clock);
        this.access = new Access(memory, realms, facts, policy, throttle, locks, holders, readiness, entrance, sideDoors, settings, tokens,
                events, clock);
        this.administration = new Administration(memory, realms, pulse, policy, throttle, settings, tokens, events, clock);
        this.invitations = new Invitations(memory, realms, settings, throttle, tokens, events, clock);
        this.demoAccounts = new DemoAccounts(memory, realms, invitations, random);
        this.audit = new AuditRules(memory);
    }

    public SignIn signIn() {
        return entrance.signIn();
    }

    public SessionRules sessions() {
        return sessions;
    }

    public PolicyRules policy() {
        return policy;
    }

    public TwoFactorAdministration twoFactor() {
        return administration.twoFactor();
    }

    public DirectoryAdministration directories() {
        return administration.directories();
    }

    public AccountAdministration accounts() {
        return administration.accounts();
    }

    public ApiTokenRules apiTokens() {
        return administration.apiTokens();
    }

    public AccessDecisions decisions() {
        return access.decisions();
    }

    public Applications applications() {
        return access.applications();
    }

    public AccessAdministration accessAdministration() {
        return access.administration();
    }

    public Invitations invitations() {
        return invitations;
    }

    DemoAccounts demoAccounts() {
        return demoAccounts;
    }

    AuditTrail audit() {
        return audit;
    }

    public ReadinessRules readiness() {
        return readiness;
    }

    public Health health() {
        return health;
    }

    /** Forgets what has run out; trouble is for the next time. */
    void purge(int mostAttempts) {
        try {
            memory.read(store -> {
                store.purge(clock.instant(), mostAttempts);
                return null;
            });
        } catch (UnavailableException e) {
            LOG.warn("What has run out could not be forgotten: {}", e.getMessage());
        }
    }
}
