package org.sallyport.core;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.core.access.AccessAdministrationRules;
import org.sallyport.core.access.AccessSettings;
import org.sallyport.core.access.ApplicationRules;
import org.sallyport.core.access.Audience;
import org.sallyport.core.access.ChannelRules;
import org.sallyport.core.access.DoorReports;
import org.sallyport.core.access.Tickets;
import org.sallyport.core.administration.AccountRules;
import org.sallyport.core.administration.ApiTokenRules;
import org.sallyport.core.administration.DirectoryRules;
import org.sallyport.core.administration.Recovery;
import org.sallyport.core.administration.Resets;
import org.sallyport.core.administration.TwoFactorRules;
import org.sallyport.core.audit.AuditRules;
import org.sallyport.core.audit.Bulletin;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Facts;
import org.sallyport.core.directory.Picker;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.RealmSettings;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.health.HealthRules;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.health.SealCheck;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.policy.Population;
import org.sallyport.core.policy.Standings;
import org.sallyport.core.policy.TwoFactorList;
import org.sallyport.core.provider.Providers;
import org.sallyport.core.session.Holders;
import org.sallyport.core.session.SessionRules;
import org.sallyport.core.setup.DemoAccounts;
import org.sallyport.core.setup.Invitations;
import org.sallyport.core.signin.CodeRules;
import org.sallyport.core.signin.HalfWay;
import org.sallyport.core.signin.RefusalLog;
import org.sallyport.core.signin.SecondDoor;
import org.sallyport.core.signin.SignInRules;
import org.sallyport.core.signin.StepUp;
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
    private final SignInRules signIn;
    private final SessionRules sessions;
    private final PolicyRules policy;
    private final TwoFactorRules twoFactor;
    private final DirectoryRules directories;
    private final AccountRules accounts;
    private final Invitations invitations;
    private final DemoAccounts demoAccounts;
    private final AuditRules audit;
    private final ApiTokenRules apiTokens;
    private final ReadinessRules readiness;
    private final ChannelRules decisions;
    private final ApplicationRules applications;
    private final AccessAdministrationRules accessAdministration;
    private final HealthRules health;

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
        Realms realms = new Realms(realmSettings, offered, memory);
        Pulse pulse = new Pulse(realms, memory, clock, lookouts);
        ProductSettings settings = new ProductSettings(memory, clock);
        Throttle throttle = new Throttle(memory, clock);
        CodeRules codes = new CodeRules(providers, settings, tokens, clock);
        HalfWay halfWay = new HalfWay(memory, settings, codes, tokens, clock);
        RefusalLog refusals = new RefusalLog(memory, realms, pulse, throttle, events, clock);
        Facts facts = new Facts(realms, clock);
        this.policy = new PolicyRules(memory, realms, settings, facts);
        this.sessions = new SessionRules(memory, settings, policy, tokens, events, clock);
        this.readiness = new ReadinessRules(providers, memory, new SealCheck(providers, memory, clock), realms, pulse);
        this.health = new HealthRules(readiness, memory, realms);
        SecondDoor secondDoor = new SecondDoor(memory, realms, throttle, sessions, halfWay, codes, events, refusals, clock);
        Locks locks = new Locks(lockPatience);
        StepUp stepUp = new StepUp(memory, halfWay, locks, events);
        this.signIn = new SignInRules(memory, realms, policy, throttle, locks, sessions, halfWay, stepUp, secondDoor, refusals, events,
                readiness);
        AccessSettings access = new AccessSettings(settings);
        Holders holders = new Holders(memory, realms, policy, sessions, readiness, facts, clock);
        Audience audience = new Audience(access, facts);
        Tickets tickets = new Tickets(memory, settings, access, tokens, events);
        this.decisions = new ChannelRules(memory, realms, policy, access, holders, audience, tickets, throttle, locks, readiness, events,
                clock);
        this.applications = new ApplicationRules(memory, access, holders, audience, tickets, signIn, stepUp, tokens, events, clock);
        this.accessAdministration = new AccessAdministrationRules(memory, realms, access,
                new DoorReports(memory, access, readiness, sideDoors), tokens, events);
        Picker picker = new Picker(realms, pulse);
        Population population = new Population(memory, realms, pulse);
        Standings standings = new Standings(memory, policy, clock);
        this.twoFactor = new TwoFactorRules(memory, realms, picker, policy, settings, population, standings,
                new TwoFactorList(memory, realms, pulse, population, standings), new Resets(memory, realms, picker, events),
                new Recovery(memory, realms, policy, settings, events), events);
        this.directories = new DirectoryRules(memory, realms, pulse, policy, events);
        this.accounts = new AccountRules(memory, realms, policy, settings, events);
        this.invitations = new Invitations(memory, realms, settings, throttle, tokens, events, clock);
        this.demoAccounts = new DemoAccounts(memory, realms, invitations, random);
        this.audit = new AuditRules(memory);
        this.apiTokens = new ApiTokenRules(memory, policy, throttle, tokens, events, clock);
    }

    public SignInRules signIn() {
        return signIn;
    }

    public SessionRules sessions() {
        return sessions;
    }

    public PolicyRules policy() {
        return policy;
    }

    public TwoFactorRules twoFactor() {
        return twoFactor;
    }

    public DirectoryRules directories() {
        return directories;
    }

    public AccountRules accounts() {
        return accounts;
    }

    public Invitations invitations() {
        return invitations;
    }

    DemoAccounts demoAccounts() {
        return demoAccounts;
    }

    AuditRules audit() {
        return audit;
    }

    public ApiTokenRules apiTokens() {
        return apiTokens;
    }

    public ReadinessRules readiness() {
        return readiness;
    }

    public ChannelRules decisions() {
        return decisions;
    }

    public ApplicationRules applications() {
        return applications;
    }

    public AccessAdministrationRules accessAdministration() {
        return accessAdministration;
    }

    public HealthRules health() {
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
