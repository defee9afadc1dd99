package org.sallyport.core.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.audit.AuditEvent.Outcome;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.core.audit.Events;
import org.sallyport.core.audit.Seldom;
import org.sallyport.core.directory.Pulse;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.directory.UndecidedException;
import org.sallyport.core.store.Memory;
import org.sallyport.core.throttle.Permission;
import org.sallyport.core.throttle.Throttle;

/** Why somebody was refused at the first door, written for the administrator. Never what was typed. */
final class RefusalLog {

    /** A throttled attempt costs the attacker nothing; it shall not cost us a line each. */
    private static final Duration ONCE_IN = Duration.ofMinutes(1);

    private final Memory memory;
    private final Realms realms;
    private final Pulse pulse;
    private final Throttle throttle;
    private final Events events;
    private final Seldom seldom;

    RefusalLog(Memory memory, Realms realms, Pulse pulse, Throttle throttle, Events events, Clock clock) {
        this.memory = memory;
        this.realms = realms;
        this.pulse = pulse;
        this.throttle = throttle;
        this.events = events;
        this.seldom = new Seldom(ONCE_IN, clock);
    }

    void wrongCredentials(Verdict verdict, String login, Permission.Slot slot, Door door, Client client) {
        List<Principal> meant = realms.meant(login, any -> true);
        String reason = meant.isEmpty() ? "unknown-name" : "wrong-password";
        List<Change> changes = new ArrayList<>(throttle.wrong(slot, meant.stream().map(Principal::id).toList()));
        changes.add(named(verdict.reason().isEmpty() ? reason : verdict.reason(), meant.stream().findFirst(), login, door.name(), client));
        memory.commitUnguarded(changes);
    }

    /** One realm said no, and the next could not be asked. While it is away, that costs hardly anybody a wait: not a line each. */
    void undecided(UndecidedException trouble, String login, Permission.Slot slot, Door door, Client client) {
        List<Principal> meant = realms.meant(trouble.saidNo());
        throttle.undecided(slot, meant.stream().map(Principal::id).toList());
        if (seldom.due(Throttle.loginKey(login) + client.address())) {
            memory.commitUnguarded(List.of(named("realm-away", meant.stream().findFirst(), login, door.name(), client)));
        }
    }

    /** The password was right, and the account is closed to strangers for the moment. */
    void closedToStrangers(Principal user, Permission.Slot slot, Door door, Client client) {
        List<Change> changes = new ArrayList<>(throttle.wrong(slot, List.of(user.id())));
        changes.add(named("throttled-account", Optional.of(user), user.name(), door.name(), client));
        memory.commitUnguarded(changes);
    }

    void throttled(String login, Door door, Client client) {
        if (seldom.due(Throttle.loginKey(login) + client.address())) {
            Optional<Principal> meant = realms.meant(login, realm -> pulse.trouble(realm).isEmpty()).stream().findFirst();
            memory.commitUnguarded(List.of(named("throttled", meant, login, door.name(), client)));
        }
    }

    void throttled(SignInRecord signIn, Client client) {
        if (seldom.due(signIn.user() + client.address())) {
            memory.commitUnguarded(List.of(visit("throttled", Optional.of(signIn.user()), signIn.name(), signIn.door(), client)));
        }
    }

    private Change named(String reason, Optional<Principal> user, String login, String door, Client client) {
        return visit(reason, user.map(Principal::id), user.map(Principal::name).orElseGet(() -> Events.unknownName(login)), door, client);
    }

    private Change visit(String reason, Optional<PrincipalId> who, String name, String door, Client client) {
        return events.visit(Action.SIGN_IN, Outcome.REFUSED, reason, who, name, client, door);
    }
}
