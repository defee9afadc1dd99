package org.sallyport.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.sallyport.api.administration.Actor;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.Way;
import org.sallyport.web.Reply;
import org.sallyport.web.View;
import org.sallyport.web.Visit;

/** Asks at every request whether the visitor may be here, and sends whoever may not where they can go on. */
final class Admission {

    static final String HOME = "/console/";

    private Admission() { }

    /** Empty for an administrator, who is then remembered as {@link Session} and {@link Actor}; else what to answer. */
    static Optional<Reply> ask(SignIn doors, Visit visit) {
        String back = visit.request().getMethod().equals("POST") ? HOME : visit.path();
        Optional<String> token = visit.sessionToken();
        if (token.isEmpty()) {
            return Optional.of(Reply.seeOther(signIn("", back)));
        }
        Outcome outcome = doors.admit(token.get(), Door.CONSOLE, visit.client());
        if (outcome instanceof Outcome.SignedIn in) {
            visit.remember(Session.class, in.session());
            visit.remember(Actor.class, Actor.of(in.session(), visit.client(), Door.CONSOLE));
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Challenge challenge) {
            visit.signInToken(challenge.id().value());
            return Optional.of(Reply.seeOther(signIn(step(challenge.ways().get(0)), back)));
        }
        return Optional.of(switch (((Outcome.Refused) outcome).reason()) {
            case NOT_ADMINISTRATOR -> noEntry(visit);
            case UNAVAILABLE -> visit.problem(503);
            default -> Reply.seeOther(signIn("", back));
        });
    }

    /** The portal's page for this way to go on, by the end of its path. */
    static String step(Way way) {
        return switch (way.purpose()) {
            case Way.ENROL -> "/enrol";
            case Way.CONFIRM -> "/confirm";
            default -> "/code";
        };
    }

    static String signIn(String step, String back) {
        return "/signin" + step + "?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    private static View noEntry(Visit visit) {
        return visit.problem(403).title("entry.title")
                .with("heading", visit.wording().text("entry.title"))
                .with("explanation", visit.wording().text("entry.text"));
    }

    /** Who acts; present in every handler, because {@link #ask} let them in. */
    static Actor actor(Visit visit) {
        return visit.recall(Actor.class).orElseThrow();
    }
}
