package org.sallyport.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hosts that ask whether somebody may come in. */
@Command(name = "gates", description = "Hosts that ask whether somebody may come in.", synopsisSubcommandLabel = "(list | add | remove)")
final class GateCommands extends Group {

    private static final String PATH = "/gates";

    @Command(name = "list", description = "Show the gates.")
    void list() {
        whole(PATH, new Table("NAME", "CHANNELS", "SINCE", "ID"), (table, gate) -> table.row(Json.text(gate, "name"),
                Json.texts(gate, "channels"), Json.text(gate, "createdAt"), Json.text(gate, "id")));
    }

    @Command(name = "add", description = "Make a host known, and print its key; it is shown this once.")
    void add(@Parameters(paramLabel = "NAME") String name,
            @Option(names = "--channel", required = true, paramLabel = "CHANNEL", description = "What it may ask about: rdp, ssh, …")
            List<String> channels) {
        Object gate = sallyport.server().post(PATH, Json.object("name", name, "channels", channels));
        done(gate, Json.text(gate, "key"));
    }

    @Command(name = "remove", description = "Make gates good for nothing: their keys, and the tickets for them.")
    void remove(@Parameters(arity = "1..*", paramLabel = "NAME", description = "Names or ids.") List<String> names) {
        List<Object> gates = names.stream().map(name -> one(PATH, "gate", name)).toList();
        sallyport.confirm("Remove " + String.join(", ", gates.stream().map(gate -> Json.text(gate, "name")).toList())
                + "? Nobody comes in there through Sallyport any more.");
        for (Object gate : gates) {
            sallyport.server().delete(PATH + "/" + Server.encoded(Json.text(gate, "id")));
            sallyport.say("Removed: " + Json.text(gate, "name"));
        }
    }
}
