package org.sallyport.portal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.api.signin.Answer;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.SignInId;
import org.sallyport.api.signin.Way;
import org.sallyport.web.Reply;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second door: the code, the activation of a phone, the password once more. */
final class StepPages {

    private static final Logger LOG = LoggerFactory.getLogger(StepPages.class);
    private static final int GROUP = 4;

    private final Supplier<SignIn> signIn;
    private final Clock clock;

    StepPages(Supplier<SignIn> signIn, Clock clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    /** Sends the browser to the page of a challenge. */
    Reply onTo(Visit visit, Challenge challenge, Next next) {
        Optional<Step> step = Step.of(challenge);
        if (step.isEmpty()) {
            LOG.warn("the portal has no page for any of the ways {}", challenge.ways());
            return SignInPages.closed(visit);
        }
        return Reply.seeOther(next.by(step.get().path()));
    }

    Reply show(Visit visit, Step step) {
        Next next = Next.of(visit.query().text("next", Next.LONGEST));
        Outcome standing = standing(visit, next);
        if (standing instanceof Challenge challenge) {
            return step.in(challenge).<Reply>map(way -> page(visit, step, challenge, way, next))
                    .orElseGet(() -> onTo(visit, challenge, next));
        }
        return elsewhere(visit, standing, next);
    }

    Reply answer(Visit visit, Step step, SignInPages firstDoor) {
        Next next = Next.of(visit.form().text("next", Next.LONGEST));
        Outcome standing = standing(visit, next);
        if (!(standing instanceof Challenge challenge)) {
            return elsewhere(visit, standing, next);
        }
        String value = step == Step.CONFIRM ? new String(visit.form().password("password")) : visit.form().code("code");
        Outcome outcome = signIn.get().answer(challenge.id(), new Answer(step.kind(), step.purpose(), value), visit.client());
        if (outcome instanceof Challenge more) {
            if (!stepUp(visit)) {
                visit.signInToken(more.id().value());
            }
            return onTo(visit, more, next);
        }
        if (!(outcome instanceof Refused refused)) {
            return elsewhere(visit, outcome, next);
        }
        Refusal refusal = Refusal.of(refused, clock);
        return switch (refused.reason()) {
            case WRONG_CODE, CODE_USED, WRONG_CREDENTIALS, THROTTLED -> refusedAt(visit, step, refusal, next);
            case LOCKED, ACCOUNT_DISABLED, ACCOUNT_EXPIRED, PASSWORD_EXPIRED, ACCOUNT_LOCKED, NOT_NOW -> {
                visit.removeSignInToken();
                yield firstDoor.refused(visit, next, refusal);
            }
            default -> elsewhere(visit, refused, next);
        };
    }

    /** The same page once more, with what was wrong. */
    private Reply refusedAt(Visit visit, Step step, Refusal refusal, Next next) {
        Optional<Challenge> challenge = Optional.of(standing(visit, next)).filter(Challenge.class::isInstance).map(Challenge.class::cast);
        Optional<Way> way = challenge.flatMap(step::in);
        if (way.isPresent()) {
            View page = page(visit, step, challenge.get(), way.get(), next).with("wrong", true);
            boolean password = refusal.key().endsWith(Reason.WRONG_CREDENTIALS.name());
            return (password ? new Refusal(refusal.status(), "confirm.wrong", 0) : refusal).on(page, visit.wording());
        }
        return elsewhere(visit, Refused.because(Reason.EXPIRED), next);
    }

    /** What stands open for this browser: a sign-in under way, or a session that may lack a factor. */
    private Outcome standing(Visit visit, Next next) {
        SignIn doors = signIn.get();
        Outcome underWay = visit.signInToken().map(token -> doors.resume(new SignInId(token)))
                .orElseGet(() -> Refused.because(Reason.EXPIRED));
        boolean none = underWay instanceof Refused refused && refused.reason() == Reason.EXPIRED;
        return none && stepUp(visit) ? doors.admit(visit.sessionToken().get(), next.door(), visit.client()) : underWay;
    }

    /** Whether a session is to be stepped up: a sign-in from the start ends the session that this browser held. */
    private static boolean stepUp(Visit visit) {
        return visit.sessionToken().isPresent();
    }

    /** For whoever has no business at the second door. */
    private Reply elsewhere(Visit visit, Outcome outcome, Next next) {
        if (outcome instanceof SignedIn signedIn) {
            visit.openSession(signedIn.token());
            return Reply.seeOther(next.path());
        }
        Reason reason = ((Refused) outcome).reason();
        if (reason == Reason.UNAVAILABLE) {
            return SignInPages.closed(visit);
        }
        visit.removeSignInToken();
        return Reply.seeOther(next.by(reason == Reason.EXPIRED ? SignInPages.FORM + "?why=expired" : SignInPages.FORM));
    }

    private View page(Visit visit, Step step, Challenge challenge, Way way, Next next) {
        View view = visit.view(step.template()).title(step.template() + ".title").with("name", challenge.name())
                .with("greeting", visit.wording().text("step.greeting", challenge.name()))
                .with("next", next.field()).with("stepUp", stepUp(visit)).with("console", stepUp(visit) && next.door().equals(Door.CONSOLE)).with("wrong", false);
        return switch (step) {
            case CODE -> view.with("hint", visit.wording().text("code.hint", digits(way)));
            case ENROL -> enrol(visit, view, way);
            case CONFIRM -> view;
        };
    }

    private static View enrol(Visit visit, View view, Way way) {
        Map<String, String> data = way.data();
        String uri = data.get("uri");
        return view.with("uri", uri).with("key", data.get("key")).with("groups", groups(data.get("key")))
                .with("byHand", visit.wording().text("enrol.byHand", data.get("issuer"), data.get("account")))
                .with("codeLabel", visit.wording().text("enrol.code", digits(way)))
                // The label is one of our own texts; a test sees that it needs no escaping.
                .with("qr", QrCode.svg(uri, visit.wording().text("enrol.qr")));
    }

    private static int digits(Way way) {
        return Integer.parseInt(way.data().get("digits"));
    }

    /** A key in groups of four, as people read and type it. */
    static List<String> groups(String key) {
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < key.length(); from += GROUP) {
            groups.add(key.substring(from, Math.min(key.length(), from + GROUP)));
        }
        return groups;
    }
}
