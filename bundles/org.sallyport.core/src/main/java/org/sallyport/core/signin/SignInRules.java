package org.sallyport.core.signin;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.audit.AuditEvent.Action;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.signin.Answer;
import org.sallyport.api.signin.Attempt;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.api.store.Change;
import org.sallyport.api.store.ConflictException;
import org.sallyport.api.store.SessionRecord;
import org.sallyport.api.store.SignInRecord;
import org.sallyport.api.store.Store;
import org.sallyport.core.audit.Events;
import org.sallyport.core.directory.Realms;
import org.sallyport.core.directory.UndecidedException;
import org.sallyport.core.health.ReadinessRules;
import org.sallyport.core.policy.PolicyRules;
import org.sallyport.core.session.SessionRules;
import org.sallyport.core.store.Memory;
import org.sallyport.core.throttle.Locks;
import org.sallyport.core.throttle.Permission;
import org.sallyport.core.throttle.Throttle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The order of the doors: first the password, then, where the policy says so, a code. */
final class SignInRules implements SignIn {

    private static final Logger LOG = LoggerFactory.getLogger(SignInRules.class);
    /** Longer names are not looked up: nobody has one (the web kit refuses them earlier, other faces may not). */
    private static final int LONGEST_LOGIN = 200;

    private final Memory memory;
    private final Realms realms;
    private final PolicyRules policy;
    private final Throttle throttle;
    private final Locks locks;
    private final SessionRules sessions;
    private final HalfWay halfWay;
    private final StepUp stepUp;
    private final SecondDoor secondDoor;
    private final RefusalLog refusals;
    private final Events events;
    private final ReadinessRules readiness;

    SignInRules(Memory memory, Realms realms, PolicyRules policy, Throttle throttle, Locks locks, SessionRules sessions,
            HalfWay halfWay, StepUp stepUp, SecondDoor secondDoor, RefusalLog refusals, Events events, ReadinessRules readiness) {
        this.memory = memory;
        this.realms = realms;
        this.policy = policy;
        this.throttle = throttle;
        this.locks = locks;
        this.sessions = sessions;
        this.halfWay = halfWay;
        this.stepUp = stepUp;
        this.secondDoor = secondDoor;
        this.refusals = refusals;
        this.events = events;
        this.readiness = readiness;
    }

    /** Trouble closes the door, says so in the log once, and in plain words to the person. */
    private static Outcome closedOnTrouble(Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (UnavailableException e) {
            LOG.warn("Sign-in is closed for the moment: {}", e.getMessage());
            LOG.debug("What stands behind it", e);
            return Refused.because(Reason.UNAVAILABLE);
        }
    }

    @Override
    public Outcome begin(Attempt attempt) {
        String login = Normalizer.normalize(attempt.login(), Normalizer.Form.NFC).strip();
        if (login.isEmpty() || login.length() > LONGEST_LOGIN || attempt.password().length == 0) {
            return Refused.because(Reason.WRONG_CREDENTIALS);
        }
        return closedOnTrouble(() -> {
            readiness.requireOpen();
            return locks.alone(Throttle.loginKey(login), () -> firstDoor(login, attempt));
        });
    }

    private Outcome firstDoor(String login, Attempt attempt) {
        Client client = attempt.client();
        Permission permission = throttle.forPassword(login, client.address());
        if (permission instanceof Permission.Wait wait) {
            refusals.throttled(login, attempt.door(), client);
            return Refused.until(Reason.THROTTLED, wait.until());
        }
        Permission.Slot slot = (Permission.Slot) permission;
        Footing footing = footing();
        Checked checked = check(login, attempt, slot);
        if (checked.verdict().outcome() == Verdict.Outcome.REJECTED) {
            checked.shutOut().ifPresentOrElse(user -> refusals.closedToStrangers(user, slot, attempt.door(), client),
                    () -> refusals.wrongCredentials(checked.verdict(), login, slot, attempt.door(), client));
            return Refused.because(Reason.WRONG_CREDENTIALS);
        }
        try {
            return rightPassword(checked.verdict(), login, attempt, slot, footing);
        } catch (UnavailableException e) {
            // Trouble behind the right password is nobody's failure.
            throttle.giveBack(slot);
            throw e;
        }
    }

    /** What the directories say of a password, and who is rejected although it was right. */
    private record Checked(Verdict verdict, Optional<Principal> shutOut) {
    }

    private Checked check(String login, Attempt attempt, Permission.Slot slot) {
        List<Principal> shutOut = new ArrayList<>();
        try {
            // Whoever is shut out gets what a wrong password gets: any other answer would tell a guesser that this was the one.
            Verdict verdict = realms.authenticate(login, attempt.password(),
                    user -> throttle.closedToStrangers(user.id(), slot) && shutOut.add(user));
            return new Checked(verdict, shutOut.stream().findFirst());
        } catch (UndecidedException e) {
            // Else a realm that is away would give free guesses at another one.
            refusals.undecided(e, login, slot, attempt.door(), attempt.client());
            throw e;
        } catch (UnavailableException e) {
            throttle.giveBack(slot);
            throw e;
        }
    }

    private Outcome rightPassword(Verdict verdict, String login, Attempt attempt, Permission.Slot slot, Footing footing) {
        Client client = attempt.client();
        Principal user = verdict.user().orElseThrow();
        List<Change> changes = new ArrayList<>(throttle.right(slot, user.id()));
        if (verdict.outcome() != Verdict.Outcome.ACCEPTED) {
            String reason = "account-" + verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
            changes.add(visit(AuditEvent.Outcome.REFUSED, reason, user, attempt));
            memory.commitUnguarded(changes);
            return Refused.because(barred(verdict.outcome()));
        }
        attempt.replaces().flatMap(sessions::find).ifPresent(old -> changes.add(new Change.DeleteSession(old.tokenHash())));
        boolean secondFactor = policy.requirement(user.id(), attempt.door()).secondFactor();
        requireStill(footing, user.id());
        // What is handed out is made before it is written: once it is durable, nothing can go wrong any more.
        Outcome outcome;
        if (secondFactor) {
            HalfWay.Started started = halfWay.start(user, login, attempt.door(), client);
            changes.addAll(started.changes());
            changes.add(visit(AuditEvent.Outcome.CHALLENGED, started.reason(), user, attempt));
            outcome = halfWay.challenge(started.id(), started.record());
        } else {
            SignInRecord record = halfWay.record("", user, login, attempt.door(), client);
            SessionRules.Opening opening = sessions.open(record, record.factors(), throttle.codeFailures(user.id()), client);
            changes.addAll(opening.changes());
            changes.add(visit(AuditEvent.Outcome.SUCCEEDED, "password-only", user, attempt));
            outcome = new SignedIn(opening.token(), sessions.view(opening.record()));
        }
        commitFresh(changes);
        return outcome;
    }

    private static Reason barred(Verdict.Outcome outcome) {
        return switch (outcome) {
            case EXPIRED -> Reason.ACCOUNT_EXPIRED;
            case MUST_CHANGE -> Reason.PASSWORD_EXPIRED;
            case LOCKED -> Reason.ACCOUNT_LOCKED;
            case NOT_NOW -> Reason.NOT_NOW;
            case DISABLED, ACCEPTED, REJECTED -> Reason.ACCOUNT_DISABLED;
        };
    }

    private Change visit(AuditEvent.Outcome outcome, String reason, Principal user, Attempt attempt) {
        return events.visit(Action.SIGN_IN, outcome, reason, Optional.of(user.id()), user.name(), attempt.client(), attempt.door().name());
    }

    /** What a decision stands on: what one store or directory says must not be joined to what another one says. */
    private record Footing(Store store, List<Realms.Offered> directories) {
    }

    private Footing footing() {
        return new Footing(memory.store(), realms.standing());
    }

    private void requireStill(Footing footing, PrincipalId user) {
        if (memory.store() != footing.store() || !realms.still(user.realm(), footing.directories())) {
            throw new UnavailableException("the store or the directory was replaced while somebody signed in");
        }
    }

    /** Nothing here can have been there before; if it was, randomness is broken, and nobody gets in. */
    private void commitFresh(List<Change> changes) {
        try {
            memory.commit(changes);
        } catch (ConflictException e) {
            throw new UnavailableException("a new token was not new: " + e.getMessage(), e);
        }
    }

    @Override
    public Outcome answer(SignInId id, Answer answer, Client client) {
        return closedOnTrouble(() -> {
            readiness.requireOpen();
            Optional<SignInRecord> found = halfWay.find(id);
            if (found.isEmpty()) {
                return Refused.because(Reason.EXPIRED);
            }
            return locks.alone(found.get().user().toString(), () -> halfWay.find(id)
                    .map(record -> secondDoor.answer(id, record, answer, client)).orElseGet(() -> Refused.because(Reason.EXPIRED)));
        });
    }

    @Override
    public Outcome resume(SignInId id) {
        return closedOnTrouble(() -> {
            readiness.requireOpen();
            return halfWay.find(id).<Outcome>map(record -> halfWay.challenge(id, record))
                    .orElseGet(() -> Refused.because(Reason.EXPIRED));
        });
    }

    @Override
    public void abandon(SignInId id) {
        try {
            Optional<SignInRecord> underWay = halfWay.find(id);
            if (underWay.isPresent()) {
                memory.commit(List.of(new Change.FinishSignIn(underWay.get().idHash())));
            }
        } catch (UnavailableException | ConflictException e) {
            // Gone already, or it will run out by itself.
            LOG.debug("A sign-in under way could not be forgotten", e);
        }
    }

    @Override
    public Outcome admit(String token, Door door, Client client) {
        return closedOnTrouble(() -> {
            readiness.requireOpen();
            Footing footing = footing();
            Optional<SessionRecord> found = sessions.find(token);
            if (found.isEmpty()) {
                return Refused.because(Reason.NO_SESSION);
            }
            SessionRecord session = found.get();
            if (policy.current(session.user()).filter(user -> !user.disabled()).isEmpty()) {
                memory.commitUnguarded(List.of(new Change.DeleteSessions(session.user())));
                return Refused.because(Reason.NO_SESSION);
            }
            if (door.equals(Door.CONSOLE) && !policy.administrator(session.user())) {
                return Refused.because(Reason.NOT_ADMINISTRATOR);
            }
            if (!PolicyRules.suffices(policy.requirement(session.user(), door), session.factors().keySet())) {
                return stepUp.challenge(token, session, door, client);
            }
            requireStill(footing, session.user());
            sessions.seen(session);
            return new SignedIn(token, sessions.view(session));
        });
    }

    @Override
    public Readiness readiness() {
        return readiness.readiness();
    }
}
