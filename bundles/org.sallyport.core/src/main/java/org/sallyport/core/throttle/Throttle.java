package org.sallyport.core.throttle;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.Tokens;

/**
 * How often somebody may try (RFC 4226 §7.3, NIST SP 800-63B §3.2.2). A place is taken in the store <em>before</em> anything is
 * checked, so that a restart or a parallel attempt gets no free guess; it is given back when the answer was right, or was right
 * and merely used already.
 *
 * <p>Passwords are counted per login name, known or not, apart for every address the user has signed in from before and once for
 * all others: a stranger's guesses keep only strangers out. Codes are counted per user. Everything is counted per address.
 *
 * <p>One person has several login names ({@code alice}, {@code corp\alice}, {@code alice@example.com}), and guesses must not
 * multiply by them. So strangers' wrong passwords are counted for the account too, once it is known whom a refused login meant;
 * and while the account has had too many within a day, a stranger's <em>right</em> password is answered like a wrong one. To say
 * "wait" instead would tell which names are one person's, or that the password was right. Whoever only ever types one name meets
 * its own count first, and is told to wait.
 */
public final class Throttle {

    public static final int ADDRESS_FAILURES = 100;
    static final Duration ADDRESS_WINDOW = Duration.ofMinutes(10);

    static final String STRANGERS = "|*";
    /** Counted for where nobody was meant, so that both cost one write. */
    private static final String NOBODY = "nobody";
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Memory memory;
    private final Clock clock;

    public Throttle(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** How a login is counted: hashed, so that the table is bounded and shows no typed text. */
    public static String loginKey(String login) {
        String folded = Normalizer.normalize(login, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return Tokens.hash("login " + folded).substring(0, 32);
    }

    public static String strangers(String loginKey) {
        return loginKey + STRANGERS;
    }

    /** @param login as typed */
    public Permission forPassword(String login, String address) {
        Instant now = clock.instant();
        String key = loginKey(login);
        boolean familiar = memory.read(store -> store.attempts().knownAddress(key, Origin.network(address))).isPresent();
        String subject = familiar ? key + "|" + Origin.network(address) : strangers(key);
        Optional<AttemptRecord> stored = memory.read(store -> store.attempts().find(AttemptRecord.PASSWORD, subject));
        Optional<AttemptRecord> record = stored.filter(found -> now.isBefore(found.lastAt().plus(Backoff.PASSWORD_MEMORY)));
        if (!familiar && record.isPresent() && record.get().failures() >= Backoff.CLOSED) {
            return new Permission.Wait(record.get().lastAt().plus(Backoff.PASSWORD_MEMORY));
        }
        return reserve(AttemptRecord.PASSWORD, subject, address, record, revision(stored), now);
    }

    public Permission forCode(PrincipalId user, String address) {
        Instant now = clock.instant();
        String subject = user.toString();
        Optional<AttemptRecord> record = memory.read(store -> store.attempts().find(AttemptRecord.CODE, subject));
        if (record.isPresent() && record.get().failures() >= Backoff.CLOSED) {
            return new Permission.Closed();
        }
        return reserve(AttemptRecord.CODE, subject, address, record, revision(record), now);
    }

    /**
     * For a ticket that is none. They cannot be guessed; this keeps guessing from costing us much. Counted for the account as seen
     * from one address: who tries from elsewhere keeps nobody waiting.
     *
     * @param place an address, or what stands for it where nobody knows one
     */
    public Permission forTicket(String login, String place) {
        Instant now = clock.instant();
        String subject = loginKey(login) + "|" + Tokens.hash(Origin.network(place)).substring(0, 32);
        Optional<AttemptRecord> stored = memory.read(store -> store.attempts().find(AttemptRecord.TICKET, subject));
        Optional<AttemptRecord> record = stored.filter(found -> now.isBefore(found.lastAt().plus(Backoff.PASSWORD_MEMORY)));
        return reserve(AttemptRecord.TICKET, subject, place, record, revision(stored), now);
    }

    private Permission reserve(String factor, String subject, String address, Optional<AttemptRecord> record, long revision,
            Instant now) {
        Optional<Instant> wait = record.flatMap(found -> Backoff.blockedUntil(found, now));
        if (wait.isEmpty()) {
            wait = addressBlockedUntil(address, now);
        }
        if (wait.isPresent()) {
            return new Permission.Wait(wait.get());
        }
        AttemptRecord counted = new AttemptRecord(factor, subject, record.map(AttemptRecord::failures).orElse(0) + 1,
                record.map(AttemptRecord::firstAt).orElse(now), now, revision);
        try {
            memory.commit(List.of(new Change.SaveAttempts(counted), count(address, 1, now)));
        } catch (ConflictException e) {
            throw new UnavailableException("another node is checking the same account", e);
        }
        return new Permission.Slot(factor, subject, address, record);
    }

    /** Until when nothing is taken from an address; empty when it is. */
    public Optional<Instant> closedToAddressUntil(String address) {
        return addressBlockedUntil(address, clock.instant());
    }

    /** Something came from there that opens no door and is no attempt at anybody's. */
    public Change wrongFrom(String address) {
        return count(address, 1, clock.instant());
    }

    private Optional<Instant> addressBlockedUntil(String address, Instant now) {
        return memory.read(store -> store.attempts().find(AttemptRecord.ADDRESS, Origin.network(address)))
                .filter(record -> record.failures() >= ADDRESS_FAILURES)
                .map(record -> record.firstAt().plus(ADDRESS_WINDOW)).filter(now::isBefore);
    }

    private Change count(String address, int delta, Instant now) {
        return new Change.CountAttempts(AttemptRecord.ADDRESS, Origin.network(address), delta, now, ADDRESS_WINDOW);
    }

    /** The answer was right: failures in a row are over. For the batch that lets the person in. */
    public List<Change> right(Permission.Slot slot) {
        return List.of(new Change.DeleteAttempts(slot.factor(), slot.subject()), count(slot.address(), -1, clock.instant()));
    }

    /** The same at the first door, where strangers are counted for the account too. */
    public List<Change> right(Permission.Slot slot, PrincipalId user) {
        List<Change> changes = new ArrayList<>(right(slot));
        if (slot.stranger()) {
            changes.add(new Change.DeleteAttempts(AttemptRecord.PASSWORD, user.toString()));
        }
        return changes;
    }

    /** A stranger's password was wrong, for each of those the login may have meant. */
    public List<Change> wrong(Permission.Slot slot, Collection<PrincipalId> meant) {
        if (!slot.stranger()) {
            return List.of();
        }
        Instant now = clock.instant();
        Stream<String> subjects = meant.isEmpty() ? Stream.of(NOBODY) : meant.stream().map(PrincipalId::toString);
        return subjects.<Change>map(subject -> new Change.CountAttempts(AttemptRecord.PASSWORD, subject, 1, now, Backoff.PASSWORD_MEMORY)).toList();
    }

    /** Whether an account has had too many wrong passwords from strangers, under whatever login, for another stranger to be let in. */
    public boolean closedToStrangers(PrincipalId user, Permission.Slot slot) {
        Instant now = clock.instant();
        return slot.stranger() && memory.read(store -> store.attempts().find(AttemptRecord.PASSWORD, user.toString()))
                .filter(record -> now.isBefore(record.firstAt().plus(Backoff.PASSWORD_MEMORY)))
                .filter(record -> record.failures() >= Backoff.CLOSED || Backoff.blockedUntil(record, now).isPresent()).isPresent();
    }

    /** Nothing was learned from the attempt: it was used already, or could not be checked. As if it had not been. */
    public void giveBack(Permission.Slot slot) {
        giveBack(slot, List.of(count(slot.address(), -1, clock.instant())));
    }

    /**
     * A realm said no, and the next one could not be asked. Where nobody is known by that name to those who looked, nothing was
     * learned of any password, and it is as if the attempt had not been. Else it was a guess at somebody and stays counted: for
     * the address, and for the account. A stranger gets the login's place back all the same: "wait" to some names and
     * "unavailable" to others would tell who is known. That many guesses are too many, the account says, and silently.
     */
    public void undecided(Permission.Slot slot, Collection<PrincipalId> meant) {
        List<Change> counted = new ArrayList<>(wrong(slot, meant));
        if (meant.isEmpty()) {
            counted.add(count(slot.address(), -1, clock.instant()));
        }
        if (meant.isEmpty() || slot.stranger()) {
            giveBack(slot, counted);
        }
    }

    /** @param counted what is written with it, whether the place can be given back or not */
    private void giveBack(Permission.Slot slot, List<Change> counted) {
        Change restored = slot.before().<Change>map(before -> new Change.SaveAttempts(new AttemptRecord(slot.factor(), slot.subject(),
                before.failures(), before.firstAt(), before.lastAt(),
                revision(memory.read(store -> store.attempts().find(slot.factor(), slot.subject()))))))
                .orElseGet(() -> new Change.CountAttempts(slot.factor(), slot.subject(), -1, clock.instant(), FOR_EVER));
        List<Change> changes = new ArrayList<>(counted);
        changes.add(restored);
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            // Another node counted meanwhile: the attempt stays counted, which errs on the safe side.
            memory.commitUnguarded(counted);
        }
    }

    private static long revision(Optional<AttemptRecord> stored) {
        return stored.map(AttemptRecord::revision).orElse(0L);
    }

    public int codeFailures(PrincipalId user) {
        return memory.read(store -> store.attempts().find(AttemptRecord.CODE, user.toString())).map(AttemptRecord::failures).orElse(0);
    }

    /**
     * Everything that keeps a user waiting.
     *
     * @param logins what they may have typed for their name
     */
    public static List<Change> forgive(PrincipalId user, List<String> logins) {
        List<Change> changes = new ArrayList<>(List.of(new Change.DeleteAttempts(AttemptRecord.CODE, user.toString()),
                new Change.DeleteAttempts(AttemptRecord.PASSWORD, user.toString())));
        logins.forEach(login -> List.of(AttemptRecord.PASSWORD, AttemptRecord.TICKET)
                .forEach(factor -> changes.add(new Change.DeleteAttemptsOf(factor, loginKey(login) + "|"))));
        return changes;
    }
}
