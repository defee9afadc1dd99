package org.sallyport.core.access;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Gate;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Setting;
import org.sallyport.core.store.Lines;
import org.sallyport.core.store.ProductSettings;

/**
 * What administrators made: channels, gates, applications. They are few, so each is a setting of its own, with a text of
 * {@link Lines}; one that makes no sense closes what hangs on it.
 */
final class AccessSettings {

    static final String CHANNEL = "channel.";
    static final String GATE = "gate.";
    static final String APPLICATION = "application.";

    /** Of the store's contract. */
    static final int LONGEST = 4000;

    /** A gate, and what its key is known by. */
    record KeptGate(Gate gate, String keyHash) {
    }

    /** What was made of the settings that were read last. */
    private final class Section<T> {

        private record Seen<T>(Map<String, Setting> source, Map<String, T> made) {
        }

        private final String prefix;
        private final BiFunction<String, Setting, T> make;
        private volatile Seen<T> seen = new Seen<>(Map.of(), Map.of());

        Section(String prefix, BiFunction<String, Setting, T> make) {
            this.prefix = prefix;
            this.make = make;
        }

        /** By id or name. */
        Map<String, T> all() {
            Map<String, Setting> source = settings.all();
            Seen<T> last = seen;
            if (last.source() != source) {
                Map<String, T> made = new TreeMap<>();
                source.forEach((key, setting) -> {
                    if (key.startsWith(prefix)) {
                        made.put(key.substring(prefix.length()), made(key.substring(prefix.length()), setting));
                    }
                });
                last = new Seen<>(source, made);
                seen = last;
            }
            return last.made();
        }

        private T made(String id, Setting setting) {
            try {
                return make.apply(id, setting);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new UnavailableException("setting '" + setting.key() + "' in the store makes no sense: " + e.getMessage(), e);
            }
        }
    }

    private record Groups(Map<String, Application> source, Set<PrincipalId> groups) {
    }

    private final ProductSettings settings;
    private volatile Groups groups = new Groups(Map.of(), Set.of());
    private final Section<Channel> channels = new Section<>(CHANNEL, AccessSettings::channel);
    private final Section<KeptGate> gates = new Section<>(GATE, AccessSettings::gate);
    private final Section<Application> applications = new Section<>(APPLICATION, AccessSettings::application);

    AccessSettings(ProductSettings settings) {
        this.settings = settings;
    }

    /** By name; those that are always there have their default until somebody says otherwise. */
    Map<String, Channel> channels() {
        Map<String, Channel> all = new TreeMap<>();
        for (String name : List.of(Channel.RDP, Channel.SSH)) {
            all.put(name, new Channel(name, Channel.Rule.REFUSE_PROTECTED, 0));
        }
        all.putAll(channels.all());
        return all;
    }

    /** By id. */
    Map<String, KeptGate> gates() {
        return gates.all();
    }

    Map<String, Application> applications() {
        return applications.all();
    }

    static List<Application> byName(Map<String, Application> applications) {
        return applications.values().stream().sorted(Comparator.comparing(Application::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Application::id)).toList();
    }

    /** Groups that some application is for. */
    Set<PrincipalId> audienceGroups() {
        Map<String, Application> source = applications();
        Groups last = groups;
        if (last.source() != source) {
            last = new Groups(source, source.values().stream().flatMap(one -> one.audience().stream())
                    .filter(one -> !one.isUser()).collect(Collectors.toUnmodifiableSet()));
            groups = last;
        }
        return last.groups();
    }

    static String text(Channel channel) {
        return new Lines().with("rule", channel.rule().name()).toString();
    }

    private static Channel channel(String name, Setting setting) {
        Lines lines = Lines.read(setting.value(), Set.of("rule"));
        return new Channel(name, Channel.Rule.valueOf(lines.one("rule")), setting.revision());
    }

    static String text(KeptGate kept) {
        Lines lines = new Lines().with("name", kept.gate().name()).with("created", kept.gate().createdAt().toString())
                .with("key", kept.keyHash());
        kept.gate().channels().stream().sorted().forEach(channel -> lines.with("channel", channel));
        return lines.toString();
    }

    private static KeptGate gate(String id, Setting setting) {
        Lines lines = Lines.read(setting.value(), Set.of("name", "created", "key", "channel"));
        String keyHash = lines.one("key");
        if (!keyHash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("key: no hash");
        }
        return new KeptGate(new Gate(id, lines.one("name"), Set.copyOf(lines.all("channel")), Instant.parse(lines.one("created")),
                setting.revision()), keyHash);
    }

    static String text(Application application) {
        Lines lines = new Lines().with("kind", application.kind().name()).with("name", application.name())
                .with("icon", application.icon()).with("address", application.address().toString());
        application.stepUp().ifPresent(after -> lines.with("step-up", after.toString()));
        application.gate().ifPresent(gate -> lines.with("gate", gate));
        application.audience().stream().sorted().forEach(one -> lines.with("for", one.toString()));
        return lines.toString();
    }

    private static Application application(String id, Setting setting) {
        Lines lines = Lines.read(setting.value(), Set.of("kind", "name", "icon", "address", "step-up", "gate", "for"));
        Application.Kind kind = Application.Kind.valueOf(lines.one("kind"));
        URI address = Addresses.checked(kind, URI.create(lines.one("address")))
                .orElseThrow(() -> new IllegalArgumentException("address: not one"));
        return new Application(id, kind, lines.one("name"), lines.one("icon"), address,
                lines.all("for").stream().map(PrincipalId::parse).collect(Collectors.toSet()),
                lines.optional("step-up").map(Duration::parse), lines.optional("gate"), setting.revision());
    }

    Optional<Application> application(String id) {
        return Optional.ofNullable(applications().get(id));
    }
}
