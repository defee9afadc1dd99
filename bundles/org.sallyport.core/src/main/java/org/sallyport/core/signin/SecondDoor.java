package org.sallyport.core.signin;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Answer;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.signin.Way;
import org.sallyport.api.store.AttemptRecord;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.Enrolment;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.session.SessionRules;
import org.sallyport.core.store.Memory;
import org.sallyport.core.throttle.Permission;
import org.sallyport.core.throttle.Throttle;

/** The answer to a challenge. Called by one thread at a time for one user. */
final class SecondDoor {

    private final Memory memory;
    private final Realms realms;
    private final Throttle throttle;
    private final SessionRules sessions;
    private final HalfWay halfWay;
    private final CodeRules codes;
    private final Events events;
    private final RefusalLog refusals;
    private final Clock clock;

    SecondDoor(Memory memory, Realms realms, Throttle throttle, SessionRules sessions, HalfWay halfWay, CodeRules codes, Events events,
            RefusalLog refusals, Clock clock) {
        this.memory = memory;
        this.realms = realms;
        this.throttle = throttle;
        this.sessions = sessions;
        this.halfWay = halfWay;
        this.codes = codes;
        this.events = events;
        this.refusals = refusals;
        this.clock = clock;
    }

    Outcome answer(SignInId id, SignInRecord signIn, Answer answer, Client client) {
        List<Enrolment> enrolments = halfWay.enrolments(signIn);
        if (!askedFor(answer, signIn, enrolments)) {
            return Refused.because(Reason.EXPIRED);
        }
        Permission permission = answer.kind().equals(Way.PASSWORD)
                ? throttle.forPassword(signIn.login(), client.address()) : throttle.forCode(signIn.user(), client.address());
        if (permission instanceof Permission.Wait wait) {
            refusals.throttled(signIn, client);
            return Refused.until(Reason.THROTTLED, wait.until());
        }
        if (permission instanceof Permission.Closed) {
            return locked(signIn, client);
        }
        Permission.Slot slot = (Permission.Slot) permission;
        try {
            return answer.kind().equals(Way.PASSWORD) ? confirmPassword(id, signIn, answer.value(), slot, client)
                    : code(signIn, enrolments, answer.value(), slot, client);
        } catch (UnavailableException e) {
            throttle.giveBack(slot);
            throw e;
        }
    }

    /** Whether this is what the challenge asks for, as it stands by now. */
    private boolean askedFor(Answer answer, SignInRecord signIn, List<Enrolment> enrolments) {
        boolean offered = switch (answer.kind() + "/" + answer.purpose()) {
            case Way.TOTP + "/" + Way.ANSWER -> !enrolments.isEmpty();
            case Way.TOTP + "/" + Way.ENROL -> enrolments.isEmpty() && signIn.pendingSecret().isPresent();
            case Way.PASSWORD + "/" + Way.CONFIRM -> enrolments.isEmpty() && signIn.pendingSecret().isEmpty();
            default -> false;
        };
        return offered && (signIn.sessionHash().isEmpty() || openSession(signIn).isPresent());
    }

    /** Lockout ends the half-authenticated sign-in (Keycloak #46164). */
    private Outcome locked(SignInRecord signIn, Client client) {
        memory.commitUnguarded(List.of(new Change.DeleteSignIns(signIn.user()), visit(signIn, Action.SIGN_IN,
                AuditEvent.Outcome.REFUSED, "locked", client)));
        return Refused.because(Reason.LOCKED);
    }

    private Outcome code(SignInRecord signIn, List<Enrolment> enrolments, String typed, Permission.Slot slot, Client client) {
        String code = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s-]", "");
        return enrolments.isEmpty() ? enrol(signIn, code, slot, client) : match(signIn, enrolments, code, slot, client);
    }

    private Outcome match(SignInRecord signIn, List<Enrolment> enrolments, String code, Permission.Slot slot, Client client) {
        boolean used = false;
        for (Enrolment enrolment : enrolments) {
            CodeRules.Match match = codes.check(enrolment, code);
            if (match instanceof CodeRules.Match.Right right) {
                return in(signIn, List.of(new Change.SaveEnrolment(right.advanced())), Action.SIGN_IN, slot, client);
            }
            used |= match instanceof CodeRules.Match.Used;
        }
        return used ? codeUsed(signIn, slot, client) : wrongCode(signIn, client);
    }

    private Outcome enrol(SignInRecord signIn, String code, Permission.Slot slot, Client client) {
        Optional<Enrolment> confirmed = codes.confirm(signIn, code);
        if (confirmed.isEmpty()) {
            return wrongCode(signIn, client);
        }
        // Other sign-ins and sessions of the user end: only one can set the factor up, and what stood before it is weaker.
        return in(signIn, List.of(new Change.DeleteSignIns(signIn.user()), new Change.DeleteSessions(signIn.user()),
                new Change.SaveEnrolment(confirmed.get())), Action.ENROL, slot, client);
    }

    /** Everything that letting somebody in writes, in one batch: whoever loses the race for it stays outside. */
    private Outcome in(SignInRecord signIn, List<Change> factor, Action action, Permission.Slot slot, Client client) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Instant> factors = new HashMap<>(signIn.factors());
        factors.put(Session.TOTP, now);
        // One's own slips of a moment ago are no news; wrong codes from before this sign-in may be somebody else's.
        int failedBefore = slot.before().filter(record -> record.firstAt().isBefore(signIn.startedAt()))
                .map(AttemptRecord::failures).orElse(0);
        SessionRules.Opening opening = signIn.sessionHash().isEmpty() ? sessions.open(signIn, factors, failedBefore, client)
                : sessions.strengthen(openSession(signIn).orElseThrow(), factors);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.FinishSignIn(signIn.idHash()));
        changes.addAll(factor);
        changes.addAll(opening.changes());
        changes.addAll(throttle.right(slot));
        changes.add(visit(signIn, action, AuditEvent.Outcome.SUCCEEDED, "password-and-code", client));
        SignedIn signedIn = new SignedIn(opening.token(), sessions.view(opening.record()));
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            throttle.giveBack(slot);
            return action == Action.ENROL ? Refused.because(Reason.EXPIRED) : codeUsedElsewhere(signIn, client);
        }
        return signedIn;
    }

    private Optional<SessionRecord> openSession(SignInRecord signIn) {
        return signIn.sessionHash().flatMap(sessions::findByHash);
    }

    private Outcome wrongCode(SignInRecord signIn, Client client) {
        memory.commitUnguarded(List.of(visit(signIn, Action.SIGN_IN, AuditEvent.Outcome.REFUSED, "wrong-code", client)));
        return Refused.because(Reason.WRONG_CODE);
    }

    private Outcome codeUsed(SignInRecord signIn, Permission.Slot slot, Client client) {
        throttle.giveBack(slot);
        return codeUsedElsewhere(signIn, client);
    }

    private Outcome codeUsedElsewhere(SignInRecord signIn, Client client) {
        memory.commitUnguarded(List.of(visit(signIn, Action.SIGN_IN, AuditEvent.Outcome.REFUSED, "code-used", client)));
        return Refused.because(Reason.CODE_USED);
    }

    private Outcome confirmPassword(SignInId id, SignInRecord signIn, String password, Permission.Slot slot, Client client) {
        char[] typed = password.toCharArray();
        Verdict verdict = typed.length == 0 ? Verdict.rejected()
                : realms.authenticate(signIn.user().realm(), signIn.login(), typed);
        if (verdict.outcome() != Verdict.Outcome.ACCEPTED || !verdict.user().orElseThrow().id().equals(signIn.user())) {
            memory.commitUnguarded(List.of(visit(signIn, Action.STEP_UP, AuditEvent.Outcome.REFUSED, "wrong-password", client)));
            return Refused.because(Reason.WRONG_CREDENTIALS);
        }
        List<Change> changes = new ArrayList<>(throttle.right(slot));
        changes.add(new Change.SaveSignIn(halfWay.passwordConfirmed(signIn)));
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            return Refused.because(Reason.EXPIRED);
        }
        return halfWay.find(id).<Outcome>map(record -> halfWay.challenge(id, record)).orElseGet(() -> Refused.because(Reason.EXPIRED));
    }

    private Change visit(SignInRecord signIn, Action action, AuditEvent.Outcome outcome, String reason, Client client) {
        Action logged = action == Action.SIGN_IN && signIn.sessionHash().isPresent() ? Action.STEP_UP : action;
        return events.visit(logged, outcome, reason, Optional.of(signIn.user()), signIn.name(), client, signIn.door());
    }
}
