package org.sallyport.core.health;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sallyport.api.health.Condition;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.provider.Providers;
import org.sallyport.core.store.Memory;

/**
 * What must stand for anybody to be let in: one store, one sealer whose keys fit, a realm that answers, and the first set-up done.
 * Where there are several realms, one that is away closes the door for its own people only; a node is not taken out of service
 * for that, and says what is away.
 */
public final class ReadinessRules {

    private final Providers providers;
    private final Memory memory;
    private final SealCheck seals;
    private final Realms realms;
    private final Pulse pulse;
    private volatile String settingUp = "the first set-up is under way";

    public ReadinessRules(Providers providers, Memory memory, Realms realms, Pulse pulse, Clock clock) {
        this.providers = providers;
        this.memory = memory;
        this.seals = new SealCheck(providers, memory, clock);
        this.realms = realms;
        this.pulse = pulse;
    }

    /** @param what why not yet; empty when set-up is done */
    public void settingUp(String what) {
        settingUp = what;
    }

    /** What everybody needs. A realm that is away closes the door for its own people, when they are looked up. */
    public void requireOpen() {
        providers.engine();
        providers.keyUris();
        seals.require();
    }

    /** Realms stand before the set-up, which waits for one of them. */
    List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(condition(Condition.STORE, "", () -> memory.read(store -> store.policy().state())));
        conditions.add(condition(Condition.ENGINE, "", providers::engine));
        conditions.add(condition(Condition.KEY_URIS, "", providers::keyUris));
        conditions.add(condition(Condition.SEALER, "", seals::require));
        realms.names().forEach(realm -> conditions.add(condition(Condition.REALM, realm, () -> pulse.require(realm))));
        conditions.add(new Condition(Condition.SET_UP, "", Optional.of(settingUp).filter(what -> !what.isEmpty())));
        return conditions;
    }

    private static Condition condition(String part, String name, Runnable check) {
        try {
            check.run();
            return new Condition(part, name, Optional.empty());
        } catch (UnavailableException e) {
            return new Condition(part, name, Optional.of(e.getMessage()));
        }
    }

    public Readiness readiness() {
        List<Condition> troubled = conditions().stream().filter(condition -> condition.trouble().isPresent()).toList();
        boolean closed = troubled.stream().filter(ReadinessRules::ofRealm).count() == realms.names().size();
        return new Readiness(troubled.stream().allMatch(condition -> ofRealm(condition) && !closed),
                troubles(troubled, condition -> !ofRealm(condition) || closed),
                troubles(troubled, condition -> ofRealm(condition) && !closed));
    }

    private static boolean ofRealm(Condition condition) {
        return condition.part().equals(Condition.REALM);
    }

    private static List<String> troubles(List<Condition> troubled, Predicate<Condition> which) {
        return troubled.stream().filter(which).map(condition -> condition.trouble().orElseThrow()).distinct().toList();
    }
}
