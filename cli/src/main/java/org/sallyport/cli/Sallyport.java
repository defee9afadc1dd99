package org.sallyport.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: what all commands have in common. */
@Command(name = "sallyport", synopsisSubcommandLabel = "COMMAND", descriptionHeading = "%n", optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n", usageHelpAutoWidth = true,
        description = "Administers a running Sallyport: the one with this home, or the one at an address.",
        footerHeading = "%nExit codes:%n",
        footer = {"  0  done", "  1  refused: by the server, or because the question was answered with no", "  2  wrong use",
            "  3  the server, or something that it needs, cannot be reached"})
final class Sallyport implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--home", paramLabel = "DIR", scope = ScopeType.INHERIT,
            description = "Home of the running Sallyport ($SALLYPORT_HOME, else ~/.sallyport).")
    private Path home;

    @Option(names = "--url", paramLabel = "URL", scope = ScopeType.INHERIT, description = "Address of a Sallyport elsewhere.")
    private String url;

    @Option(names = "--token-file", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "File with the token for --url; else $SALLYPORT_TOKEN.")
    private Path tokenFile;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer in JSON, for scripts.")
    private boolean json;

    @Option(names = {"-y", "--yes"}, scope = ScopeType.INHERIT, description = "Do not ask.")
    private boolean yes;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Print this.")
    private boolean help;

    private final PrintStream out = System.out;
    private Server server;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    Server server() {
        if (server == null) {
            server = new Server(Address.of(Optional.ofNullable(home), Optional.ofNullable(url), Optional.ofNullable(tokenFile),
                    System.getenv()));
        }
        return server;
    }

    boolean json() {
        return json;
    }

    PrintStream out() {
        return out;
    }

    /** Said to people; scripts see the exit code. */
    void say(String sentence) {
        if (!json) {
            out.println(Table.plain(sentence));
        }
    }

    void printJson(Object value) {
        out.println(Json.write(value));
    }

    /** On a terminal asks, unless told not to; elsewhere goes on. @throws Failure for a no */
    void confirm(String question) {
        Console console = System.console();
        if (yes || console == null) {
            return;
        }
        String answer = console.readLine("%s [y/N] ", Table.plain(question));
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw Failure.refused("nothing was done");
        }
    }

    /** The one of this login name, or of this id. */
    Map<?, ?> user(String name) {
        return one(name, "user", "/people?search=");
    }

    Map<?, ?> group(String name) {
        return one(name, "group", "/candidates?kind=group&search=");
    }

    private Map<?, ?> one(String name, String kind, String search) {
        if (name.matches("[a-z0-9._-]{1,64}:" + kind + ":.+")) {
            return (Map<?, ?>) server().get((kind.equals("user") ? "/people/" : "/accounts/") + Server.encoded(name));
        }
        int backslash = name.indexOf('\\');
        String realm = backslash < 0 ? "" : name.substring(0, backslash);
        String plain = name.substring(backslash + 1);
        List<Map<?, ?>> found = new ArrayList<>();
        Set<String> away = server().pages(search + Server.encoded(plain), page -> page.forEach(entry -> {
            boolean meant = Json.text(entry, "name").equalsIgnoreCase(plain) && (realm.isEmpty() || Json.text(entry, "realm").equals(realm));
            if (meant) {
                found.add((Map<?, ?>) entry);
            }
        }));
        if (found.isEmpty() && !away.isEmpty()) {
            throw Failure.unreachable("nobody can say whether there is a " + kind + " '" + name + "' now");
        }
        if (found.isEmpty()) {
            throw Failure.refused("there is no " + kind + " '" + name + "'");
        }
        if (found.size() > 1) {
            throw Failure.refused("several are called '" + name + "': write one of "
                    + String.join(", ", found.stream().map(entry -> Json.text(entry, "id")).toList()));
        }
        return found.get(0);
    }

    /** Users and groups that options name, at least one. */
    List<Map<?, ?>> named(List<String> users, List<String> groups) {
        List<Map<?, ?>> named = new ArrayList<>();
        if (users != null) {
            users.forEach(name -> named.add(user(name)));
        }
        if (groups != null) {
            groups.forEach(name -> named.add(group(name)));
        }
        if (named.isEmpty()) {
            throw Failure.usage("say whom: --user NAME or --group NAME");
        }
        return named;
    }

    static String full(List<Map<?, ?>> principals) {
        return String.join(", ", principals.stream().map(Sallyport::full).toList());
    }

    static String id(Map<?, ?> principal) {
        return Json.text(principal, "id");
    }

    /** "Ada Lovelace (ada)", or the name alone. */
    static String full(Object principal) {
        String name = Json.text(principal, "name");
        String display = Json.text(principal, "displayName");
        return display.isEmpty() || display.equals(name) ? name : display + " (" + name + ")";
    }
}
