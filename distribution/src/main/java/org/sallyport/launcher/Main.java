package org.sallyport.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The command {@code sallyport}. */
public final class Main {

    private Main() {
    }

    /** Exits with 0, with 1 if the circumstances forbid, with 2 if options or configuration make no sense. */
    public static void main(String[] arguments) {
        int exitCode = 0;
        try {
            Options options = Options.parse(List.of(arguments));
            switch (options.command()) {
                case HELP -> System.out.print(help());
                case VERSION -> System.out.println("Sallyport " + Distribution.here().version());
                case RUN -> new Run(options, Distribution.here(), defaultHome(), System.out).run();
            }
        } catch (Refusal e) {
            System.err.println("sallyport: " + e.getMessage());
            exitCode = e.exitCode();
        } catch (InterruptedException e) {
            exitCode = 1;
        } catch (RuntimeException e) {
            System.err.println("sallyport: cannot start: " + e);
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    /** Neither the working directory, which changes, nor the distribution, which an upgrade replaces. */
    private static Path defaultHome() {
        String home = System.getenv("SALLYPORT_HOME");
        return home == null || home.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".sallyport")
                : Path.of(home).toAbsolutePath().normalize();
    }

    private static String help() {
        try (InputStream in = Main.class.getResourceAsStream("help.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
