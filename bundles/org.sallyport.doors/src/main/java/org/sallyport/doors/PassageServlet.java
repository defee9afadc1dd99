package org.sallyport.doors;

import jakarta.servlet.Servlet;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Passage;
import org.sallyport.api.access.Passage.Code;
import org.sallyport.api.access.Passage.First;
import org.sallyport.api.access.Passage.Forbidden;
import org.sallyport.api.access.Passage.Open;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Challenge;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.SignIn;
import org.sallyport.web.FaceServlet;
import org.sallyport.web.Form;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.View;
import org.sallyport.web.Visit;

/**
 * At the portal, on the way to something that stands behind it: whoever lacks something is sent to the portal's sign-in, which brings
 * them back here; everybody else goes on.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-passage")
@HttpWhiteboardServletPattern({PassageServlet.GO, PassageServlet.LEFT, PassageServlet.LOST})
public final class PassageServlet extends FaceServlet {

    /**
     * {@code application} (its id; without one the way leads to a servlet of this container), {@code return} (a path there),
     * {@code state} (hash of what the browser holds on the application's own host), {@code door=console} for administrators only.
     */
    static final String GO = "/auth/go";
    static final String LEFT = "/auth/left";
    static final String LOST = "/auth/lost";

    /** The portal's pages take this much, and repeat it. */
    private static final int LONGEST = 1200;
    private static final String SIGN_IN = "/signin";
    /** Whatever step it is that lacks: the portal goes on to the right one. */
    private static final String STEP = "/signin/code";
    private static final long serialVersionUID = 1L;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Applications applications;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;

    /** What the container does, for tests. */
    PassageServlet with(Applications theApplications, SignIn theSignIn) {
        applications = theApplications;
        signIn = theSignIn;
        return this;
    }

    @Override
    protected void routes(Routes table) {
        table.get(GO, this::go)
                .get(LEFT, visit -> end(visit, "left").status(200))
                .get(LOST, visit -> end(visit, "lost").status(403));
    }

    /**
     * What was asked for.
     *
     * @param application id; empty for a servlet of this container
     * @param signedIn whether the browser comes from a form of the sign-in
     */
    private record Wish(String application, String back, String state, boolean console, boolean signedIn) {

        private static Wish of(Visit visit) {
            Form query = visit.query();
            return new Wish(matching(query.name("application"), "[A-Za-z0-9_-]{1,64}"), Paths.local(query.text("return", 4096)).orElse("/"),
                    matching(query.name("state"), "[A-Za-z0-9_-]{43}"), query.name("door").equals(Door.CONSOLE.name()),
                    query.name("via").equals("signin"));
        }

        private static String matching(String value, String pattern) {
            return value.matches(pattern) ? value : "";
        }

        private Door door() {
            return console ? Door.CONSOLE : GuardedContext.DOOR;
        }

        /** The same again, for coming back to once signed in. */
        private String again() {
            String rest = (application.isEmpty() ? "" : "&application=" + application) + (state.isEmpty() ? "" : "&state=" + state)
                    + (console ? "&door=" + Door.CONSOLE : "");
            String whole = GO + "?via=signin" + rest + "&return=" + Paths.encoded(back);
            return whole.length() <= LONGEST ? whole : GO + "?via=signin" + rest;
        }
    }

    private Reply go(Visit visit) {
        Wish wish = Wish.of(visit);
        Optional<String> token = visit.sessionToken();
        if (token.isEmpty()) {
            return signIn(wish);
        }
        if (wish.application.isEmpty()) {
            return inside(visit, wish, token.get());
        }
        Applications all = present(applications, "what stands behind the portal");
        Passage passage = wish.state.isEmpty() ? all.enter(token.get(), wish.application, visit.client())
                : all.code(token.get(), wish.application, wish.state, visit.client());
        if (passage instanceof Open open) {
            return elsewhere(Paths.at(open.application(), Paths.within(open.application(), wish.back)));
        }
        if (passage instanceof Code code) {
            String location = Paths.at(code.application(), HostServlet.RETURN + "?application=" + code.application().id() + "&code="
                    + Paths.encoded(code.code()) + "&return=" + Paths.encoded(Paths.within(code.application(), wish.back)));
            return wish.signedIn ? onward(visit, code.application(), location) : elsewhere(location);
        }
        if (passage instanceof First first) {
            return first(visit, wish, first.outcome());
        }
        return passage instanceof Forbidden forbidden ? refused(visit, forbidden.application()) : visit.problem(404);
    }

    /** To a servlet of this container. */
    private Reply inside(Visit visit, Wish wish, String token) {
        Outcome outcome = present(signIn, "the sign-in").admit(token, wish.door(), visit.client());
        return outcome instanceof SignedIn ? Reply.seeOther(wish.back) : first(visit, wish, outcome);
    }

    /** Another step first, which is the portal's. */
    private static Reply first(Visit visit, Wish wish, Outcome outcome) {
        if (outcome instanceof Challenge challenge) {
            visit.signInToken(challenge.id().value());
            return Reply.seeOther(STEP + "?next=" + Paths.encoded(wish.again()));
        }
        Reason reason = outcome instanceof Refused refused ? refused.reason() : Reason.UNAVAILABLE;
        return switch (reason) {
            case UNAVAILABLE, THROTTLED -> visit.problem(503).header("Retry-After", "5");
            case NOT_ADMINISTRATOR -> visit.view("refused").status(403).title("refused.title")
                    .with("why", visit.wording().text("refused.administrators"));
            default -> {
                visit.closeSession();
                yield signIn(wish);
            }
        };
    }

    private static Reply signIn(Wish wish) {
        return Reply.seeOther(SIGN_IN + "?next=" + Paths.encoded(wish.again()));
    }

    /**
     * By a page, not by a redirect: browsers count the redirects after a form as the form's own, and ours may be sent to this host
     * only.
     */
    private static Reply onward(Visit visit, Application application, String location) {
        return visit.view("onward").title("onward.title", application.name()).with("location", location)
                .with("go", visit.wording().text("onward.go", application.name())).header("Refresh", "0;url=" + location);
    }

    private static Reply refused(Visit visit, Application application) {
        return visit.view("refused").status(403).title("refused.title")
                .with("why", visit.wording().text("verify.forbidden", application.name()));
    }

    /** Where a way ended; from here the application can be opened again. */
    private View end(Visit visit, String how) {
        String id = visit.query().name("application");
        Optional<Application> application = id.isEmpty() || visit.sessionToken().isEmpty() ? Optional.empty()
                : present(applications, "what stands behind the portal").of(visit.sessionToken().get()).stream()
                        .filter(one -> one.id().equals(id)).findFirst();
        return visit.view("end").title(how + ".title").with("why", visit.wording().text(how + ".why"))
                .with("again", application.map(one -> new Again(one.address().toString(), visit.wording().text("onward.go", one.name()))));
    }

    /** A link to an application. */
    record Again(String address, String text) {
    }

    /** @param location of an application, as an administrator entered it */
    private static Reply elsewhere(String location) {
        return visit -> {
            visit.header("Location", location);
            visit.write(303, "text/plain;charset=utf-8", new byte[0]);
        };
    }
}
