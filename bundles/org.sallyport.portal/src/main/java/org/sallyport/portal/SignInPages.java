package org.sallyport.portal;

import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sallyport.api.signin.Attempt;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.Sessions;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.SignInId;
import org.sallyport.web.Reply;
import org.sallyport.web.View;
import org.sallyport.web.Visit;

/** The first door: the form for name and password, and where it leads. Signing out, too. */
final class SignInPages {

    static final String FORM = "/signin";

    private final Supplier<SignIn> signIn;
    private final Supplier<Sessions> sessions;
    private final StepPages steps;
    private final Clock clock;

    SignInPages(Supplier<SignIn> signIn, Supplier<Sessions> sessions, StepPages steps, Clock clock) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.steps = steps;
        this.clock = clock;
    }

    /** The form; whoever is signed in already goes on. */
    Reply form(Visit visit) {
        Next next = Next.of(visit.query().text("next", Next.LONGEST));
        return arrive(visit, next, signedIn -> Reply.seeOther(next.path()));
    }

    /** Somebody comes: what a session makes possible, else the form. */
    Reply arrive(Visit visit, Next next, Function<SignedIn, Reply> in) {
        SignIn doors = signIn.get();
        Optional<String> token = visit.sessionToken();
        if (token.isEmpty()) {
            return doors.readiness().ready() ? told(visit, form(visit, next, "")) : closed(visit);
        }
        Outcome outcome = doors.admit(token.get(), next.door(), visit.client());
        if (outcome instanceof SignedIn signedIn) {
            return in.apply(signedIn);
        }
        if (outcome instanceof Challenge challenge) {
            return steps.onTo(visit, challenge, next);
        }
        return switch (((Refused) outcome).reason()) {
            case UNAVAILABLE -> closed(visit);
            case NOT_ADMINISTRATOR -> form(visit, next, "").notice("refused.NOT_ADMINISTRATOR");
            default -> {
                visit.closeSession();
                yield form(visit, next, "").notice("signin.ended");
            }
        };
    }

    Reply begin(Visit visit) {
        String name = visit.form().name("username");
        Next next = Next.of(visit.form().text("next", Next.LONGEST));
        char[] password = visit.form().password("password");
        Outcome outcome;
        try {
            outcome = signIn.get().begin(new Attempt(name, password, next.door(), visit.client(), visit.sessionToken()));
        } finally {
            Arrays.fill(password, '\0');
        }
        if (outcome instanceof SignedIn signedIn) {
            visit.openSession(signedIn.token());
            return Reply.seeOther(next.path());
        }
        if (outcome instanceof Challenge challenge) {
            // Core has ended the session that this browser held.
            visit.closeSession();
            visit.signInToken(challenge.id().value());
            return steps.onTo(visit, challenge, next);
        }
        return Refusal.of((Refused) outcome, clock).on(form(visit, next, name), visit.wording());
    }

    /** From the second door back to the first: the sign-in under way is forgotten; where a session had to be stepped up, that ends. */
    Reply again(Visit visit) {
        Next next = Next.of(visit.form().text("next", Next.LONGEST));
        visit.signInToken().ifPresent(token -> signIn.get().abandon(new SignInId(token)));
        visit.removeSignInToken();
        end(visit);
        return Reply.seeOther(next.by(FORM));
    }

    Reply signOut(Visit visit) {
        end(visit);
        return Reply.seeOther("/?done=signed-out");
    }

    private void end(Visit visit) {
        visit.sessionToken().ifPresent(token -> sessions.get().end(token, visit.client()));
        visit.closeSession();
    }

    /** The form after the second door closed for good. */
    Reply refused(Visit visit, Next next, Refusal refusal) {
        return refusal.on(form(visit, next, ""), visit.wording());
    }

    private View form(Visit visit, Next next, String name) {
        return visit.view("sign-in").title("signin.title").with("username", name).with("next", next.field());
    }

    private static View told(Visit visit, View form) {
        if (visit.query().name("why").equals("expired")) {
            return form.notice("refused." + Reason.EXPIRED);
        }
        return form.done();
    }

    /** Nobody can sign in now; why is in the log. */
    static View closed(Visit visit) {
        return visit.problem(503).titleText(visit.wording().text("closed.title"))
                .with("heading", visit.wording().text("closed.title")).with("explanation", visit.wording().text("closed.text"));
    }
}
