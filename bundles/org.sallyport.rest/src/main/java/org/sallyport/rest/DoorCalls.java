package org.sallyport.rest;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.Gate;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;

/** Doors, the rules of those that have one, and the gates that ask about them. */
final class DoorCalls {

    private static final String CHANNELS = "/channels";
    private static final String GATES = "/gates";
    private static final String RULE = "rule";
    private static final int MOST_CHANNELS = 100;

    private final Services services;

    DoorCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/doors", this::doors)
                .operate("POST", "/doors/{door}/tests", this::test)
                .read(CHANNELS, this::channels)
                .admin("POST", CHANNELS, this::addChannel)
                .read(CHANNELS + "/{channel}", this::channel)
                .admin("PUT", CHANNELS + "/{channel}", this::changeChannel)
                .admin("DELETE", CHANNELS + "/{channel}", this::removeChannel)
                .read(GATES, this::gates)
                .admin("POST", GATES, this::addGate)
                .read(GATES + "/{gate}", this::gate)
                .admin("DELETE", GATES + "/{gate}", this::removeGate);
    }

    private AccessAdministration access() {
        return services.access();
    }

    private Answer doors(Call call) {
        call.query();
        return Answer.of(Show.object("items", access().doors().stream().map(Show::door).toList()));
    }

    private Answer test(Call call) {
        try {
            return Answer.of(Show.door(access().test(call.query().variable("door"))));
        } catch (InvalidInputException e) {
            throw Problem.missing("there is no such door");
        }
    }

    private Answer channels(Call call) {
        call.query();
        return Answer.of(Show.object("items", access().channels().stream().map(Show::channel).toList()));
    }

    private Optional<Channel> find(String name) {
        return access().channels().stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    private Channel known(Call call) {
        return find(call.query().variable("channel")).orElseThrow(() -> Problem.missing("there is no such channel"));
    }

    private Answer channel(Call call) {
        Object shown = Show.channel(known(call));
        return Tag.of(shown).read(call, shown);
    }

    private static Channel.Rule rule(String word) {
        return Arrays.stream(Channel.Rule.values()).filter(rule -> Show.word(rule).equals(word)).findFirst().orElseThrow(() ->
                Problem.request(RULE, "one of " + Arrays.stream(Channel.Rule.values()).map(Show::word).toList()));
    }

    private Answer addChannel(Call call) {
        Body body = call.query().body("name", RULE);
        Channel channel = new Channel(body.text("name"), rule(body.text(RULE)), 0);
        if (find(channel.name()).isPresent()) {
            throw taken();
        }
        try {
            access().save(call.actor(), channel);
        } catch (OutdatedException e) {
            throw taken();
        }
        Object shown = Show.channel(channel);
        return Tag.of(shown).on(ApiServlet.ROOT + CHANNELS + "/" + channel.name(), shown);
    }

    private static Problem taken() {
        return Problem.conflict("name", "there is a channel of that name");
    }

    private Answer changeChannel(Call call) {
        Channel seen = known(call);
        Channel wanted = new Channel(seen.name(), rule(call.body(RULE).text(RULE)), seen.revision());
        Tag.of(Show.channel(seen)).require(call);
        if (wanted.rule() != seen.rule()) {
            access().save(call.actor(), wanted);
        }
        Object shown = Show.channel(wanted);
        return Tag.of(shown).on(shown);
    }

    private Answer removeChannel(Call call) {
        access().removeChannel(call.actor(), known(call).name());
        return Answer.done();
    }

    private Answer gates(Call call) {
        call.query();
        return Answer.of(Show.object("items", access().gates().stream().map(Show::gate).toList()));
    }

    private Gate gate(String id) {
        return access().gates().stream().filter(gate -> gate.id().equals(id)).findFirst()
                .orElseThrow(() -> Problem.missing("there is no such gate"));
    }

    private Answer gate(Call call) {
        return Answer.of(Show.gate(gate(call.query().variable("gate"))));
    }

    private Answer addGate(Call call) {
        Body body = call.query().body("name", "channels");
        String name = body.text("name");
        List<String> channels = body.texts("channels", MOST_CHANNELS);
        AccessAdministration.IssuedKey added = access().addGate(call.actor(), name, new LinkedHashSet<>(channels));
        var shown = Show.gate(added.gate());
        shown.put("key", added.key());
        return Answer.created(ApiServlet.ROOT + GATES + "/" + added.gate().id(), shown);
    }

    private Answer removeGate(Call call) {
        access().removeGate(call.actor(), gate(call.query().variable("gate")).id());
        return Answer.done();
    }
}
