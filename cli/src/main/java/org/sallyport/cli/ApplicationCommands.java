package org.sallyport.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What stands behind the portal. */
@Command(name = "applications", description = "What stands behind the portal: web applications and remote desktops.",
        synopsisSubcommandLabel = "(list | add | change | remove)")
final class ApplicationCommands extends Group {

    private static final String PATH = "/applications";
    private static final String NAME = "NAME";

    /** What can be said of one; what is not said stays. */
    static final class Wish {

        @Option(names = "--address", paramLabel = "URL", description = "https://host/[path], or rdp://host[:port] for a remote desktop.")
        private String address;

        @Option(names = "--icon", paramLabel = "ICON", description = "What is drawn for it; '' for the kind's own.")
        private String icon;

        @Option(names = "--user", paramLabel = "NAME", description = "Who may use it; without any, everybody.")
        private List<String> users;

        @Option(names = "--group", paramLabel = "NAME", description = "The same for a group.")
        private List<String> groups;

        @Option(names = "--everybody", description = "Everybody may use it.")
        private boolean everybody;

        @Option(names = "--step-up", paramLabel = "MINUTES", description = "After how long a code is asked for again; 0 for never.")
        private Integer stepUp;

        @Option(names = "--gate", paramLabel = "NAME", description = "The gate in front of a remote desktop.")
        private String gate;
    }

    @Command(name = "list", description = "Show the applications.")
    void list() {
        whole(PATH, new Table(NAME, "ADDRESS", "FOR", "STEP-UP", "ID"), (table, one) -> table.row(Json.text(one, "name"),
                Json.text(one, "address"), audience(one), stepUp(one), Json.text(one, "id")));
    }

    private static String audience(Object application) {
        int size = Json.at(application, "audience") instanceof List<?> ids ? ids.size() : 0;
        return size == 0 ? "everybody" : size + (size == 1 ? " entry" : " entries");
    }

    private static String stepUp(Object application) {
        String minutes = Json.text(application, "stepUpMinutes");
        return minutes.isEmpty() ? "" : minutes + " min";
    }

    @Command(name = "add", description = "Put an application behind the portal.")
    void add(@Parameters(paramLabel = NAME) String name, @Mixin Wish wish) {
        if (wish.address == null) {
            throw Failure.usage("say where it is: --address URL");
        }
        Map<String, Object> wanted = Json.object("kind", wish.address.startsWith("rdp:") ? "remote-desktop" : "web", "name", name);
        apply(wish, wanted);
        done(sallyport.server().post(PATH, wanted), "Made: " + name);
    }

    @Command(name = "change", description = "Change an application; what is not said stays.")
    void change(@Parameters(paramLabel = NAME, description = "Name or id.") String name, @Mixin Wish wish,
            @Option(names = "--name", paramLabel = "TEXT", description = "Another name.") String renamed) {
        String path = PATH + "/" + Server.encoded(Json.text(one(PATH, "application", name), "id"));
        Server.Answer seen = sallyport.server().getTagged(path);
        Map<String, Object> wanted = new LinkedHashMap<>();
        ((Map<?, ?>) seen.body()).forEach((field, value) -> wanted.put((String) field, value));
        wanted.remove("id");
        if (renamed != null) {
            wanted.put("name", renamed);
        }
        apply(wish, wanted);
        done(sallyport.server().put(path, wanted, seen.tag()), "Changed: " + name);
    }

    private void apply(Wish wish, Map<String, Object> wanted) {
        if (wish.address != null) {
            wanted.put("address", wish.address);
        }
        if (wish.icon != null) {
            wanted.put("icon", wish.icon);
        }
        if (wish.everybody) {
            wanted.put("audience", List.of());
        } else if (wish.users != null || wish.groups != null) {
            wanted.put("audience", sallyport.named(wish.users, wish.groups).stream().map(Sallyport::id).toList());
        }
        if (wish.stepUp != null) {
            wanted.put("stepUpMinutes", wish.stepUp == 0 ? null : wish.stepUp);
        }
        if (wish.gate != null) {
            wanted.put("gate", Json.text(one("/gates", "gate", wish.gate), "id"));
        }
    }

    @Command(name = "remove", description = "Take applications away; everybody's sessions there end.")
    void remove(@Parameters(arity = "1..*", paramLabel = NAME, description = "Names or ids.") List<String> names) {
        List<Object> applications = names.stream().map(name -> one(PATH, "application", name)).toList();
        sallyport.confirm("Remove " + String.join(", ", applications.stream().map(one -> Json.text(one, "name")).toList())
                + "? Everybody's sessions there end.");
        for (Object application : applications) {
            sallyport.server().delete(PATH + "/" + Server.encoded(Json.text(application, "id")));
            sallyport.say("Removed: " + Json.text(application, "name"));
        }
    }
}
