package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What help desks do for people. */
final class PeopleCommands {

    private PeopleCommands() {
    }

    private static List<Map<?, ?>> users(Sallyport sallyport, List<String> names) {
        List<Map<?, ?>> users = new ArrayList<>();
        names.forEach(name -> users.add(sallyport.user(name)));
        return users;
    }

    private static void affected(Sallyport sallyport, String path, List<Map<?, ?>> users, String said) {
        Object answer = sallyport.server().post(path, Json.object("ids", users.stream().map(Sallyport::id).toList()));
        if (sallyport.json()) {
            sallyport.printJson(answer);
        }
        users.forEach(user -> sallyport.say(said + Sallyport.full(user)));
    }

    @Command(name = "reset", description = "Discard the second factor of people: their next sign-in shows a new QR code.")
    static final class Reset implements Runnable {

        @ParentCommand
        private Sallyport sallyport;

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "Login names, REALM\\\\NAME, or ids.")
        private List<String> names;

        @Override
        public void run() {
            List<Map<?, ?>> users = users(sallyport, names);
            sallyport.confirm("Reset " + Sallyport.full(users) + "? Their sessions end, and the codes of their phones are good for nothing.");
            affected(sallyport, "/resets", users, "Reset: ");
        }
    }

    @Command(name = "unlock", description = "Let people try again at once who gave too many wrong passwords or codes.")
    static final class Unlock implements Runnable {

        @ParentCommand
        private Sallyport sallyport;

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "Login names, REALM\\\\NAME, or ids.")
        private List<String> names;

        @Override
        public void run() {
            affected(sallyport, "/unlocks", users(sallyport, names), "Unlocked: ");
        }
    }

    @Command(name = "why", description = "Whether somebody needs a code at a door, through which group, and why they were last refused.")
    static final class Why implements Runnable {

        @ParentCommand
        private Sallyport sallyport;

        @Parameters(paramLabel = "NAME", description = "A login name, REALM\\\\NAME, or an id.")
        private String name;

        @Option(names = "--door", paramLabel = "DOOR", description = "portal, console, rdp, …", defaultValue = "portal",
                showDefaultValue = Visibility.ALWAYS)
        private String door;

        @Override
        public void run() {
            Object why = sallyport.server().get("/people/" + Server.encoded(Sallyport.id(sallyport.user(name))) + "/why?door="
                    + Server.encoded(door));
            if (sallyport.json()) {
                sallyport.printJson(why);
                return;
            }
            String through = Sallyport.full(Json.at(why, "through"));
            sallyport.say(Sallyport.full(Json.at(why, "person")) + (Json.flag(why, "codeNeeded") ? " needs a code" : " needs no code")
                    + " at the " + Json.text(why, "door") + ": " + switch (Json.text(why, "cause")) {
                        case "two-factor-off" -> "two-factor is disabled.";
                        case "not-listed" -> "neither they nor a group of theirs is on the list.";
                        case "named" -> "they are on the list themselves.";
                        case "in-group" -> "they are in the group " + through + ", which is on the list.";
                        case "administrator" -> "they are an administrator.";
                        default -> Json.text(why, "cause") + ".";
                    });
            Object standing = Json.at(why, "person", "standing");
            sallyport.say(Json.text(standing, "enrolledAt").isEmpty() ? "They have set up no phone."
                    : "They set up a phone on " + Json.text(standing, "enrolledAt") + ".");
            if (Json.flag(standing, "locked")) {
                sallyport.say("Codes are refused until somebody unlocks or resets them: sallyport unlock " + Json.text(why, "person", "name"));
            } else if (!Json.text(standing, "blockedUntil").isEmpty()) {
                sallyport.say("They have to wait until " + Json.text(standing, "blockedUntil") + ".");
            }
            if (Json.flag(why, "person", "disabled")) {
                sallyport.say("Their directory lets nobody in under this name.");
            }
            Object refusal = Json.at(why, "lastRefusal");
            sallyport.say(refusal == null ? "They were not refused lately." : "Last refused at " + Json.text(refusal, "at") + " at the "
                    + Json.text(refusal, "door") + " from " + Json.text(refusal, "address") + ": " + Json.text(refusal, "reason"));
        }
    }

    @Command(name = "recover-admin", description = {"Let an administrator in again when none can come in any more.",
        "On the host only: makes NAME an administrator if need be, discards the second factor and unlocks. Loud in the log."})
    static final class RecoverAdmin implements Runnable {

        @ParentCommand
        private Sallyport sallyport;

        @Parameters(paramLabel = "NAME", description = "A login name, REALM\\\\NAME, or an id.")
        private String name;

        @Override
        public void run() {
            Map<?, ?> user = sallyport.user(name);
            sallyport.confirm("Make " + Sallyport.full(user) + " an administrator who sets up a phone at the next sign-in?");
            sallyport.server().post("/recoveries", Json.object("id", Sallyport.id(user)));
            sallyport.say(Sallyport.full(user) + " is an administrator, and sets up a phone at the next sign-in.");
        }
    }
}
