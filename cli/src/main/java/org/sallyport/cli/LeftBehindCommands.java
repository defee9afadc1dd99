package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Second factors of people whom no directory knows any more. */
@Command(name = "left-behind", description = "Second factors of people whom no directory knows any more.",
        synopsisSubcommandLabel = "(list | discard)")
final class LeftBehindCommands extends Group {

    private static final String PATH = "/left-behind";
    /** As many as one request may name. */
    private static final int AT_ONCE = 1000;

    @Command(name = "list", description = "Show them.")
    void list() {
        list(PATH, () -> new Table("NAME", "SET UP", "LAST USED", "ID"), (table, one) -> table.row(Json.text(one, "name"),
                Json.text(one, "enrolledAt"), Json.text(one, "lastUsedAt"), Json.text(one, "id")));
    }

    @Command(name = "discard", description = "Discard them for good: whoever comes back sets up a phone anew.")
    void discard(@Parameters(arity = "0..*", paramLabel = "ID") List<String> named,
            @Option(names = "--all", description = "All of them, however many.") boolean all) {
        if ((named == null) != all) {
            throw Failure.usage("say which: ids, or --all");
        }
        List<String> ids = all ? sallyport.server().all(PATH).stream().map(one -> Json.text(one, "id")).toList() : named;
        sallyport.confirm("Discard " + ids.size() + (ids.size() == 1 ? " second factor" : " second factors") + " for good?");
        long people = 0;
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            Object done = sallyport.server().post(PATH + "/discards",
                    Json.object("ids", new ArrayList<>(ids.subList(from, Math.min(from + AT_ONCE, ids.size())))));
            people += Long.parseLong(Json.text(done, "people"));
        }
        done(Json.object("people", people), "Discarded: " + people);
    }
}
