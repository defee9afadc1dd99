package org.sallyport.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the parts are that signing in needs. Never throws because one of them is away. Thread-safe. */
@ProviderType
public interface Health {

    /** Each part once, in a stable order. Cheap: asked by health checks every second. */
    List<Condition> conditions();

    /** How long the store and the directories have taken to answer since the start, as far as they were asked. */
    List<Timing> timings();
}
