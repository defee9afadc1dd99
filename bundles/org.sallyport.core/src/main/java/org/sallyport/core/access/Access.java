package org.sallyport.core.access;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.AccessDecisions;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.SideDoor;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Facts;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.session.Holders;
import org.sallyport.core.signin.Entrance;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Locks;
import org.sallyport.core.throttle.Throttle;

/** How the rules of what stands behind the portal hang together, and what they offer. */
public final class Access {

    private final ChannelRules decisions;
    private final ApplicationRules applications;
    private final AccessAdministrationRules administration;

    /** @param sideDoors doors that bundles have opened now */
    public Access(Memory memory, Realms realms, Facts facts, PolicyRules policy, Throttle throttle, Locks locks, Holders holders,
            ReadinessRules readiness, Entrance entrance, Supplier<List<SideDoor>> sideDoors, ProductSettings settings, Tokens tokens,
            Events events, Clock clock) {
        AccessSettings access = new AccessSettings(settings);
        Audience audience = new Audience(access, facts);
        Tickets tickets = new Tickets(memory, settings, access, tokens, events);
        this.decisions = new ChannelRules(memory, realms, policy, access, holders, audience, tickets, throttle, locks, readiness, events,
                clock);
        this.applications = new ApplicationRules(memory, access, holders, audience, tickets, entrance.signIn(), entrance.stepUp(), tokens,
                events, clock);
        this.administration = new AccessAdministrationRules(memory, realms, access, new DoorReports(memory, access, readiness, sideDoors),
                tokens, events);
    }

    public AccessDecisions decisions() {
        return decisions;
    }

    public Applications applications() {
        return applications;
    }

    public AccessAdministration administration() {
        return administration;
    }
}
