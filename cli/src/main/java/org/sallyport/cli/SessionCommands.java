package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Open sessions. */
@Command(name = "sessions", description = "Open sessions.", synopsisSubcommandLabel = "(list | end)")
final class SessionCommands extends Group {

    @Command(name = "list", description = "Show everybody's open sessions, or those of one person.")
    void list(@Parameters(arity = "0..1", paramLabel = "NAME") String name) {
        if (name == null) {
            list("/sessions", SessionCommands::headings, SessionCommands::row);
            return;
        }
        whole(path(sallyport.user(name)), headings(), SessionCommands::row);
    }

    private static Table headings() {
        return new Table("NAME", "FROM", "SINCE", "LAST SEEN", "FACTORS", "ID");
    }

    private static void row(Table table, Object session) {
        table.row(Json.text(session, "name"), Json.text(session, "address"), Json.text(session, "createdAt"), Json.text(session, "lastSeenAt"),
                Json.texts(session, "factors"),
                Json.text(session, "id"));
    }

    private static String path(Map<?, ?> user) {
        return "/people/" + Server.encoded(Sallyport.id(user)) + "/sessions";
    }

    @Command(name = "end", description = "End all sessions of people, or one of them.")
    void end(@Parameters(arity = "1..*", paramLabel = "NAME") List<String> names,
            @Option(names = "--session", paramLabel = "ID", description = "This one alone.") String id) {
        List<Map<?, ?>> users = new ArrayList<>();
        names.forEach(name -> users.add(sallyport.user(name)));
        sallyport.confirm("End " + (id == null ? "all sessions of " : "a session of ")
                + Sallyport.full(users) + "?");
        for (Map<?, ?> user : users) {
            sallyport.server().delete(path(user) + (id == null ? "" : "/" + Server.encoded(id)));
            sallyport.say("Ended: " + Sallyport.full(user));
        }
    }
}
