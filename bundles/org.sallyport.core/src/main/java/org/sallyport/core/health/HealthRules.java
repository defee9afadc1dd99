package org.sallyport.core.health;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.api.health.Condition;
import org.sallyport.api.health.Health;
import org.sallyport.api.health.Timing;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;

/** How everything is, for those who watch. */
public final class HealthRules implements Health {

    private final ReadinessRules readiness;
    private final Memory memory;
    private final Realms realms;

    public HealthRules(ReadinessRules readiness, Memory memory, Realms realms) {
        this.readiness = readiness;
        this.memory = memory;
        this.realms = realms;
    }

    @Override
    public List<Condition> conditions() {
        return readiness.conditions();
    }

    @Override
    public List<Timing> timings() {
        List<Timing> timings = new ArrayList<>(memory.timings());
        timings.addAll(realms.timings());
        return timings;
    }
}
