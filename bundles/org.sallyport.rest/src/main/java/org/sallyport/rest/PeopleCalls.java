package org.sallyport.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.api.administration.Actor;
import org.sallyport.api.administration.Ownerless;
import org.sallyport.api.administration.Person;
import org.sallyport.api.administration.Selection;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditQuery;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.policy.Requirement;
import org.sallyport.api.signin.Door;

/** People, how they stand, and what help desks do for them. */
final class PeopleCalls {

    private static final int LOOKED_AT = 100;

    private final Services services;

    PeopleCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/people", this::list)
                .read("/people/{id}", this::person)
                .read("/people/{id}/why", this::why)
                .operate("DELETE", "/people/{id}/second-factor", this::resetOne)
                .operate("DELETE", "/people/{id}/failures", this::unlockOne)
                .operate("POST", "/resets", this::reset)
                .operate("POST", "/unlocks", this::unlock)
                .admin("POST", "/recoveries", this::recover)
                .read("/left-behind", this::leftBehind)
                .admin("POST", "/left-behind/discards", this::discard);
    }

    private Answer list(Call call) {
        call.query("search", "group", "cursor", "limit");
        Optional<PrincipalId> group = call.optionalId("group");
        if (group.isPresent()) {
            if (group.get().isUser() || call.given("search").isPresent()) {
                throw Problem.request("group", "the id of a group, and no search beside it");
            }
            services.known(group.get());
            Map<String, Object> page = Show.page(services.twoFactor().peopleOf(group.get(), call.cursor(), call.limit()),
                    Show::person);
            page.put("away", List.of());
            return Answer.of(page);
        }
        return Answer.of(Show.found(services.twoFactor().people(call.text("search"), call.cursor(), call.limit()), Show::person));
    }

    private Person known(Call call) {
        return services.twoFactor().person(call.id()).orElseThrow(() -> Problem.missing("no directory knows a user " + call.id()));
    }

    private Answer person(Call call) {
        return Answer.of(Show.person(known(call.query())));
    }

    private Answer why(Call call) {
        call.query("door");
        Door door = door(call.text("door"));
        Person person = known(call);
        Requirement requirement = services.policy().requirement(person.user().id(), door);
        Optional<AuditEvent> refused = services.trail().search(new AuditQuery("refused", Optional.of(true),
                        Optional.of(person.user().id()), Optional.empty(), LOOKED_AT)).items().stream()
                .filter(event -> event.outcome() == AuditEvent.Outcome.REFUSED).findFirst();
        return Answer.of(Show.object("person", Show.person(person), "door", door.name(), "codeNeeded", requirement.secondFactor(),
                "cause", Show.word(requirement.cause()), "through", Show.named(requirement.through().flatMap(services.twoFactor()::find)),
                "lastRefusal", refused.map(Show::event)));
    }

    private static Door door(String name) {
        try {
            return name.isEmpty() ? Door.PORTAL : new Door(name);
        } catch (IllegalArgumentException e) {
            throw Problem.request("door", "1 to 32 characters of a-z and '-', such as portal or console");
        }
    }

    private Answer resetOne(Call call) {
        services.twoFactor().reset(call.actor(), Set.of(known(call.query()).user().id()));
        return Answer.done();
    }

    private Answer unlockOne(Call call) {
        services.twoFactor().unlock(call.actor(), Set.of(known(call.query()).user().id()));
        return Answer.done();
    }

    private Answer reset(Call call) {
        return Answer.of(Show.object("people", services.twoFactor().reset(call.query().actor(), selected(call))));
    }

    private Answer unlock(Call call) {
        return Answer.of(Show.object("people", services.twoFactor().unlock(call.query().actor(), selected(call))));
    }

    /** Those named, or all whom a search finds; groups and strangers are left out, as everywhere. */
    private Set<PrincipalId> selected(Call call) {
        Map<String, Object> fields = call.object();
        Body body = new Body(fields, Set.of("ids", "matching"));
        if (fields.containsKey("ids") == fields.containsKey("matching")) {
            throw Problem.request("ids", "either ids or matching");
        }
        Selection selection = fields.containsKey("ids") ? new Selection.Named(body.ids("ids"))
                : new Selection.Matching(body.text("matching"));
        return services.twoFactor().resolve(selection).stream().map(Principal::id).collect(Collectors.toSet());
    }

    private Answer recover(Call call) {
        PrincipalId id = Text.id("id", call.query().body("id").text("id"));
        if (!call.actor().id().equals(Actor.HOST)) {
            throw Problem.forbidden("only with the token of the host itself, which bin/sallyport reads there");
        }
        services.twoFactor().recover(call.actor(), id);
        return Answer.done();
    }

    private Answer leftBehind(Call call) {
        call.query("cursor", "limit");
        return Answer.of(Show.page(services.directories().ownerless(call.cursor(), call.limit()), PeopleCalls::shown));
    }

    private static Object shown(Ownerless one) {
        return Show.object("id", one.owner().toString(), "name", one.name(), "enrolledAt", one.enrolledAt(), "lastUsedAt",
                one.lastUsedAt());
    }

    private Answer discard(Call call) {
        return Answer.of(Show.object("people", services.directories().discard(call.query().actor(), call.body("ids").ids("ids"))));
    }
}
