package org.sallyport.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups: of every directory to look at, of those that can be edited to change. */
@Command(name = "groups", description = "Groups and their members.", synopsisSubcommandLabel = "(list | show | create | add | remove | delete)")
final class GroupCommands extends Group {

    private static final String NAME = "NAME";

    @Command(name = "list", description = "Show groups, or those with TEXT in their names.")
    void list(@Parameters(arity = "0..1", paramLabel = "TEXT") String text) {
        list("/candidates?kind=group&search=" + Server.encoded(text == null ? "" : text),
                () -> new Table(NAME, "DISPLAY NAME", "REALM", "ON THE LIST", "ID"),
                (table, group) -> table.row(Json.text(group, "name"), Json.text(group, "displayName"), Json.text(group, "realm"),
                        Json.flag(group, "listed") ? "yes" : "no", Json.text(group, "id")));
    }

    @Command(name = "show", description = "Show the people of a group, those of groups within it too.")
    void show(@Parameters(paramLabel = NAME) String name) {
        Map<?, ?> group = sallyport.group(name);
        list("/people?group=" + Server.encoded(Sallyport.id(group)), () -> new Table(NAME, "DISPLAY NAME", "SET UP"),
                (table, user) -> table.row(Json.text(user, "name"), Json.text(user, "displayName"),
                        Json.text(user, "standing", "enrolledAt").isEmpty() ? "no" : "yes"));
    }

    @Command(name = "create", description = "Create a group.")
    void create(@Parameters(paramLabel = NAME) String name,
            @Option(names = "--display-name", paramLabel = "TEXT", description = "As people read it.") String displayName,
            @Option(names = "--realm", paramLabel = "REALM", description = "Where, if there are several.") String realm) {
        Map<String, Object> wish = new LinkedHashMap<>(Json.object("name", name));
        if (displayName != null) {
            wish.put("displayName", displayName);
        }
        if (realm != null) {
            wish.put("realm", realm);
        }
        Object group = sallyport.server().post("/groups", wish);
        done(group, "Created: " + Sallyport.full(group));
    }

    @Command(name = "add", description = "Put users, or groups, into a group.")
    void add(@Parameters(index = "0", paramLabel = "GROUP") String name,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "USER") List<String> users,
            @Option(names = "--group", paramLabel = "NAME", description = "A group to put into it.") List<String> groups) {
        each(name, users, groups, (path, member) -> {
            sallyport.server().put(path, null);
            sallyport.say("In " + name + ": " + Sallyport.full(member));
        });
    }

    @Command(name = "remove", description = "Take users, or groups, out of a group.")
    void remove(@Parameters(index = "0", paramLabel = "GROUP") String name,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "USER") List<String> users,
            @Option(names = "--group", paramLabel = "NAME", description = "A group to take out of it.") List<String> groups) {
        each(name, users, groups, (path, member) -> {
            sallyport.server().delete(path);
            sallyport.say("No longer in " + name + ": " + Sallyport.full(member));
        });
    }

    /** Something done with a member. */
    private interface Deed {
        void with(String path, Map<?, ?> member);
    }

    /** Looks all of them up before anything is done. */
    private void each(String name, List<String> users, List<String> groups, Deed deed) {
        Map<?, ?> group = sallyport.group(name);
        List<Map<?, ?>> members = new ArrayList<>();
        if (users != null) {
            users.forEach(user -> members.add(sallyport.user(user)));
        }
        if (groups != null) {
            groups.forEach(one -> members.add(sallyport.group(one)));
        }
        if (members.isEmpty()) {
            throw Failure.usage("say whom: names of users, or --group NAME");
        }
        members.forEach(member -> deed.with("/accounts/" + Server.encoded(Sallyport.id(group)) + "/members/"
                + Server.encoded(Sallyport.id(member)), member));
    }

    @Command(name = "delete", description = "Delete a group; its members stay.")
    void delete(@Parameters(paramLabel = NAME) String name) {
        Map<?, ?> group = sallyport.group(name);
        sallyport.confirm("Delete the group " + Sallyport.full(group) + "? Its members stay; if it is on the list, they may need no code any more.");
        sallyport.server().delete("/accounts/" + Server.encoded(Sallyport.id(group)));
        sallyport.say("Deleted: " + Sallyport.full(group));
    }
}
