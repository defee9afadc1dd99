package org.sallyport.core.signin;

import java.time.Clock;
import org.sallyport.api.signin.SignIn;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.provider.Providers;
import org.sallyport.core.session.SessionRules;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Locks;
import org.sallyport.core.throttle.Throttle;

/** How the rules of the way in hang together, and what they offer. */
public final class Entrance {

    private final SignInRules signIn;
    private final StepUp stepUp;

    public Entrance(Providers providers, Memory memory, Realms realms, Pulse pulse, PolicyRules policy, Throttle throttle, Locks locks,
            SessionRules sessions, ReadinessRules readiness, ProductSettings settings, Tokens tokens, Events events, Clock clock) {
        CodeRules codes = new CodeRules(providers, settings, tokens, clock);
        HalfWay halfWay = new HalfWay(memory, settings, codes, tokens, clock);
        RefusalLog refusals = new RefusalLog(memory, realms, pulse, throttle, events, clock);
        SecondDoor secondDoor = new SecondDoor(memory, realms, throttle, sessions, halfWay, codes, events, refusals, clock);
        this.stepUp = new StepUp(memory, halfWay, locks, events);
        this.signIn = new SignInRules(memory, realms, policy, throttle, locks, sessions, halfWay, stepUp, secondDoor, refusals, events,
                readiness);
    }

    public SignIn signIn() {
        return signIn;
    }

    public StepUp stepUp() {
        return stepUp;
    }
}
