package org.sallyport.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What was asked for on the command line; what was not asked for is null or false.
 *
 * @param command     what to do
 * @param port        0 to 65535, 0 for any free port, or null
 * @param host        the address to listen on, or null
 * @param home        where all state lives, or null
 * @param tls         whether https was asked for
 * @param certificate a PEM file, given if and only if the key is
 * @param key         a PEM file, given if and only if the certificate is
 * @param demo        whether sample users and groups are to be loaded
 */
record Options(Command command, Integer port, String host, Path home, boolean tls, Path certificate, Path key,
        boolean demo) {

    enum Command { HELP, VERSION, RUN }

    private static final String HINT = "; see 'sallyport --help'";

    /** @throws Refusal if the arguments make no sense */
    static Options parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h")) {
            return of(Command.HELP);
        }
        String command = arguments.get(0);
        return switch (command) {
            case "help" -> of(Command.HELP);
            case "version", "--version" -> of(Command.VERSION);
            case "run" -> parseRun(arguments.subList(1, arguments.size()).iterator());
            default -> throw Refusal.usage("unknown command '" + command + "'; allowed: run, version, help");
        };
    }

    private static Options parseRun(Iterator<String> arguments) {
        Integer port = null;
        String host = null;
        Path home = null;
        boolean tls = false;
        Path certificate = null;
        Path key = null;
        boolean demo = false;
        while (arguments.hasNext()) {
            Map.Entry<String, String> argument = split(arguments.next());
            String option = argument.getKey();
            switch (option) {
                case "--port" -> port = port("option --port", value(argument, arguments));
                case "--host" -> host = value(argument, arguments);
                case "--home" -> home = path(argument, arguments);
                case "--cert" -> certificate = path(argument, arguments);
                case "--key" -> key = path(argument, arguments);
                case "--tls" -> tls = flag(argument);
                case "--demo" -> demo = flag(argument);
                default -> throw Refusal.usage("unknown option '" + option + "'" + HINT);
            }
        }
        if ((certificate == null) != (key == null)) {
            throw Refusal.usage(certificate == null
                    ? "option --key needs option --cert with the certificate it belongs to"
                    : "option --cert needs option --key with the private key of the certificate");
        }
        return new Options(Command.RUN, port, host, home, tls, certificate, key, demo);
    }

    /** @param where what the message names as the culprit */
    static int port(String where, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as a number out of range.
        }
        throw Refusal.usage(where + ": '" + text + "' is not a port; allowed: 0 to 65535 (0: any free port)");
    }

    private static Options of(Command command) {
        return new Options(command, null, null, null, false, null, null, false);
    }

    private static Map.Entry<String, String> split(String argument) {
        int equals = argument.indexOf('=');
        return argument.startsWith("--") && equals > 0
                ? Map.entry(argument.substring(0, equals), argument.substring(equals + 1))
                : Map.entry(argument, "");
    }

    private static String value(Map.Entry<String, String> argument, Iterator<String> rest) {
        String value = argument.getValue();
        if (value.isEmpty() && rest.hasNext()) {
            value = rest.next();
        }
        if (value.isEmpty() || value.startsWith("--")) {
            throw Refusal.usage("option " + argument.getKey() + " needs a value" + HINT);
        }
        return value;
    }

    private static Path path(Map.Entry<String, String> argument, Iterator<String> rest) {
        String value = value(argument, rest);
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw Refusal.usage("option " + argument.getKey() + ": '" + value + "' is not a path");
        }
    }

    private static boolean flag(Map.Entry<String, String> argument) {
        if (!argument.getValue().isEmpty()) {
            throw Refusal.usage("option " + argument.getKey() + " takes no value" + HINT);
        }
        return true;
    }
}
