package org.sallyport.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The list of users and groups that two-factor applies to. */
@Command(name = "members", description = "The users and groups that two-factor applies to.", synopsisSubcommandLabel = "(list | add | remove)")
final class MemberCommands extends Group {

    @Command(name = "list", description = "Show the list, or what of it has TEXT in its name.")
    void list(@Parameters(arity = "0..1", paramLabel = "TEXT") String text) {
        list("/members?search=" + Server.encoded(text == null ? "" : text), () -> new Table("KIND", "NAME", "DISPLAY NAME", "PEOPLE", "SET UP", "ID"),
                (table, entry) -> table.row(Json.text(entry, "kind"), Json.text(entry, "name"), Json.text(entry, "displayName"),
                        StatusCommands.count(Json.at(entry, "people")), StatusCommands.count(Json.at(entry, "enrolled")), Json.text(entry, "id")));
    }

    @Command(name = "add", description = "Put users and groups on the list.")
    void add(@Option(names = "--user", paramLabel = "NAME", description = "A user.") List<String> users,
            @Option(names = "--group", paramLabel = "NAME", description = "A group.") List<String> groups) {
        List<Map<?, ?>> named = sallyport.named(users, groups);
        sallyport.server().post("/members", Json.object("ids", named.stream().map(Sallyport::id).toList()));
        named.forEach(one -> sallyport.say("On the list: " + Sallyport.full(one)));
    }

    @Command(name = "remove", description = "Take users and groups off the list.")
    void remove(@Option(names = "--user", paramLabel = "NAME", description = "A user.") List<String> users,
            @Option(names = "--group", paramLabel = "NAME", description = "A group.") List<String> groups) {
        List<Map<?, ?>> named = sallyport.named(users, groups);
        sallyport.confirm("Take off the list: " + Sallyport.full(named) + "?");
        sallyport.server().post("/members/removals", Json.object("ids", named.stream().map(Sallyport::id).toList()));
        named.forEach(one -> sallyport.say("Off the list, unless by a group: " + Sallyport.full(one)));
    }
}
