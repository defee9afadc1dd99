package org.sallyport.directory.unix;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import org.sallyport.api.directory.DirectoryException;

/** A process that checks one password and says what came of it, to be run as somebody else than root. */
final class Probe {

    private Probe() {
    }

    /** @param arguments login and password */
    public static void main(String[] arguments) {
        UnixDirectory directory = new UnixDirectory(new UnixSettings(new People("host", 1_000, 59_999, Set.of()), "sallyport", 2,
                Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ZERO), Clock.systemUTC());
        try {
            System.out.println(directory.authenticate(arguments[0], arguments[1].toCharArray()).outcome());
        } catch (DirectoryException e) {
            System.out.println(e.getMessage());
        }
        directory.examine().forEach(finding -> System.out.println(finding.level() + " " + finding.text()));
    }
}
