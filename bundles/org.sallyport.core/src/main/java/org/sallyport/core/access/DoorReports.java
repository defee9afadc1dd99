package org.sallyport.core.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Decision;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.access.DoorReport.Asks;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.policy.Requirement;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Readiness;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.store.Memory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every door there is: what it asks of somebody who needs two factors, and what became of those who came. */
final class DoorReports {

    private static final Logger LOG = LoggerFactory.getLogger(DoorReports.class);

    /** Somebody who needs two factors, as the rules see them. */
    private static final Requirement PROTECTED = new Requirement(true, Requirement.Cause.NAMED, Optional.empty());

    private final Memory memory;
    private final AccessSettings access;
    private final ReadinessRules readiness;
    private final Supplier<List<SideDoor>> sideDoors;
    private final Map<String, List<Finding>> tested = new ConcurrentHashMap<>();

    /** @param sideDoors those that bundles have opened now */
    DoorReports(Memory memory, AccessSettings access, ReadinessRules readiness, Supplier<List<SideDoor>> sideDoors) {
        this.memory = memory;
        this.access = access;
        this.readiness = readiness;
        this.sideDoors = sideDoors;
    }

    /** What a door asks, and how it is tried. */
    private record Known(Door door, Supplier<Asks> asks, Supplier<List<Finding>> test) {
    }

    private Map<String, Known> known() {
        Map<String, Known> known = new LinkedHashMap<>();
        for (Door door : List.of(Door.PORTAL, Door.CONSOLE)) {
            known.put(door.name(), new Known(door, this::ofSession, this::testSession));
        }
        access.channels().values().forEach(channel -> known.put(channel.name(),
                new Known(new Door(channel.name()), () -> ofChannel(channel), () -> testChannel(channel))));
        sideDoors.get().forEach(side -> known.putIfAbsent(side.door().name(), new Known(side.door(), side::asks, () -> testSide(side))));
        return known;
    }

    /** After something was changed: what was found before may no longer be so. */
    void forget() {
        tested.clear();
    }

    List<DoorReport> all() {
        return known().values().stream().map(this::report).toList();
    }

    DoorReport test(String door) {
        Known known = known().get(door);
        if (known == null) {
            throw new InvalidInputException("door", "a door that there is");
        }
        tested.put(door, known.test().get());
        return report(known);
    }

    private DoorReport report(Known known) {
        String name = known.door().name();
        return new DoorReport(known.door(), asks(known), latest(name, AuditEvent.Outcome.SUCCEEDED), latest(name, AuditEvent.Outcome.REFUSED),
                tested.getOrDefault(name, List.of()));
    }

    private static Asks asks(Known known) {
        try {
            return known.asks().get();
        } catch (RuntimeException e) {
            // A door that cannot say is not called safe; and one bundle's trouble takes nothing from the page.
            LOG.warn("The door {} cannot say what it asks", known.door(), e);
            return Asks.CLOSED;
        }
    }

    private Optional<Instant> latest(String door, AuditEvent.Outcome outcome) {
        return memory.read(store -> store.audit().latest(door, outcome)).map(AuditEvent::at);
    }

    private Asks ofSession() {
        return !readiness.readiness().ready() ? Asks.CLOSED : passwordSuffices() ? Asks.ONE_FACTOR : Asks.BOTH_FACTORS;
    }

    private static boolean passwordSuffices() {
        return PolicyRules.suffices(PROTECTED, Set.of(Session.PASSWORD));
    }

    private List<Finding> testSession() {
        List<Finding> findings = new ArrayList<>();
        findings.add(passwordSuffices() ? Finding.bad("Somebody who needs two factors gets in with a password alone.")
                : Finding.good("Somebody who needs two factors, with the right password alone: asked for a code."));
        Readiness now = readiness.readiness();
        if (!now.ready()) {
            findings.add(Finding.bad("Nobody can sign in: " + String.join("; ", now.missing())));
        } else if (!memory.read(store -> store.policy().state()).enabled()) {
            findings.add(Finding.doubtful("Two-factor is disabled: the list makes nobody need two factors now."));
        }
        return findings;
    }

    private boolean guarded(Channel channel) {
        return access.gates().values().stream().anyMatch(kept -> kept.gate().channels().contains(channel.name()));
    }

    private static Decision decided(Channel channel) {
        return new Decision(ChannelRules.verdict(channel.rule(), () -> PROTECTED), Optional.empty());
    }

    private Asks ofChannel(Channel channel) {
        return decided(channel).allowed() ? Asks.ONE_FACTOR : guarded(channel) ? Asks.TICKET : Asks.CLOSED;
    }

    private List<Finding> testChannel(Channel channel) {
        Decision decision = decided(channel);
        List<Finding> findings = new ArrayList<>();
        findings.add(decision.allowed()
                ? Finding.bad("Somebody who needs two factors, with the right password alone: let in.")
                : Finding.good("Somebody who needs two factors, with the right password alone: refused ("
                        + (decision.reason() == Decision.Reason.NEEDS_TICKET ? "a ticket is needed" : "through the portal only") + ")."));
        List<String> gates = access.gates().values().stream().filter(kept -> kept.gate().channels().contains(channel.name()))
                .map(kept -> kept.gate().name()).sorted().toList();
        findings.add(gates.isEmpty() ? Finding.doubtful("No gate may ask about this channel: nobody comes in there by Sallyport's word.")
                : Finding.good("Gates that ask about it: " + String.join(", ", gates) + "."));
        if (!memory.read(store -> store.policy().state()).enabled() && channel.rule() == Channel.Rule.REFUSE_PROTECTED) {
            findings.add(Finding.doubtful("Two-factor is disabled: nobody needs two factors now, and everybody known comes in."));
        }
        return findings;
    }

    private static List<Finding> testSide(SideDoor side) {
        try {
            return side.test();
        } catch (RuntimeException e) {
            return List.of(Finding.bad("The door could not be tried: " + e.getMessage()));
        }
    }
}
