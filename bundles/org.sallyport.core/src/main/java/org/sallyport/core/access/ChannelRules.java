package org.sallyport.core.access;

import java.text.Normalizer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.api.access.AccessDecisions;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Decision;
import org.sallyport.api.access.Decision.Reason;
import org.sallyport.api.access.Gate;
import org.sallyport.api.access.Knock;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.policy.Requirement;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.PassRecord;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.session.Holders;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.Tokens;
import org.sallyport.core.throttle.Locks;
import org.sallyport.core.throttle.Origin;
import org.sallyport.core.throttle.Permission;
import org.sallyport.core.throttle.Throttle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides at the channels: who comes in on a password that the gate checks itself, and who on a ticket. */
final class ChannelRules implements AccessDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelRules.class);
    private static final int LONGEST_LOGIN = 200;

    private final Memory memory;
    private final Realms realms;
    private final PolicyRules policy;
    private final AccessSettings access;
    private final Holders holders;
    private final Audience audience;
    private final Tickets tickets;
    private final Throttle throttle;
    private final Locks locks;
    private final ReadinessRules readiness;
    private final Events events;
    private final Clock clock;

    ChannelRules(Memory memory, Realms realms, PolicyRules policy, AccessSettings access, Holders holders, Audience audience,
            Tickets tickets, Throttle throttle, Locks locks, ReadinessRules readiness, Events events, Clock clock) {
        this.memory = memory;
        this.realms = realms;
        this.policy = policy;
        this.access = access;
        this.holders = holders;
        this.audience = audience;
        this.tickets = tickets;
        this.throttle = throttle;
        this.locks = locks;
        this.readiness = readiness;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<Gate> gate(String key) {
        if (!Tokens.plausible(key)) {
            return Optional.empty();
        }
        String hash = Tokens.hash(key);
        return access.gates().values().stream().filter(kept -> kept.keyHash().equals(hash)).map(AccessSettings.KeptGate::gate).findFirst();
    }

    /** What becomes of somebody known whose password is right, by the channel's rule. */
    static Reason verdict(Channel.Rule rule, Supplier<Requirement> requirement) {
        return switch (rule) {
            case ALLOW -> Reason.OPEN_CHANNEL;
            case TICKET_ONLY -> Reason.NEEDS_TICKET;
            case REFUSE_PROTECTED -> requirement.get().secondFactor() ? Reason.NEEDS_TWO_FACTORS : Reason.NOT_PROTECTED;
        };
    }

    @Override
    public Decision decide(Gate gate, Knock knock) {
        return logged(gate, knock, () -> {
            readiness.requireOpen();
            Optional<Channel> channel = channel(gate, knock);
            if (channel.isEmpty()) {
                return new Decision(Reason.WRONG_CHANNEL, Optional.empty());
            }
            return known(knock).map(user -> new Decision(user.disabled() ? Reason.DISABLED : verdict(channel.get().rule(),
                    () -> policy.requirement(user.id(), new Door(channel.get().name()))), Optional.of(user)))
                    .orElseGet(() -> new Decision(Reason.UNKNOWN, Optional.empty()));
        });
    }

    /** The channel, if it is one, and the gate may still ask about it. */
    private Optional<Channel> channel(Gate gate, Knock knock) {
        return Optional.ofNullable(access.gates().get(gate.id())).filter(kept -> kept.gate().channels().contains(knock.channel()))
                .flatMap(kept -> Optional.ofNullable(access.channels().get(knock.channel())));
    }

    private static String login(Knock knock) {
        return Normalizer.normalize(knock.login(), Normalizer.Form.NFC).strip();
    }

    /** Whom a login means, where it means one person. Two of one name would be one account on the gate's host. */
    private Optional<Principal> known(Knock knock) {
        String login = login(knock);
        if (login.isEmpty() || login.length() > LONGEST_LOGIN || login.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        List<Principal> meant = realms.known(login);
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }

    @Override
    public Decision redeem(Gate gate, Knock knock, String ticket) {
        Optional<String> secret = Tickets.read(ticket);
        if (secret.isEmpty()) {
            return new Decision(Reason.WRONG_TICKET, Optional.empty());
        }
        return logged(gate, knock, () -> {
            // First of all, so that it is good for nothing whatever comes.
            Optional<PassRecord> used = tickets.use(secret.get());
            readiness.requireOpen();
            if (channel(gate, knock).isEmpty()) {
                return new Decision(Reason.WRONG_CHANNEL, Optional.empty());
            }
            if (used.isEmpty() && !mayTry(gate, knock)) {
                return new Decision(Reason.THROTTLED, Optional.empty());
            }
            return known(knock).map(user -> new Decision(user.disabled() ? Reason.DISABLED
                    : used.filter(pass -> good(pass, gate, knock, user)).isPresent() ? Reason.TICKET : Reason.WRONG_TICKET,
                    Optional.of(user))).orElseGet(() -> new Decision(Reason.UNKNOWN, Optional.empty()));
        });
    }

    /** Only who has none waits: a client that tries its used ticket again and again must not keep out who has a new one. */
    private boolean mayTry(Gate gate, Knock knock) {
        String place = address(knock).isEmpty() ? Origin.GATE + gate.id() : address(knock);
        return locks.alone(Throttle.loginKey(login(knock)), () -> throttle.forTicket(login(knock), place))
                instanceof Permission.Slot;
    }

    /** For this person, here, now; and whoever it was given to still has what it was given for. */
    private boolean good(PassRecord pass, Gate gate, Knock knock, Principal user) {
        return pass.purpose().equals(knock.channel()) && pass.target().equals(gate.id()) && pass.user().equals(user.id())
                && clock.instant().isBefore(pass.expiresAt())
                && holders.ofHash(pass.sessionHash()).filter(holder -> holder.user().id().equals(user.id()))
                        .filter(Holders.Holder::sufficient).isPresent()
                && access.application(pass.binding()).filter(one -> one.gate().filter(gate.id()::equals).isPresent())
                        .flatMap((Application one) -> audience.of(user, one)).isPresent();
    }

    /** A gate may send a host's name, or nothing we could count by. */
    private static String address(Knock knock) {
        return Origin.literal(knock.address()) ? knock.address() : "";
    }

    /** No decision without its line in the log; trouble is a refusal. */
    private Decision logged(Gate gate, Knock knock, Supplier<Decision> work) {
        Decision decision;
        try {
            decision = work.get();
        } catch (UnavailableException e) {
            decision = trouble(e);
        }
        try {
            memory.commitUnguarded(List.of(line(gate, knock, decision)));
            return decision;
        } catch (UnavailableException e) {
            return trouble(e);
        }
    }

    private static Decision trouble(UnavailableException e) {
        LOG.warn("Channels are closed for the moment: {}", e.getMessage());
        LOG.debug("What stands behind it", e);
        return new Decision(Reason.UNAVAILABLE, Optional.empty());
    }

    private Change line(Gate gate, Knock knock, Decision decision) {
        boolean channel = access.channels().containsKey(knock.channel());
        return events.toward(decision.allowed() ? AuditEvent.Outcome.SUCCEEDED : AuditEvent.Outcome.REFUSED, Action.ACCESS,
                decision.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), decision.user().map(Principal::id),
                decision.user().map(Principal::name).orElseGet(() -> Events.unknownName(knock.login())), gate.name(), address(knock),
                channel ? knock.channel() : "");
    }
}
