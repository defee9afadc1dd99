package org.sallyport.core.policy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.policy.Requirement;
import org.sallyport.api.policy.Requirement.Cause;
import org.sallyport.api.policy.TwoFactorPolicy;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.PolicyRecords.Snapshot;
import org.sallyport.api.store.PolicyState;
import org.sallyport.api.store.Store;
import org.sallyport.core.directory.Facts;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;

/**
 * Who needs two factors. The list is kept in memory for as long as its revision stands in the store, and that is asked every
 * time; what a directory said of a person is believed for ten seconds, or until an account is edited here.
 */
public final class PolicyRules implements TwoFactorPolicy {

    private record Known(Store store, Snapshot snapshot) {
    }

    private final Memory memory;
    private final Realms realms;
    private final ProductSettings settings;
    private final Facts facts;
    private volatile Known known;

    public PolicyRules(Memory memory, Realms realms, ProductSettings settings, Facts facts) {
        this.memory = memory;
        this.realms = realms;
        this.settings = settings;
        this.facts = facts;
    }

    /** After an account was edited, here and now. */
    public void forget() {
        facts.forget();
    }

    private Snapshot snapshot() {
        Store store = memory.store();
        PolicyState state = memory.read(any -> store.policy().state());
        Known seen = known;
        if (seen == null || seen.store() != store || !seen.snapshot().state().equals(state)) {
            seen = new Known(store, memory.read(any -> store.policy().snapshot()));
            known = seen;
        }
        return seen.snapshot();
    }

    private Facts.Known facts(PrincipalId user, Snapshot snapshot) {
        Set<PrincipalId> asked = new HashSet<>(settings.administrators());
        asked.addAll(snapshot.listed());
        asked.removeIf(PrincipalId::isUser);
        return facts.of(Facts.Topic.POLICY, user, asked);
    }

    /** Whether these factors are what is asked for. */
    public static boolean suffices(Requirement requirement, Set<String> factors) {
        return factors.contains(Session.PASSWORD) && (!requirement.secondFactor() || factors.contains(Session.TOTP));
    }

    /** The user as the directory knows them, at most ten seconds ago; empty when it does not. */
    public Optional<Principal> current(PrincipalId user) {
        return realms.configured(user.realm()) ? facts(user, snapshot()).principal() : Optional.empty();
    }

    public boolean administrator(PrincipalId user) {
        if (Actor.isHost(user)) {
            return true;
        }
        Set<PrincipalId> administrators = settings.administrators();
        return administrators.contains(user) || facts(user, snapshot()).groups().stream().anyMatch(administrators::contains);
    }

    /** Through what the list names a user, whether two-factor is on or off. */
    Optional<PrincipalId> listedThrough(PrincipalId user) {
        Snapshot snapshot = snapshot();
        return snapshot.listed().contains(user) ? Optional.of(user)
                : facts(user, snapshot).groups().stream().filter(snapshot.listed()::contains).sorted().findFirst();
    }

    @Override
    public Requirement requirement(PrincipalId user, Door door) {
        Snapshot snapshot = snapshot();
        Optional<PrincipalId> through = listedThrough(user);
        if (snapshot.state().enabled() && through.isPresent()) {
            return new Requirement(true, through.get().equals(user) ? Cause.NAMED : Cause.IN_GROUP, through);
        }
        if (door.equals(Door.CONSOLE) && settings.administratorsNeedCode() && administrator(user)) {
            return new Requirement(true, Cause.ADMINISTRATOR, Optional.empty());
        }
        if (!snapshot.state().enabled()) {
            return new Requirement(false, Cause.TWO_FACTOR_OFF, Optional.empty());
        }
        snapshot.listed().stream().filter(entry -> !realms.configured(entry.realm())).findAny().ifPresent(gone -> {
            throw new UnavailableException("the two-factor list names " + gone + ", whose realm is not configured any more;"
                    + " until it is taken off the list, people whom nothing else protects stay outside");
        });
        return new Requirement(false, Cause.NOT_LISTED, Optional.empty());
    }
}
