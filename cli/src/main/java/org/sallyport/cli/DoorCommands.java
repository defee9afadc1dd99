package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Every way in. */
@Command(name = "doors", description = "Every way in, and what it asks of people who need two factors.",
        synopsisSubcommandLabel = "(list | test)")
final class DoorCommands extends Group {

    private static final String PATH = "/doors";

    @Command(name = "list", description = "Show the doors; one that asks 'one-factor' is a way around the second.")
    void list() {
        whole(PATH, new Table("DOOR", "ASKS", "LAST USED", "LAST REFUSED"), (table, door) -> table.row(Json.text(door, "door"),
                Json.text(door, "asks"), Json.text(door, "lastUsedAt"), Json.text(door, "lastRefusedAt")));
    }

    @Command(name = "test", description = "Try doors now, or all of them; 1 when something is bad.")
    void test(@Parameters(arity = "0..*", paramLabel = "DOOR") List<String> names) {
        List<String> doors = names != null ? names
                : Json.items(sallyport.server().get(PATH)).stream().map(door -> Json.text(door, "door")).toList();
        List<Object> tested = new ArrayList<>();
        Progress progress = new Progress(doors.size());
        for (String door : doors) {
            tested.add(sallyport.server().post(PATH + "/" + Server.encoded(door) + "/tests", null));
            progress.step();
        }
        progress.clear();
        findings(tested, "door");
    }
}
