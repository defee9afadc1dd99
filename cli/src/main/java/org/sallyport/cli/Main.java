package org.sallyport.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import picocli.CommandLine;

/** Entry point of every command but {@code run}. */
public final class Main {

    private Main() {
    }

    /** Exits with 0 when it is done, 1 when it was refused, 2 for wrong use, 3 when the server cannot be reached. */
    public static void main(String[] arguments) {
        // The name of the server goes into the Host header, its address into the connection.
        System.setProperty("sun.net.http.allowRestrictedHeaders", "true");
        if (Boolean.getBoolean("sallyport.archiving")) {
            loadAll();
        }
        System.exit(execute(arguments));
    }

    /** The help for a command that there is not would be the help for all of them: it is said that there is none. */
    private static int execute(String[] arguments) {
        boolean unknown = arguments.length > 0 && !arguments[0].startsWith("-") && !commands().containsKey(arguments[0]);
        String[] meant = unknown ? new String[] {arguments[0]} : arguments;
        return commandLine(meant).execute(meant);
    }

    /** What any command may need, for the archive of loaded classes that is written when this one ends. */
    private static void loadAll() {
        commandLine().getUsageMessage();
        for (String scheme : List.of("http", "https")) {
            try {
                new Server(new Address(URI.create(scheme + "://127.0.0.1:1"), "none", "", "none"))
                        .post("/", Json.object("a", Json.read("[{}]")));
            } catch (Failure | IOException e) {
                // Nothing is there.
            }
        }
        try {
            SSLEngine engine = Pinned.context("").createSSLEngine();
            engine.setUseClientMode(true);
            engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (SSLException e) {
            // Nobody greets back.
        }
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("status", StatusCommands.Show::new);
        commands.put("enable", StatusCommands.Enable::new);
        commands.put("disable", StatusCommands.Disable::new);
        commands.put("members", MemberCommands::new);
        commands.put("users", UserCommands::new);
        commands.put("groups", GroupCommands::new);
        commands.put("reset", PeopleCommands.Reset::new);
        commands.put("unlock", PeopleCommands.Unlock::new);
        commands.put("left-behind", LeftBehindCommands::new);
        commands.put("why", PeopleCommands.Why::new);
        commands.put("sessions", SessionCommands::new);
        commands.put("log", LogCommand::new);
        commands.put("settings", SettingCommands::new);
        commands.put("administrators", AdministratorCommands::new);
        commands.put("directories", DirectoryCommands::new);
        commands.put("doors", DoorCommands::new);
        commands.put("channels", ChannelCommands::new);
        commands.put("gates", GateCommands::new);
        commands.put("applications", ApplicationCommands::new);
        commands.put("token", TokenCommands::new);
        commands.put("recover-admin", PeopleCommands.RecoverAdmin::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /** @param arguments what will be executed: only commands that are named there are looked at; without any, all of them are there */
    static CommandLine commandLine(String... arguments) {
        Map<String, Supplier<Object>> commands = commands();
        Set<String> named = Set.of(Arrays.stream(arguments).distinct().toArray(String[]::new));
        if (commands.keySet().stream().anyMatch(named::contains)) {
            commands.keySet().retainAll(named);
        }
        CommandLine commandLine = new CommandLine(new Sallyport());
        commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
        return commandLine
                .setParameterExceptionHandler((e, given) -> {
                    PrintWriter err = e.getCommandLine().getErr();
                    if (Arrays.stream(given).anyMatch(word -> word.equals("--token") || word.startsWith("--token="))) {
                        // Without the word itself, which may be a token: it has been seen enough.
                        err.println("sallyport: a token is no argument, because others see those: --token-file FILE,"
                                + " or SALLYPORT_TOKEN in the environment");
                        err.flush();
                        return Failure.USAGE;
                    }
                    boolean unknown = e instanceof CommandLine.UnmatchedArgumentException
                            && e.getCommandLine().getParent() == null && !given[0].startsWith("-");
                    err.println("sallyport: " + Table.plain(unknown ? "unknown command '" + given[0] + "'" : String.valueOf(e.getMessage())) + "; see 'sallyport help"
                            + e.getCommandLine().getCommandSpec().qualifiedName(" ").replaceFirst("^sallyport", "") + "'");
                    err.flush();
                    return Failure.USAGE;
                })
                .setExecutionExceptionHandler((e, failed, result) -> {
                    PrintWriter err = failed.getErr();
                    err.println("sallyport: " + Table.plain(e instanceof Failure ? e.getMessage() : e.toString()));
                    err.flush();
                    return e instanceof Failure failure ? failure.exitCode() : Failure.REFUSED;
                });
    }
}
