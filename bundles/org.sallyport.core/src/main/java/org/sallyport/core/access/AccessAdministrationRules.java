package org.sallyport.core.access;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.access.Gate;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Door;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Setting;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.Tokens;

/** Channels, gates and applications as administrators run them. */
final class AccessAdministrationRules implements AccessAdministration {

    private static final int LONGEST_NAME = 64;
    private static final Duration SHORTEST_STEP_UP = Duration.ofMinutes(1);
    private static final Duration LONGEST_STEP_UP = Duration.ofHours(24);
    /** Doors that are no channels. */
    private static final Set<String> TAKEN = Set.of(Door.PORTAL.name(), Door.CONSOLE.name(), Applications.DOOR.name());

    private final Memory memory;
    private final Realms realms;
    private final AccessSettings access;
    private final DoorReports doors;
    private final Tokens tokens;
    private final Events events;

    AccessAdministrationRules(Memory memory, Realms realms, AccessSettings access, DoorReports doors, Tokens tokens, Events events) {
        this.memory = memory;
        this.realms = realms;
        this.access = access;
        this.doors = doors;
        this.tokens = tokens;
        this.events = events;
    }

    @Override
    public List<Channel> channels() {
        return List.copyOf(access.channels().values());
    }

    @Override
    public void save(Actor actor, Channel channel) {
        require("name", channel.name().matches("[a-z][a-z-]{0,31}") && !TAKEN.contains(channel.name()),
                "1 to 32 characters of a-z and '-', and not the name of another door");
        store(new Setting(AccessSettings.CHANNEL + channel.name(), AccessSettings.text(channel), channel.revision()),
                events.done(actor, Action.CHANGE_CHANNEL, channel.rule().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        Optional.empty(), channel.name()));
    }

    @Override
    public void removeChannel(Actor actor, String name) {
        remove(AccessSettings.CHANNEL + name, events.done(actor, Action.REMOVE_CHANNEL, "", Optional.empty(), name));
    }

    @Override
    public List<Gate> gates() {
        return access.gates().values().stream().map(AccessSettings.KeptGate::gate)
                .sorted(Comparator.comparing(Gate::name, String.CASE_INSENSITIVE_ORDER).thenComparing(Gate::id)).toList();
    }

    @Override
    public IssuedKey addGate(Actor actor, String name, Set<String> channels) {
        String plain = checkedName(name);
        require("name", gates().stream().noneMatch(gate -> gate.name().equalsIgnoreCase(plain)), "a name that no other gate has");
        require("channels", !channels.isEmpty() && access.channels().keySet().containsAll(channels), "one or more channels that there are");
        String key = tokens.next();
        String id = UUID.randomUUID().toString();
        Gate gate = new Gate(id, plain, channels, events.now(), 0);
        store(new Setting(AccessSettings.GATE + id, AccessSettings.text(new AccessSettings.KeptGate(gate, Tokens.hash(key))), 0),
                events.done(actor, Action.ADD_GATE, String.join(" ", channels.stream().sorted().toList()), Optional.empty(), plain));
        return new IssuedKey(Optional.ofNullable(access.gates().get(id)).map(AccessSettings.KeptGate::gate).orElse(gate), key);
    }

    @Override
    public void removeGate(Actor actor, String id) {
        AccessSettings.KeptGate kept = access.gates().get(id);
        if (kept != null) {
            remove(AccessSettings.GATE + id, events.done(actor, Action.REMOVE_GATE, "", Optional.empty(), kept.gate().name()));
        }
    }

    @Override
    public List<Application> applications() {
        return AccessSettings.byName(access.applications());
    }

    @Override
    public Application save(Actor actor, Application application) {
        boolean desktop = application.kind() == Application.Kind.REMOTE_DESKTOP;
        String name = checkedName(application.name());
        require("icon", application.icon().isEmpty() || Application.ICONS.contains(application.icon()), "one of " + Application.ICONS);
        URI address = Addresses.checked(application.kind(), application.address()).orElseThrow(() -> new InvalidInputException("address",
                desktop ? "rdp://host or rdp://host:port" : "https://host/ or https://host:port/path, without a query; http only on this host"));
        require("stepUp", application.stepUp().filter(after -> desktop || after.compareTo(SHORTEST_STEP_UP) < 0
                || after.compareTo(LONGEST_STEP_UP) > 0).isEmpty(), desktop ? "nothing, for a remote desktop" : "1 minute to 24 hours");
        require("gate", desktop == application.gate().isPresent() && application.gate().filter(id -> !guardsDesktops(id)).isEmpty(),
                desktop ? "a gate that may ask about the channel " + Channel.RDP : "nothing, for a web application");
        Optional<Application> before = application.id().isEmpty() ? Optional.empty() : access.application(application.id());
        if (before.isEmpty() != application.id().isEmpty()) {
            throw new OutdatedException("The application was removed by somebody else meanwhile.");
        }
        require("kind", before.filter(kept -> kept.kind() != application.kind()).isEmpty(), "the kind that it has");
        require("address", desktop || applications().stream().noneMatch(other -> !other.id().equals(application.id())
                && other.address().equals(address)), "an address that no other application has");
        requireKnown(application.audience(), before.map(Application::audience).orElse(Set.of()));
        String id = before.isPresent() ? application.id() : UUID.randomUUID().toString();
        Application kept = new Application(id, application.kind(), name, application.icon(), address, application.audience(),
                application.stepUp(), application.gate(), application.revision());
        String text = AccessSettings.text(kept);
        require("audience", text.length() <= AccessSettings.LONGEST, "fewer users and groups: name a group instead of its people");
        store(new Setting(AccessSettings.APPLICATION + id, text, before.isPresent() ? application.revision() : 0),
                events.done(actor, Action.SAVE_APPLICATION, "", Optional.empty(), name));
        return access.application(id).orElse(kept);
    }

    private boolean guardsDesktops(String id) {
        return Optional.ofNullable(access.gates().get(id)).filter(kept -> kept.gate().channels().contains(Channel.RDP)).isPresent();
    }

    /** Whoever was named before may stay while their directory is away, or be left behind by it. */
    private void requireKnown(Set<PrincipalId> audience, Set<PrincipalId> before) {
        Set<PrincipalId> added = new HashSet<>(audience);
        added.removeAll(before);
        added.forEach(id -> require("audience", realms.find(id).isPresent(), "users and groups that a directory knows"));
    }

    @Override
    public void removeApplication(Actor actor, String id) {
        access.application(id).ifPresent(kept -> remove(AccessSettings.APPLICATION + id,
                events.done(actor, Action.REMOVE_APPLICATION, "", Optional.empty(), kept.name())));
    }

    @Override
    public List<DoorReport> doors() {
        return doors.all();
    }

    @Override
    public DoorReport test(String door) {
        return doors.test(door);
    }

    private static String checkedName(String name) {
        String plain = name.strip();
        require("name", !plain.isEmpty() && plain.length() <= LONGEST_NAME && plain.chars().noneMatch(Character::isISOControl),
                "1 to " + LONGEST_NAME + " characters");
        return plain;
    }

    private static void require(String field, boolean holds, String allowed) {
        if (!holds) {
            throw new InvalidInputException(field, allowed);
        }
    }

    private void store(Setting setting, Change line) {
        try {
            memory.commit(List.of(new Change.SaveSetting(setting), line));
        } catch (ConflictException e) {
            throw new OutdatedException("It was changed by somebody else meanwhile.");
        } finally {
            doors.forget();
        }
    }

    private void remove(String key, Change line) {
        memory.commitUnguarded(List.of(new Change.DeleteSetting(key), line));
        doors.forget();
    }
}
