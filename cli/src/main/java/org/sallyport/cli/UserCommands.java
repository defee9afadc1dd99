package org.sallyport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users: of every directory to look at, of those that can be edited to change. */
@Command(name = "users", description = "Users, and how they stand with two-factor.",
        synopsisSubcommandLabel = "(list | show | create | enable | disable | delete | password | import)")
final class UserCommands extends Group {

    private static final String NAME = "NAME";

    @Command(name = "list", description = "Show users, or those with TEXT in their names.")
    void list(@Parameters(arity = "0..1", paramLabel = "TEXT") String text) {
        list("/people?search=" + Server.encoded(text == null ? "" : text),
                () -> new Table(NAME, "DISPLAY NAME", "REALM", "CODE", "SET UP", "LAST SIGN-IN", "STATE"),
                (table, user) -> table.row(Json.text(user, "name"), Json.text(user, "displayName"), Json.text(user, "realm"),
                        listed(Json.at(user, "standing", "listed")), Json.text(user, "standing", "enrolledAt").isEmpty() ? "no" : "yes",
                        Json.text(user, "standing", "lastSignInAt"), state(user)));
    }

    private static String listed(Object listed) {
        return listed == null ? "?" : listed.equals(true) ? "yes" : "no";
    }

    private static String state(Object user) {
        if (Json.flag(user, "disabled")) {
            return "disabled";
        }
        return Json.flag(user, "standing", "locked") ? "locked" : Json.text(user, "standing", "blockedUntil").isEmpty() ? "" : "waiting";
    }

    @Command(name = "show", description = "Show a user, with groups and sessions.")
    void show(@Parameters(paramLabel = NAME) String name) {
        Map<?, ?> user = sallyport.user(name);
        String path = Server.encoded(Sallyport.id(user));
        List<?> sessions = Json.items(sallyport.server().get("/people/" + path + "/sessions"));
        List<Object> groups = new ArrayList<>();
        if (realms().contains(Json.text(user, "realm"))) {
            groups.addAll(sallyport.server().all("/accounts/" + path + "/groups"));
        }
        if (sallyport.json()) {
            Map<Object, Object> all = new LinkedHashMap<>(user);
            all.put("groups", groups);
            all.put("sessions", sessions);
            sallyport.printJson(all);
            return;
        }
        new Table(NAME, Json.text(user, "name")).row("DISPLAY NAME", Json.text(user, "displayName")).row("ID", Sallyport.id(user))
                .row("NEEDS CODE", listed(Json.at(user, "standing", "listed")) + " (when two-factor is enabled)")
                .row("SET UP", Json.text(user, "standing", "enrolledAt")).row("LAST SIGN-IN", Json.text(user, "standing", "lastSignInAt"))
                .row("STATE", state(user)).row("GROUPS", String.join(", ", groups.stream().map(group -> Json.text(group, "name")).toList()))
                .row("SESSIONS", Integer.toString(sessions.size())).print(sallyport.out());
    }

    private List<String> realms() {
        return Json.items(sallyport.server().get("/account-realms")).stream().map(realm -> Json.text(realm, "realm")).toList();
    }

    @Command(name = "create", description = "Create a user.")
    void create(@Parameters(paramLabel = NAME) String name,
            @Option(names = "--display-name", paramLabel = "TEXT", description = "As people read it.") String displayName,
            @Option(names = "--realm", paramLabel = "REALM", description = "Where, if there are several.") String realm,
            @Option(names = "--password-file", paramLabel = "FILE", description = "Its first line; - for standard input.") Path file,
            @Option(names = "--generate", description = "Make a password and print it.") boolean generate) {
        String password = generate ? Passwords.generated() : Passwords.read(Optional.ofNullable(file), name);
        Object user = create(name, displayName, realm, password);
        if (sallyport.json()) {
            Map<Object, Object> shown = new LinkedHashMap<>((Map<?, ?>) user);
            if (generate) {
                shown.put("password", password);
            }
            sallyport.printJson(shown);
            return;
        }
        sallyport.say("Created: " + Sallyport.full(user));
        if (generate) {
            sallyport.say("Password: " + password);
        }
    }

    private Object create(String name, String displayName, String realm, String password) {
        Map<String, Object> wish = Json.object("name", name, "password", password);
        if (displayName != null && !displayName.isEmpty()) {
            wish.put("displayName", displayName);
        }
        if (realm != null) {
            wish.put("realm", realm);
        }
        return sallyport.server().post("/users", wish);
    }

    @Command(name = "enable", description = "Let a user sign in again.")
    void enable(@Parameters(paramLabel = NAME) String name) {
        disabled(name, false);
    }

    @Command(name = "disable", description = "Let a user sign in no longer; their sessions end.")
    void disable(@Parameters(paramLabel = NAME) String name) {
        disabled(name, true);
    }

    private void disabled(String name, boolean disabled) {
        Map<?, ?> user = sallyport.user(name);
        if (disabled) {
            sallyport.confirm("Disable " + Sallyport.full(user) + "? Their sessions end.");
        }
        Object changed = sallyport.server().put("/accounts/" + Server.encoded(Sallyport.id(user)), Json.object("name", Json.text(user, "name"),
                "displayName", Json.text(user, "displayName"), "disabled", disabled), Server.ANY);
        done(changed, (disabled ? "Disabled: " : "Enabled: ") + Sallyport.full(user));
    }

    @Command(name = "delete", description = "Delete a user, with all that is kept of them.")
    void delete(@Parameters(paramLabel = NAME) String name) {
        Map<?, ?> user = sallyport.user(name);
        sallyport.confirm("Delete " + Sallyport.full(user) + ", with second factor, sessions and memberships?");
        sallyport.server().delete("/accounts/" + Server.encoded(Sallyport.id(user)));
        sallyport.say("Deleted: " + Sallyport.full(user));
    }

    @Command(name = "password", description = "Set a user's password; their sessions end.")
    void password(@Parameters(paramLabel = NAME) String name,
            @Option(names = "--password-file", paramLabel = "FILE", description = "Its first line; - for standard input.") Path file,
            @Option(names = "--generate", description = "Make a password and print it.") boolean generate) {
        Map<?, ?> user = sallyport.user(name);
        String password = generate ? Passwords.generated() : Passwords.read(Optional.ofNullable(file), Json.text(user, "name"));
        sallyport.server().put("/accounts/" + Server.encoded(Sallyport.id(user)) + "/password", Json.object("password", password));
        if (sallyport.json()) {
            sallyport.printJson(generate ? Json.object("password", password) : Json.object());
        }
        sallyport.say("New password: " + (generate ? password : "set for " + Sallyport.full(user)));
    }

    @Command(name = "import", description = {"Create users from a CSV file.",
        "Its first line names the columns: name, and as wanted displayName, password, groups (separated by ;). Whoever has no password there"
                + " gets one that is made up. The names and made-up passwords are printed as CSV. Whoever is there already is left as they are."})
    void read(@Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--realm", paramLabel = "REALM", description = "Where, if there are several.") String realm) {
        List<Map<String, String>> lines;
        try {
            lines = Csv.read(Files.readString(file));
        } catch (IOException e) {
            throw Failure.usage(file + " cannot be read");
        }
        Progress progress = new Progress(lines.size());
        int failed = 0;
        List<Object> created = new ArrayList<>();
        Map<String, String> groups = new LinkedHashMap<>();
        try {
            for (Map<String, String> line : lines) {
                try {
                    // First, because whoever is created is not created again by a better line.
                    List<String> joined = Stream.of(line.getOrDefault("groups", "").split(";")).map(String::strip).filter(group -> !group.isEmpty())
                            .map(group -> groups.computeIfAbsent(group, name -> Sallyport.id(sallyport.group(name)))).toList();
                    String given = line.getOrDefault("password", "");
                    String password = given.isEmpty() ? Passwords.generated() : given;
                    Object user = create(line.get("name"), line.get("displayName"), realm, password);
                    created.add(given.isEmpty() ? Json.object("name", line.get("name"), "password", password) : Json.object("name", line.get("name")));
                    if (!sallyport.json()) {
                        progress.clear();
                        // At once: whatever ends this, a password that was made up is not lost.
                        sallyport.out().println(Csv.line(line.get("name"), given.isEmpty() ? password : ""));
                        sallyport.out().flush();
                    }
                    for (String group : joined) {
                        sallyport.server().put("/accounts/" + Server.encoded(group) + "/members/" + Server.encoded(Json.text(user, "id")), null);
                    }
                } catch (Failure e) {
                    String what = line.get("name") + ": " + e.getMessage();
                    if (e.exitCode() == Failure.UNREACHABLE) {
                        throw Failure.unreachable(what + "; " + created.size() + " of " + lines.size() + " created");
                    }
                    failed++;
                    progress.clear();
                    System.err.println("sallyport: " + Table.plain(what));
                }
                progress.step();
            }
        } finally {
            progress.clear();
            if (sallyport.json()) {
                sallyport.printJson(Json.object("items", created, "failed", failed));
            }
        }
        if (failed > 0) {
            throw Failure.refused(created.size() + " created, " + failed + " not");
        }
    }
}
