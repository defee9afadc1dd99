package org.sallyport.directory.unix;

import java.util.ArrayList;
import java.util.List;

import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Finding;
import org.sallyport.directory.unix.Passwords.Answer;

/** Tries what sign-in relies on. */
final class Examination {

    private final Host host;
    private final NameService names;
    private final Census census;
    private final SignIn signIn;
    private final String service;

    Examination(Host host, NameService names, Census census, SignIn signIn, String service) {
        this.host = host;
        this.names = names;
        this.census = census;
        this.signIn = signIn;
        this.service = service;
    }

    /** One thing that is tried. */
    @FunctionalInterface
    private interface Try {
        Finding found() throws DirectoryException;
    }

    /** What must be so before anybody can sign in. Asks no password and lists nobody. */
    List<Finding> ofTheHost() {
        List<Finding> findings = new ArrayList<>();
        findings.add(trying(() -> {
            host.readiness().require();
            return Finding.good("PAM can be used, and its service '" + service + "' is there.");
        }));
        findings.add(trying(() -> {
            host.readiness().require(SignIn.NOBODY);
            return Finding.good("This process may check the passwords of others.");
        }));
        findings.add(trying(() -> {
            names.account(SignIn.NOBODY);
            return Finding.good("Users come from " + String.join(", ", host.sources().of("passwd")) + ", groups from "
                    + String.join(", ", host.sources().of("group")) + ", and they answer.");
        }));
        return findings;
    }

    /** What a sign-in and the picker would find. */
    List<Finding> ofTheAccounts() {
        return List.of(trying(this::listed), trying(this::refused));
    }

    private Finding listed() throws DirectoryException {
        Census.Count count = census.now();
        String found = "The host lists " + count.people().size() + " people who can sign in and " + count.groups().size() + " groups";
        if (!host.sources().complete("passwd") || !host.sources().complete("group")) {
            return Finding.doubtful(found + "; it may know more than it lists, and they are found by their whole name only.");
        }
        return count.people().isEmpty() ? Finding.doubtful(found + ": see uid.min, uid.max and shells.disabled.") : Finding.good(found + ".");
    }

    private Finding refused() throws DirectoryException {
        Answer answer = signIn.nobody();
        return answer == Answer.WRONG || answer == Answer.CLOSED
                ? Finding.good("PAM refuses a name that nobody has.")
                : Finding.bad("PAM service '" + service + "' lets in a name that nobody has: its lines accept every password.");
    }

    private static Finding trying(Try attempt) {
        try {
            return attempt.found();
        } catch (DirectoryException e) {
            String text = e.getMessage();
            return Finding.bad(Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".");
        }
    }
}
