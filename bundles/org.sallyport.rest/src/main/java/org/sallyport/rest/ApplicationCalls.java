package org.sallyport.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Application.Kind;

/** What stands behind the portal. */
final class ApplicationCalls {

    private static final String APPLICATIONS = "/applications";
    private static final String ONE = APPLICATIONS + "/{application}";
    private static final int LONGEST_ADDRESS = 500;

    private final Services services;

    ApplicationCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read(APPLICATIONS, this::list)
                .admin("POST", APPLICATIONS, this::create)
                .read(ONE, this::show)
                .admin("PUT", ONE, this::change)
                .admin("DELETE", ONE, this::remove);
    }

    private Answer list(Call call) {
        call.query();
        return Answer.of(Show.object("items", services.access().applications().stream().map(Show::application).toList()));
    }

    private Application known(Call call) {
        String id = call.query().variable("application");
        return services.access().applications().stream().filter(application -> application.id().equals(id)).findFirst()
                .orElseThrow(() -> Problem.missing("there is no such application"));
    }

    private Answer show(Call call) {
        Object shown = Show.application(known(call));
        return Tag.of(shown).read(call, shown);
    }

    private Answer create(Call call) {
        call.query();
        Application kept = services.access().save(call.actor(), wanted(call, "", 0));
        Object shown = Show.application(kept);
        return Tag.of(shown).on(ApiServlet.ROOT + APPLICATIONS + "/" + kept.id(), shown);
    }

    private Answer change(Call call) {
        Application seen = known(call);
        Application wanted = wanted(call, seen.id(), seen.revision());
        Tag.of(Show.application(seen)).require(call);
        Object shown = Show.application(wanted.equals(seen) ? seen : services.access().save(call.actor(), wanted));
        return Tag.of(shown).on(shown);
    }

    private static Application wanted(Call call, String id, long revision) {
        Body body = call.body("kind", "name", "icon", "address", "audience", "stepUpMinutes", "gate");
        Kind kind = Arrays.stream(Kind.values()).filter(one -> Show.word(one).equals(body.text("kind"))).findFirst()
                .orElseThrow(() -> Problem.request("kind", "one of " + Arrays.stream(Kind.values()).map(Show::word).toList()));
        return new Application(id, kind, body.text("name"), body.optional("icon").orElse(""), address(body.text("address", LONGEST_ADDRESS)),
                body.has("audience") ? body.ids("audience") : Set.of(),
                body.has("stepUpMinutes") ? Optional.of(Duration.ofMinutes(body.number("stepUpMinutes"))) : Optional.empty(),
                body.optional("gate"), revision);
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw Problem.invalid("address", "an address such as https://wiki.example.org/ or rdp://desktop.example.org");
        }
    }

    private Answer remove(Call call) {
        services.access().removeApplication(call.actor(), known(call).id());
        return Answer.done();
    }
}
