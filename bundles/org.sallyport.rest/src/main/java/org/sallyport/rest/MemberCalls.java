package org.sallyport.rest;

import java.util.Map;
import java.util.Set;
import org.sallyport.api.administration.Listed;
import org.sallyport.api.directory.PrincipalId;

/** The list of users and groups that two-factor applies to. */
final class MemberCalls {

    private final Services services;

    MemberCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/members", this::list)
                .admin("POST", "/members", this::addAll)
                .admin("POST", "/members/removals", this::removeAll)
                .admin("PUT", "/members/{id}", this::addOne)
                .admin("DELETE", "/members/{id}", this::removeOne)
                .read("/candidates", this::candidates);
    }

    private Answer list(Call call) {
        call.query("search", "cursor", "limit");
        return Answer.of(Show.page(services.twoFactor().list(call.text("search"), call.cursor(), call.limit()), MemberCalls::listed));
    }

    private static Object listed(Listed listed) {
        Map<String, Object> shown = Show.principal(listed.principal());
        shown.put("presence", Show.word(listed.presence()));
        shown.put("people", Show.count(listed.people()));
        shown.put("enrolled", Show.count(listed.enrolled()));
        shown.put("standing", listed.standing().map(Show::standing));
        return shown;
    }

    private Answer candidates(Call call) {
        call.query("search", "kind", "cursor", "limit");
        return Answer.of(Show.found(services.twoFactor().candidates(call.text("search"), call.kinds(), call.cursor(), call.limit()),
                candidate -> {
                    Map<String, Object> shown = Show.principal(candidate.principal());
                    shown.put("listed", candidate.listed());
                    return shown;
                }));
    }

    private Answer addAll(Call call) {
        services.twoFactor().add(call.query().actor(), call.body("ids").ids("ids"));
        return Answer.done();
    }

    private Answer removeAll(Call call) {
        services.twoFactor().remove(call.query().actor(), call.body("ids").ids("ids"));
        return Answer.done();
    }

    private Answer addOne(Call call) {
        PrincipalId id = services.known(call.query().id()).id();
        services.twoFactor().add(call.actor(), Set.of(id));
        return Answer.done();
    }

    private Answer removeOne(Call call) {
        services.twoFactor().remove(call.query().actor(), Set.of(call.id()));
        return Answer.done();
    }
}
