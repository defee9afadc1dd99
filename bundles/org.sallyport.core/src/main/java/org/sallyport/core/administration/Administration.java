package org.sallyport.core.administration;

import java.time.Clock;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Picker;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.policy.Population;
import org.sallyport.core.policy.Standings;
import org.sallyport.core.policy.TwoFactorList;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Throttle;

/** How the rules of what administrators do hang together, and what they offer. */
public final class Administration {

    private final TwoFactorRules twoFactor;
    private final DirectoryRules directories;
    private final AccountRules accounts;
    private final ApiTokenRules apiTokens;

    public Administration(Memory memory, Realms realms, Pulse pulse, PolicyRules policy, Throttle throttle, ProductSettings settings,
            Tokens tokens, Events events, Clock clock) {
        Picker picker = new Picker(realms, pulse);
        Population population = new Population(memory, realms, pulse);
        Standings standings = new Standings(memory, policy, clock);
        this.twoFactor = new TwoFactorRules(memory, realms, picker, policy, settings, population, standings,
                new TwoFactorList(memory, realms, pulse, population, standings), new Resets(memory, realms, picker, events),
                new Recovery(memory, realms, policy, settings, events), events);
        this.directories = new DirectoryRules(memory, realms, pulse, policy, events);
        this.accounts = new AccountRules(memory, realms, policy, settings, events);
        this.apiTokens = new ApiTokenRules(memory, policy, throttle, tokens, events, clock);
    }

    public TwoFactorAdministration twoFactor() {
        return twoFactor;
    }

    public DirectoryAdministration directories() {
        return directories;
    }

    public AccountAdministration accounts() {
        return accounts;
    }

    public ApiTokenRules apiTokens() {
        return apiTokens;
    }
}
