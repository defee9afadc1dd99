package org.sallyport.core.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.Way;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.core.store.Memory;
import org.sallyport.core.store.ProductSettings;
import org.sallyport.core.store.Tokens;

/** Between the two doors: sign-ins that have the password and lack the code. All of it is in the store. */
final class HalfWay {

    /** A password older than this does not suffice to set up a second factor on an open session (ASVS 7.5.1). */
    static final Duration PASSWORD_FRESH = Duration.ofMinutes(10);

    /** A sign-in about to be half done: write {@code changes}, then show its challenge. */
    record Started(SignInId id, SignInRecord record, List<Change> changes, String reason) {
    }

    private final Memory memory;
    private final ProductSettings settings;
    private final CodeRules codes;
    private final Tokens tokens;
    private final Clock clock;

    HalfWay(Memory memory, ProductSettings settings, CodeRules codes, Tokens tokens, Clock clock) {
        this.memory = memory;
        this.settings = settings;
        this.codes = codes;
        this.tokens = tokens;
        this.clock = clock;
    }

    Optional<SignInRecord> find(SignInId id) {
        if (!Tokens.plausible(id.value())) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return memory.read(store -> store.signIns().find(Tokens.hash(id.value()))).filter(found -> now.isBefore(found.expiresAt()));
    }

    List<Enrolment> enrolments(SignInRecord record) {
        return memory.read(store -> store.enrolments().of(record.user()));
    }

    /** A sign-in whose password has just been right, not yet in the store. */
    SignInRecord record(String idHash, Principal user, String login, Door door, Client client) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new SignInRecord(idHash, user.id(), login, user.name(), user.displayName(), door.name(), client.address(),
                Map.of(Session.PASSWORD, now), now, now.plus(settings.signInLifetime()), Optional.empty(), Optional.empty(),
                Optional.empty(), 0);
    }

    Started start(Principal user, String login, Door door, Client client) {
        SignInId id = new SignInId(tokens.next());
        return started(id, record(Tokens.hash(id.value()), user, login, door, client), Optional.empty());
    }

    /** One more factor for an open session. The id follows from the session's token, so a reload finds the same challenge. */
    Started stepUp(SignInId id, SessionRecord session, Door door) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String idHash = Tokens.hash(id.value());
        long expired = memory.read(store -> store.signIns().find(idHash)).map(SignInRecord::revision).orElse(0L);
        SignInRecord record = new SignInRecord(idHash, session.user(), session.login(), session.name(), session.displayName(), door.name(),
                session.address(), session.factors(), now, now.plus(settings.signInLifetime()), Optional.empty(), Optional.empty(),
                Optional.of(session.tokenHash()), expired);
        return started(id, record, Optional.of(now));
    }

    private Started started(SignInId id, SignInRecord record, Optional<Instant> passwordMustBeFresh) {
        boolean enrolled = !enrolments(record).isEmpty();
        boolean stale = passwordMustBeFresh.isPresent() && !fresh(record, passwordMustBeFresh.get());
        SignInRecord complete = enrolled || stale ? record : withNewSecret(record);
        return new Started(id, complete, List.of(new Change.SaveSignIn(complete)), enrolled ? "code-needed" : "not-enrolled");
    }

    private static boolean fresh(SignInRecord record, Instant now) {
        Instant given = record.factors().get(Session.PASSWORD);
        return given != null && now.isBefore(given.plus(PASSWORD_FRESH));
    }

    private SignInRecord withNewSecret(SignInRecord record) {
        return new SignInRecord(record.idHash(), record.user(), record.login(), record.name(), record.displayName(), record.door(),
                record.address(), record.factors(), record.startedAt(), record.expiresAt(), Optional.of(codes.newSecret(record.user())),
                Optional.of(codes.newParameters()), record.sessionHash(), record.revision());
    }

    /** The same sign-in after its password was given again: now a secret may be shown. */
    SignInRecord passwordConfirmed(SignInRecord record) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return withNewSecret(new SignInRecord(record.idHash(), record.user(), record.login(), record.name(), record.displayName(),
                record.door(), record.address(), Map.of(Session.PASSWORD, now), record.startedAt(), record.expiresAt(), Optional.empty(),
                Optional.empty(), record.sessionHash(), record.revision()));
    }

    Challenge challenge(SignInId id, SignInRecord record) {
        List<Way> ways = new ArrayList<>();
        for (Enrolment enrolment : enrolments(record)) {
            ways.add(new Way(Way.TOTP, Way.ANSWER, Map.of("digits", "" + enrolment.parameters().digits())));
        }
        if (ways.isEmpty()) {
            ways.add(record.pendingSecret().isPresent() ? codes.enrol(record) : new Way(Way.PASSWORD, Way.CONFIRM, Map.of()));
        }
        return new Challenge(id, record.displayName(), ways, record.expiresAt());
    }
}
