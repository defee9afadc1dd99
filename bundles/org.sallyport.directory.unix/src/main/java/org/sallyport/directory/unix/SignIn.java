package org.sallyport.directory.unix;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.directory.Verdict.Outcome;
import org.sallyport.directory.unix.Passwords.Answer;

/** Checks names and passwords: PAM is asked for everybody, known or not, and every refusal takes the same time. */
final class SignIn {

    /** Whom PAM is asked about where there is nobody to ask about, so that root's password cannot be guessed by the clock. */
    static final String NOBODY = "sallyport-nobody-at-all";

    /** PAM takes no longer answer. */
    private static final int LONGEST_PASSWORD = 511;

    private final People people;
    private final NameService names;
    private final Host host;
    private final Desk desk;
    private final Pace pace;

    SignIn(People people, NameService names, Host host, Desk desk, Pace pace) {
        this.people = people;
        this.names = names;
        this.host = host;
        this.desk = desk;
        this.pace = pace;
    }

    Verdict check(String login, char[] password) throws DirectoryException {
        long begun = System.nanoTime();
        Verdict verdict = verdict(login, password);
        if (verdict.outcome() == Outcome.REJECTED) {
            pace.even(begun);
        }
        return verdict;
    }

    /** Whose name it is; empty for a name of nobody, or of an account that is no person's. */
    Optional<Account> account(String login) throws DirectoryException {
        if (!People.presentable(login)) {
            // Of no use to the host, which may still be out of reach.
            names.account(0);
            return Optional.empty();
        }
        Optional<Account> found = names.account(login).filter(people::person);
        // Two names of one number are one person, and only the first of them is kept.
        return found.isEmpty() ? found : names.account(found.get().uid()).filter(first -> first.name().equals(found.get().name()));
    }

    /** How PAM answers for a name that nobody has. */
    Answer nobody() throws DirectoryException {
        host.readiness().require();
        return ask(NOBODY, "a password of nobody".getBytes(StandardCharsets.US_ASCII));
    }

    private Verdict verdict(String login, char[] password) throws DirectoryException {
        host.readiness().require();
        Optional<Account> account = account(login);
        // Told without looking at the name, so it tells nothing about it.
        byte[] bytes = bytes(password);
        if (bytes.length == 0 || bytes.length > LONGEST_PASSWORD) {
            Arrays.fill(bytes, (byte) 0);
            return Verdict.rejected();
        }
        String name = account.map(Account::name).orElse(NOBODY);
        host.readiness().require(name);
        Answer answer = ask(name, bytes);
        return account.isEmpty() ? Verdict.rejected() : verdict(answer, account.get());
    }

    private Verdict verdict(Answer answer, Account account) {
        Principal user = people.principal(account);
        if (answer == Answer.WRONG) {
            return Verdict.rejected();
        }
        if (answer == Answer.CLOSED) {
            return Verdict.rejected(Verdict.LOCKED_UNSEEN);
        }
        if (user.disabled()) {
            return Verdict.barred(Outcome.DISABLED, user);
        }
        return switch (answer) {
            case RIGHT -> Verdict.accepted(user);
            case EXPIRED -> Verdict.barred(Outcome.EXPIRED, user);
            case MUST_CHANGE -> Verdict.barred(Outcome.MUST_CHANGE, user);
            case LOCKED -> Verdict.barred(Outcome.LOCKED, user);
            case NOT_NOW -> Verdict.barred(Outcome.NOT_NOW, user);
            case WRONG, CLOSED -> Verdict.rejected();
        };
    }

    private Answer ask(String name, byte[] password) throws DirectoryException {
        try {
            return desk.ask(() -> host.passwords().check(name, password));
        } catch (Desk.Busy e) {
            // Else who was asked has cleared it, or will when it comes back.
            Arrays.fill(password, (byte) 0);
            throw e;
        }
    }

    /** UTF-8; nothing for what cannot be a password: the host's end at a NUL. */
    private static byte[] bytes(char[] password) {
        for (char c : password) {
            if (c == 0) {
                return new byte[0];
            }
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password));
            byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
            Arrays.fill(encoded.array(), (byte) 0);
            return bytes;
        } catch (CharacterCodingException e) {
            return new byte[0];
        }
    }
}
