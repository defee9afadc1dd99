package org.sallyport.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** Where new passwords come from: a file, standard input, the person, or chance; never an argument, which others can see. */
final class Passwords {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 5;
    private static final int IN_GROUP = 5;

    private Passwords() {
    }

    static String read(Optional<Path> file, String whose) {
        try {
            if (file.isPresent()) {
                String line = file.get().toString().equals("-")
                        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine()
                        : Files.readString(file.get()).lines().findFirst().orElse("");
                return line == null ? "" : line;
            }
        } catch (IOException e) {
            throw Failure.usage("option --password-file: " + file.get() + " cannot be read");
        }
        Console console = System.console();
        if (console == null) {
            throw Failure.usage("say where the password is: --password-file FILE (- for standard input), or --generate");
        }
        char[] first = console.readPassword("New password of %s: ", whose);
        char[] again = console.readPassword("Again: ");
        if (first == null || again == null || !Arrays.equals(first, again)) {
            throw Failure.refused("the two are not the same; nothing was done");
        }
        return new String(first);
    }

    /** Some 120 bits, in groups that can be read out. */
    static String generated() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * IN_GROUP; i++) {
            if (i > 0 && i % IN_GROUP == 0) {
                password.append('-');
            }
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
