package org.sallyport.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.access.DoorReport.Asks;
import org.sallyport.api.access.Gate;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.signin.Door;

/** Doors, gates and applications that remember what was done to them. */
final class FakeAccess implements AccessAdministration {

    static final String KEY = "K".repeat(43);

    final Map<String, Channel> channels = new LinkedHashMap<>(Map.of("rdp", new Channel("rdp", Channel.Rule.REFUSE_PROTECTED, 0)));
    final Map<String, Gate> gates = new LinkedHashMap<>();
    final Map<String, Application> applications = new LinkedHashMap<>();
    final List<String> done = new ArrayList<>();
    /** The field that is wrong in whatever is saved next; empty for none. */
    String wrong = "";
    boolean outdated;

    private void check() {
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong, "something else");
        }
        if (outdated) {
            outdated = false;
            throw new OutdatedException("too late");
        }
    }

    @Override
    public List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    @Override
    public void save(Actor actor, Channel channel) {
        check();
        done.add(channel.name() + " " + channel.rule());
        channels.put(channel.name(), new Channel(channel.name(), channel.rule(), channel.revision() + 1));
    }

    @Override
    public void removeChannel(Actor actor, String name) {
        done.add("remove " + name);
        channels.remove(name);
    }

    @Override
    public List<Gate> gates() {
        return List.copyOf(gates.values());
    }

    @Override
    public IssuedKey addGate(Actor actor, String name, Set<String> asked) {
        check();
        gates.put("g1", new Gate("g1", name, asked, Town.NOW, 1));
        return new IssuedKey(gates.get("g1"), KEY);
    }

    @Override
    public void removeGate(Actor actor, String id) {
        gates.remove(id);
    }

    @Override
    public List<Application> applications() {
        return List.copyOf(applications.values());
    }

    @Override
    public Application save(Actor actor, Application one) {
        check();
        Application kept = new Application(one.id().isEmpty() ? "a1" : one.id(), one.kind(), one.name(), one.icon(), one.address(),
                one.audience(), one.stepUp(), one.gate(), one.revision() + 1);
        applications.put(kept.id(), kept);
        return kept;
    }

    @Override
    public void removeApplication(Actor actor, String id) {
        applications.remove(id);
    }

    @Override
    public List<DoorReport> doors() {
        List<DoorReport> doors = new ArrayList<>(List.of(new DoorReport(Door.PORTAL, Asks.BOTH_FACTORS, Optional.of(Town.NOW),
                Optional.of(Instant.EPOCH), List.of())));
        channels.values().forEach(channel -> doors.add(new DoorReport(new Door(channel.name()),
                channel.rule() == Channel.Rule.ALLOW ? Asks.ONE_FACTOR : Asks.TICKET, Optional.empty(), Optional.empty(), List.of())));
        return doors;
    }

    @Override
    public DoorReport test(String door) {
        DoorReport report = doors().stream().filter(one -> one.door().name().equals(door)).findFirst()
                .orElseThrow(() -> new InvalidInputException("door", "another"));
        return new DoorReport(report.door(), report.asks(), report.lastUsed(), report.lastRefused(),
                List.of(Finding.bad("<b>Let in.</b>"), Finding.good("Asked for a code.")));
    }
}
