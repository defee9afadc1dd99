package org.sallyport.rest;

import java.util.Map;
import org.sallyport.api.administration.ApiToken.Scope;
import org.sallyport.api.administration.ApiTokens.Issued;

/** Tokens of programs. */
final class TokenCalls {

    private final Services services;

    TokenCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/tokens", this::list)
                .admin("POST", "/tokens", this::create)
                .admin("DELETE", "/tokens/{id}", this::revoke);
    }

    private Answer list(Call call) {
        call.query();
        return Answer.of(Show.object("items", services.tokens().list().stream().map(Show::token).toList()));
    }

    private Answer create(Call call) {
        Body body = call.query().body("name", "scope", "days");
        Scope scope = switch (body.text("scope")) {
            case "read" -> Scope.READ;
            case "operate" -> Scope.OPERATE;
            case "admin" -> Scope.ADMIN;
            default -> throw Problem.request("scope", "read, operate or admin");
        };
        Issued issued = services.tokens().create(call.actor(), body.text("name"), scope, body.number("days"));
        Map<String, Object> shown = Show.token(issued.token());
        shown.put("secret", issued.secret());
        return Answer.created(ApiServlet.ROOT + "/tokens/" + issued.token().id(), shown);
    }

    private Answer revoke(Call call) {
        if (!services.tokens().revoke(call.query().actor(), call.variable("id"))) {
            throw Problem.missing("there is no such token");
        }
        return Answer.done();
    }
}
