package org.sallyport.rest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.administration.Impact;
import org.sallyport.api.administration.Status;
import org.sallyport.api.signin.Readiness;

/** How things stand, and the switch. */
final class StatusCalls {

    private final Services services;

    StatusCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/status", this::status)
                .read("/two-factor", this::twoFactor)
                .admin("PUT", "/two-factor", this::change)
                .read("/two-factor/impact", this::impact);
    }

    private Answer status(Call call) {
        call.query();
        Readiness readiness = services.signIn().readiness();
        Map<String, Object> shown = shown(services.twoFactor().status());
        shown.put("ready", readiness.ready());
        shown.put("missing", readiness.missing());
        shown.put("degraded", readiness.degraded());
        shown.put("open", services.access().doors().stream().filter(door -> door.asks() == DoorReport.Asks.ONE_FACTOR)
                .map(door -> door.door().name()).toList());
        shown.put("licence", services.licence().map(licence -> Show.object("name", licence.name(), "kind", Show.word(licence.kind()),
                "valid", licence.valid())));
        return Answer.of(shown);
    }

    private static Map<String, Object> shown(Status status) {
        return Show.object("enabled", status.enabled(), "listed", status.listed(), "people", Show.count(status.people()), "enrolled",
                status.enrolled(), "away", sorted(status.away()), "gone", sorted(status.gone()));
    }

    private static List<String> sorted(Set<String> realms) {
        return realms.stream().sorted().toList();
    }

    private Answer twoFactor(Call call) {
        call.query();
        Status status = services.twoFactor().status();
        return Tag.of(status.revision()).read(call, shown(status));
    }

    private Answer change(Call call) {
        call.query();
        boolean enable = call.body("enabled").flag("enabled");
        Status status = services.twoFactor().status();
        Tag.of(status.revision()).require(call);
        Status changed = status.enabled() == enable ? status
                : services.twoFactor().switchTwoFactor(call.actor(), enable, status.revision());
        return Tag.of(changed.revision()).on(shown(changed));
    }

    private Answer impact(Call call) {
        Impact impact = services.twoFactor().impact(call.query("enabled").flag("enabled"));
        return Answer.of(Show.object("people", Show.count(impact.people()), "unenrolled", Show.count(impact.unenrolled()), "sessions",
                impact.sessions()));
    }
}
