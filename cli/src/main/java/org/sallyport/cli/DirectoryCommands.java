package org.sallyport.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The directories people come from. */
@Command(name = "directories", description = "The directories people come from.", synopsisSubcommandLabel = "(list | test | confirm)")
final class DirectoryCommands extends Group {

    private static final String PATH = "/directories";
    private static final String REALM = "REALM";

    @Command(name = "list", description = "Show the directories, in the order in which they are asked.")
    void list() {
        whole(PATH, new Table(REALM, "STATE", "EDITABLE", "WHERE", "TROUBLE"), (table, realm) -> table.row(Json.text(realm, "realm"),
                Json.text(realm, "state"), Json.flag(realm, "editable") ? "yes" : "no", Json.text(realm, "description"),
                Json.text(realm, "trouble")));
    }

    @Command(name = "test", description = "Try a directory now; 1 when something is bad.")
    void test(@Parameters(paramLabel = REALM) String realm) {
        Object found = sallyport.server().post(PATH + "/" + Server.encoded(realm) + "/examinations", null);
        findings(List.of(Json.object("realm", realm, "findings", Json.at(found, "findings"))), "realm");
    }

    @Command(name = "confirm", description = {"Accept that a realm has another directory than before.",
        "People and groups are known by what their directory calls them: with another one, they may be others."})
    void confirm(@Parameters(paramLabel = REALM) String realm,
            @Option(names = "--fingerprint", paramLabel = "TEXT", description = "The one that was looked at; else the one there is now.")
            String fingerprint) {
        Object found = Json.items(sallyport.server().get(PATH)).stream().filter(one -> Json.text(one, "realm").equals(realm)).findFirst()
                .orElseThrow(() -> Failure.refused("there is no realm '" + realm + "'"));
        String meant = fingerprint == null ? Json.text(found, "fingerprint") : fingerprint;
        if (meant.isEmpty()) {
            throw Failure.refused("the directory of '" + realm + "' cannot be reached, so nobody can say which one it is");
        }
        sallyport.confirm("Accept " + meant + " as the directory of " + realm + "?");
        sallyport.server().post(PATH + "/" + Server.encoded(realm) + "/confirmations", Json.object("fingerprint", meant));
        sallyport.say("Confirmed: " + realm + " is " + meant);
    }
}
