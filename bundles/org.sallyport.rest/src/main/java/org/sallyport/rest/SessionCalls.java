package org.sallyport.rest;

/** Open sessions. */
final class SessionCalls {

    private final Services services;

    SessionCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/sessions", this::list)
                .read("/people/{id}/sessions", this::of)
                .operate("DELETE", "/people/{id}/sessions", this::endAll)
                .operate("DELETE", "/people/{id}/sessions/{session}", this::endOne);
    }

    private Answer list(Call call) {
        call.query("cursor", "limit");
        return Answer.of(Show.page(services.sessions().sessions(call.cursor(), call.limit()), Show::session));
    }

    private Answer of(Call call) {
        return Answer.of(Show.object("items", services.sessions().sessions(call.query().id()).stream().map(Show::session).toList()));
    }

    private Answer endAll(Call call) {
        services.sessions().endSessions(call.query().actor(), call.id());
        return Answer.done();
    }

    private Answer endOne(Call call) {
        services.sessions().endSession(call.query().actor(), call.id(), call.variable("session"));
        return Answer.done();
    }
}
