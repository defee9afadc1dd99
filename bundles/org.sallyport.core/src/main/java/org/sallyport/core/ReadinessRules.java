package org.sallyport.core;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.UnavailableException;

/**
 * What must stand for anybody to be let in: one store, one sealer whose keys fit, a realm that answers, and the first set-up done.
 * Where there are several realms, one that is away closes the door for its own people only; a node is not taken out of service
 * for that, and says what is away.
 */
final class ReadinessRules {

    private final Providers providers;
    private final Memory memory;
    private final SealCheck seals;
    private final Realms realms;
    private final Pulse pulse;
    private volatile String settingUp = "the first set-up is under way";

    ReadinessRules(Providers providers, Memory memory, SealCheck seals, Realms realms, Pulse pulse) {
        this.providers = providers;
        this.memory = memory;
        this.seals = seals;
        this.realms = realms;
        this.pulse = pulse;
    }

    /** @param what why not yet; empty when set-up is done */
    void settingUp(String what) {
        settingUp = what;
    }

    /** What everybody needs. A realm that is away closes the door for its own people, when they are looked up. */
    void requireOpen() {
        providers.engine();
        providers.keyUris();
        seals.require();
    }

    Readiness readiness() {
        List<String> missing = new ArrayList<>();
        note(missing, () -> memory.read(store -> store.policy().state()));
        note(missing, providers::engine);
        note(missing, providers::keyUris);
        note(missing, seals::require);
        List<String> degraded = new ArrayList<>();
        realms.names().forEach(realm -> note(degraded, () -> pulse.require(realm)));
        if (degraded.size() == realms.names().size()) {
            missing.addAll(degraded);
            degraded.clear();
        }
        if (!settingUp.isEmpty()) {
            missing.add(settingUp);
        }
        return new Readiness(missing.isEmpty(), missing.stream().distinct().toList(), degraded);
    }

    private static void note(List<String> missing, Runnable check) {
        try {
            check.run();
        } catch (UnavailableException e) {
            missing.add(e.getMessage());
        }
    }
}
