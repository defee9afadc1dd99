package org.sallyport.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** How things stand, and the switch. */
final class StatusCommands {

    private StatusCommands() {
    }

    @Command(name = "status", description = "How things stand.")
    static final class Show implements Runnable {

        @ParentCommand
        private Sallyport sallyport;

        @Override
        public void run() {
            Object status = sallyport.server().get("/status");
            if (sallyport.json()) {
                sallyport.printJson(status);
                return;
            }
            sallyport.say("Two-factor   " + (Json.flag(status, "enabled") ? "enabled" : "disabled"));
            sallyport.say("On the list  " + Json.text(status, "listed") + (Json.text(status, "listed").equals("1") ? " entry, " : " entries, ") + count(Json.at(status, "people")) + " people");
            sallyport.say("Set up       " + Json.text(status, "enrolled") + " people");
            sallyport.say("Sign-in      " + (Json.flag(status, "ready") ? "ready" : "not possible"));
            String open = Json.texts(status, "open");
            if (!open.isEmpty()) {
                sallyport.say("Doors        open on one factor, also to people who need two: " + open);
            }
            sallyport.say("Licence      " + licence(Json.at(status, "licence")));
            for (String trouble : List.of("missing", "degraded")) {
                if (Json.at(status, trouble) instanceof List<?> lines) {
                    lines.forEach(line -> sallyport.say("             " + line));
                }
            }
        }
    }

    private static String licence(Object licence) {
        return licence == null ? "unknown" : Json.text(licence, "name") + " (" + Json.text(licence, "kind")
                + (Json.flag(licence, "valid") ? ")" : ", not valid for this use)");
    }

    static String count(Object count) {
        return switch (Json.text(count, "certainty")) {
            case "exact" -> Json.text(count, "value");
            case "at-least" -> "at least " + Json.text(count, "value");
            default -> "an unknown number of";
        };
    }

    private static void change(Sallyport sallyport, boolean enable) {
        Server.Answer seen = sallyport.server().getTagged("/two-factor");
        if (Json.flag(seen.body(), "enabled") == enable) {
            sallyport.say("Two-factor is " + (enable ? "enabled" : "disabled") + " already.");
        } else {
            Object impact = sallyport.server().get("/two-factor/impact?enabled=" + enable);
            sallyport.confirm(enable
                    ? "Enable two-factor? " + count(Json.at(impact, "people")) + " people will need a code, "
                            + count(Json.at(impact, "unenrolled")) + " of them set up a phone at their next sign-in."
                    : "Disable two-factor? " + count(Json.at(impact, "people")) + " people will need no code any more.");
            sallyport.server().put("/two-factor", Json.object("enabled", enable), seen.tag());
            sallyport.say("Two-factor is " + (enable ? "enabled." : "disabled."));
        }
        if (sallyport.json()) {
            sallyport.printJson(sallyport.server().get("/two-factor"));
        }
    }

    @Command(name = "enable", description = "Turn two-factor on.")
    static final class Enable implements Runnable {

        @ParentCommand
        private Sallyport sallyport;

        @Override
        public void run() {
            change(sallyport, true);
        }
    }

    @Command(name = "disable", description = "Turn two-factor off.")
    static final class Disable implements Runnable {

        @ParentCommand
        private Sallyport sallyport;

        @Override
        public void run() {
            change(sallyport, false);
        }
    }
}
