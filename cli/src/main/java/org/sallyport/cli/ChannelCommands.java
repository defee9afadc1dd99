package org.sallyport.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ways in that are no page. */
@Command(name = "channels", description = "Ways in that are no page, such as rdp and ssh, and their rules.",
        synopsisSubcommandLabel = "(list | add | set | remove)")
final class ChannelCommands extends Group {

    private static final String PATH = "/channels";
    private static final String NAME = "NAME";
    private static final String RULES = "refuse-protected (whoever needs two factors needs a ticket from the portal), ticket-only"
            + " (everybody does) or allow (nobody does: a door with one factor).";

    @Command(name = "list", description = "Show the channels.")
    void list() {
        whole(PATH, new Table(NAME, "RULE"), (table, channel) -> table.row(Json.text(channel, "name"), Json.text(channel, "rule")));
    }

    @Command(name = "add", description = "Make a channel.")
    void add(@Parameters(paramLabel = NAME, description = "a-z and -.") String name,
            @Option(names = "--rule", paramLabel = "RULE", defaultValue = "refuse-protected", description = RULES) String rule) {
        warn(name, rule);
        done(sallyport.server().post(PATH, Json.object("name", name, "rule", rule)), "Made: " + name + " (" + rule + ")");
    }

    @Command(name = "set", description = "Set the rule of a channel.")
    void set(@Parameters(index = "0", paramLabel = NAME) String name,
            @Parameters(index = "1", paramLabel = "RULE", description = RULES) String rule) {
        Server.Answer seen = sallyport.server().getTagged(PATH + "/" + Server.encoded(name));
        warn(name, rule);
        done(sallyport.server().put(PATH + "/" + Server.encoded(name), Json.object("rule", rule), seen.tag()), name + ": " + rule);
    }

    private void warn(String name, String rule) {
        if (rule.equals("allow")) {
            sallyport.confirm("Let everybody in at " + name + " on one factor? For people who need two it is a way around the second.");
        }
    }

    @Command(name = "remove", description = "Remove a channel; rdp and ssh go back to refuse-protected.")
    void remove(@Parameters(paramLabel = NAME) String name) {
        sallyport.confirm("Remove the channel " + name + "? Nobody comes in there any more.");
        sallyport.server().delete(PATH + "/" + Server.encoded(name));
        sallyport.say("Removed: " + name);
    }
}
