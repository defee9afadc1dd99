package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who may come into the console. */
@Command(name = "administrators", description = "The users and groups who are administrators.",
        synopsisSubcommandLabel = "(list | add | remove)")
final class AdministratorCommands extends Group {

    private static final String PATH = "/administrators";

    @Command(name = "list", description = "Show the administrators.")
    void list() {
        whole(PATH, new Table("KIND", "NAME", "ID"), (table, one) -> table.row(Json.text(one, "id").split(":")[1], Json.text(one, "name"),
                Json.text(one, "id")));
    }

    @Command(name = "add", description = "Make users and groups administrators.")
    void add(@Option(names = "--user", paramLabel = "NAME", description = "A user.") List<String> users,
            @Option(names = "--group", paramLabel = "NAME", description = "A group.") List<String> groups) {
        List<Map<?, ?>> named = sallyport.named(users, groups);
        sallyport.confirm("Make administrators of " + Sallyport.full(named) + "? They may do everything in the console.");
        change(named, "Administrator: ", (ids, id) -> {
            if (!ids.contains(id)) {
                ids.add(id);
            }
        });
    }

    @Command(name = "remove", description = "Let users and groups be administrators no longer.")
    void remove(@Option(names = "--user", paramLabel = "NAME", description = "A user.") List<String> users,
            @Option(names = "--group", paramLabel = "NAME", description = "A group.") List<String> groups) {
        List<Map<?, ?>> named = sallyport.named(users, groups);
        sallyport.confirm("Let " + Sallyport.full(named) + " be administrators no longer?");
        change(named, "No administrator, unless by a group: ", List::remove);
    }

    private void change(List<Map<?, ?>> named, String said, BiConsumer<List<String>, String> change) {
        Server.Answer seen = sallyport.server().getTagged(PATH);
        List<String> ids = new ArrayList<>(Json.items(seen.body()).stream().map(one -> Json.text(one, "id")).toList());
        named.forEach(one -> change.accept(ids, Sallyport.id(one)));
        Object now = sallyport.server().put(PATH, Json.object("ids", ids), seen.tag());
        if (sallyport.json()) {
            sallyport.printJson(now);
        }
        named.forEach(one -> sallyport.say(said + Sallyport.full(one)));
    }
}
