package org.sallyport.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens for programs. */
@Command(name = "token", description = "Tokens for programs.", synopsisSubcommandLabel = "(create | list | revoke)")
final class TokenCommands extends Group {

    @Command(name = "create", description = "Make a token and print it; it is shown this once.")
    void create(@Parameters(paramLabel = "NAME", description = "What it is for.") String name,
            @Option(names = "--scope", paramLabel = "SCOPE", description = "read, operate (help people) or admin (read).",
                    defaultValue = "read") String scope,
            @Option(names = "--days", paramLabel = "N", description = "How long it is good for, 1 to 730 (90).", defaultValue = "90") int days) {
        Object token = sallyport.server().post("/tokens", Json.object("name", name, "scope", scope, "days", days));
        done(token, Json.text(token, "secret"));
    }

    @Command(name = "list", description = "Show the tokens.")
    void list() {
        whole("/tokens", new Table("ID", "NAME", "SCOPE", "MADE BY", "UNTIL", "LAST USED"), (table, token) -> table.row(Json.text(token, "id"),
                Json.text(token, "name"), Json.text(token, "scope"), Json.text(token, "ownerName"), Json.text(token, "expiresAt"),
                Json.text(token, "lastUsedAt")));
    }

    @Command(name = "revoke", description = "Make tokens good for nothing.")
    void revoke(@Parameters(arity = "1..*", paramLabel = "ID") List<String> ids) {
        sallyport.confirm("Revoke " + String.join(", ", ids) + "? The programs that use them are refused from now on.");
        for (String id : ids) {
            sallyport.server().delete("/tokens/" + Server.encoded(id));
            sallyport.say("Revoked: " + id);
        }
    }
}
