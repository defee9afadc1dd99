package org.sallyport.rest;

/** The directories people come from. */
final class DirectoryCalls {

    private final Services services;

    DirectoryCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/directories", this::list)
                .operate("POST", "/directories/{realm}/examinations", this::examine)
                .admin("POST", "/directories/{realm}/confirmations", this::confirm);
    }

    private Answer list(Call call) {
        call.query();
        return Answer.of(Show.object("items", services.directories().realms().stream().map(Show::realm).toList()));
    }

    private String configured(String realm) {
        if (!services.directories().names().contains(realm)) {
            throw Problem.missing("no realm of that name is configured");
        }
        return realm;
    }

    private Answer examine(Call call) {
        return Answer.of(Show.object("findings", services.directories().examine(configured(call.query().variable("realm"))).stream()
                .map(Show::finding).toList()));
    }

    private Answer confirm(Call call) {
        String fingerprint = call.query().body("fingerprint").text("fingerprint");
        services.directories().confirm(call.actor(), configured(call.variable("realm")), fingerprint);
        return Answer.done();
    }
}
