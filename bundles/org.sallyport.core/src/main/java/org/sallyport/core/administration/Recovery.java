package org.sallyport.core.administration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.throttle.Throttle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way back in for administrators who have all lost their phones; for whoever holds the host. */
final class Recovery {

    /** The reason in the log. */
    static final String REASON = "recovered-on-host";

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Memory memory;
    private final Realms realms;
    private final PolicyRules policy;
    private final ProductSettings settings;
    private final Events events;

    Recovery(Memory memory, Realms realms, PolicyRules policy, ProductSettings settings, Events events) {
        this.memory = memory;
        this.realms = realms;
        this.policy = policy;
        this.settings = settings;
        this.events = events;
    }

    void recover(Actor actor, PrincipalId id) {
        if (!actor.id().equals(Actor.HOST)) {
            throw new InvalidInputException("actor", "whoever may read the files of this host's Sallyport");
        }
        Principal user = Optional.of(id).filter(PrincipalId::isUser).flatMap(realms::find)
                .orElseThrow(() -> new InvalidInputException("id", "a user that its directory knows"));
        List<Change> changes = new ArrayList<>();
        if (!policy.administrator(id)) {
            Setting kept = settings.kept(ProductSettings.ADMINISTRATORS);
            Set<PrincipalId> administrators = new HashSet<>(ProductSettings.principals(kept));
            administrators.add(id);
            changes.add(new Change.SaveSetting(new Setting(kept.key(), ProductSettings.asText(administrators), kept.revision())));
            changes.add(events.done(actor, Action.CHANGE_SETTING, REASON + ": " + user.name(), Optional.empty(),
                    ProductSettings.ADMINISTRATORS));
        }
        changes.addAll(Resets.discarded(id));
        changes.addAll(Throttle.forgive(id, realms.logins(id, user.name())));
        changes.add(events.done(actor, Action.RESET, REASON, Optional.of(id), user.name()));
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            throw new OutdatedException("The administrators were changed by somebody else meanwhile.");
        } finally {
            settings.forget();
            policy.forget();
        }
        LOG.warn("ADMINISTRATOR RECOVERED ON THE HOST: {} is an administrator, and sets up a phone at the next sign-in", id);
    }
}
