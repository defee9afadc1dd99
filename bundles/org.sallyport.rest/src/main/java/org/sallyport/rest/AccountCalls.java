package org.sallyport.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.administration.AccountAdministration.Deletion;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;

/** Users and groups of directories that can be edited. */
final class AccountCalls {

    private final Services services;

    AccountCalls(Services services) {
        this.services = services;
    }

    void add(Table table) {
        table.read("/accounts", this::list)
                .read("/account-realms", this::realms)
                .admin("POST", "/users", this::createUser)
                .admin("POST", "/groups", this::createGroup)
                .read("/accounts/{id}", this::account)
                .admin("PUT", "/accounts/{id}", this::change)
                .admin("DELETE", "/accounts/{id}", this::delete)
                .read("/accounts/{id}/deletion", this::deletion)
                .admin("PUT", "/accounts/{id}/password", this::password)
                .read("/accounts/{id}/groups", this::groups)
                .read("/accounts/{id}/members", this::members)
                .admin("PUT", "/accounts/{id}/members/{member}", this::join)
                .admin("DELETE", "/accounts/{id}/members/{member}", this::leave);
    }

    private AccountAdministration accounts() {
        return services.accounts();
    }

    private Answer realms(Call call) {
        call.query();
        return Answer.of(Show.object("items", accounts().editableRealms().stream()
                .map(realm -> Show.object("realm", realm, "shortestPassword", accounts().shortestPassword(realm))).toList()));
    }

    /** The one that was named, else the first that can be edited. */
    private String realm(Optional<String> named) {
        List<String> editable = accounts().editableRealms();
        return named.or(() -> editable.stream().findFirst()).filter(editable::contains)
                .orElseThrow(() -> Problem.invalid("realm", "one of " + editable));
    }

    private Answer list(Call call) {
        call.query("realm", "search", "kind", "cursor", "limit");
        return Answer.of(Show.page(accounts().search(realm(call.given("realm")), call.text("search"), call.kinds(), call.cursor(),
                call.limit()), Show::principal));
    }

    /** One that there is, in a realm that can be edited. */
    private Principal known(PrincipalId id) {
        Principal found = services.known(id);
        realm(Optional.of(id.realm()));
        return found;
    }

    private static PrincipalId group(PrincipalId id) {
        if (id.isUser()) {
            throw Problem.missing(id + " is no group");
        }
        return id;
    }

    private Answer account(Call call) {
        Object shown = Show.principal(known(call.query().id()));
        return Tag.of(shown).read(call, shown);
    }

    private Answer createUser(Call call) throws InvalidEntryException {
        Body body = call.query().body("realm", "name", "displayName", "password");
        char[] password = body.password("password");
        try {
            String name = body.text("name");
            return created(accounts().createUser(call.actor(), realm(body.optional("realm")), name,
                    body.optional("displayName").orElse(name), password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private Answer createGroup(Call call) throws InvalidEntryException {
        Body body = call.query().body("realm", "name", "displayName");
        String name = body.text("name");
        return created(accounts().createGroup(call.actor(), realm(body.optional("realm")), name, body.optional("displayName").orElse(name)));
    }

    private static Answer created(Principal principal) {
        return Answer.created(ApiServlet.ROOT + "/accounts/" + ApiServlet.encoded(principal.id().toString()), Show.principal(principal));
    }

    /** Only what differs is done, and logged. */
    private Answer change(Call call) throws InvalidEntryException {
        Map<String, Object> fields = call.query().object();
        Body body = new Body(fields, Set.of("name", "displayName", "disabled"));
        String name = body.text("name");
        String displayName = body.text("displayName");
        Principal now = known(call.id());
        Tag.of(Show.principal(now)).require(call);
        boolean disabled = fields.containsKey("disabled") ? body.flag("disabled") : now.disabled();
        if (!now.id().isUser() && disabled) {
            throw Problem.invalid("disabled", "false for a group");
        }
        if (!now.name().equals(name) || !now.displayName().equals(displayName)) {
            now = accounts().rename(call.actor(), now.id(), name, displayName);
        }
        if (now.disabled() != disabled) {
            now = accounts().setDisabled(call.actor(), now.id(), disabled);
        }
        Object shown = Show.principal(now);
        return Tag.of(shown).on(shown);
    }

    private Answer password(Call call) throws InvalidEntryException {
        char[] password = call.query().body("password").password("password");
        try {
            if (!call.id().isUser()) {
                throw Problem.missing(call.id() + " is no user");
            }
            accounts().setPassword(call.actor(), known(call.id()).id(), password);
            return Answer.done();
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private Answer deletion(Call call) {
        Deletion deletion = accounts().deletion(known(call.query().id()).id());
        return Answer.of(Show.object("listed", deletion.listed(), "enrolled", deletion.enrolled(), "sessions", deletion.sessions(),
                "members", deletion.members(), "groups", deletion.groups()));
    }

    private Answer delete(Call call) throws InvalidEntryException {
        accounts().delete(call.actor(), known(call.query().id()).id());
        return Answer.done();
    }

    private Answer groups(Call call) {
        call.query("cursor", "limit");
        return Answer.of(Show.page(accounts().directGroups(known(call.id()).id(), call.cursor(), call.limit()), Show::principal));
    }

    private Answer members(Call call) {
        call.query("cursor", "limit");
        return Answer.of(Show.page(accounts().directMembers(known(group(call.id())).id(), call.cursor(), call.limit()),
                Show::principal));
    }

    private Answer join(Call call) throws InvalidEntryException {
        accounts().addMember(call.query().actor(), known(group(call.id())).id(), known(call.id("member")).id());
        return Answer.done();
    }

    private Answer leave(Call call) throws InvalidEntryException {
        accounts().removeMember(call.query().actor(), known(group(call.id())).id(), known(call.id("member")).id());
        return Answer.done();
    }
}
