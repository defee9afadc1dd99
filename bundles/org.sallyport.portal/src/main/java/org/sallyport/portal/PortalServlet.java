package org.sallyport.portal;

import jakarta.servlet.Servlet;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.sallyport.api.administration.FirstAdministrator;
import org.sallyport.api.session.Session;
import org.sallyport.api.session.Sessions;
import org.sallyport.api.signin.SignIn;
import org.sallyport.web.FaceServlet;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.SallyportFace;
import org.sallyport.web.View;
import org.sallyport.web.Visit;

/** The users' face: sign in, set a phone up, home. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-portal")
@HttpWhiteboardServletPattern("/*")
@SallyportFace("portal")
public final class PortalServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Sessions sessions;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile FirstAdministrator firstAdministrator;

    private final transient Clock clock;

    @Activate
    public PortalServlet() {
        this(Clock.systemUTC());
    }

    PortalServlet(Clock clock) {
        this.clock = clock;
    }

    /** What the container does, for tests. */
    PortalServlet with(SignIn theSignIn, Sessions theSessions, FirstAdministrator theFirstAdministrator) {
        signIn = theSignIn;
        sessions = theSessions;
        firstAdministrator = theFirstAdministrator;
        return this;
    }

    @Override
    protected void routes(Routes routes) {
        StepPages steps = new StepPages(() -> present(signIn, "the sign-in"), clock);
        SignInPages doors = new SignInPages(() -> present(signIn, "the sign-in"), () -> present(sessions, "the sessions"), steps, clock);
        SetupPages setup = new SetupPages(() -> present(firstAdministrator, "the first administrator's way in"));
        routes.get("/", visit -> doors.arrive(visit, Next.HOME, signedIn -> home(visit, signedIn.session())))
                .get(SignInPages.FORM, doors::form)
                .post(SignInPages.FORM, doors::begin)
                .post("/signin/again", doors::again)
                .post("/signout", doors::signOut)
                .get("/setup/done", setup::done)
                .get("/setup/{token}", setup::show)
                .post("/setup/{token}", setup::answer);
        for (Step step : Step.values()) {
            routes.get(step.path(), visit -> steps.show(visit, step))
                    .post(step.path(), visit -> steps.answer(visit, step, doors));
        }
    }

    @Override
    protected void furnish(View view, Visit visit) {
        visit.recall(Session.class).ifPresent(session -> {
            view.signedIn(session.displayName(), "/signout");
            if (session.administrator()) {
                view.nav("nav.home", "/").nav("nav.console", "/console/");
            }
        });
    }

    private static Reply home(Visit visit, Session session) {
        visit.remember(Session.class, session);
        return HomePage.of(visit, session);
    }
}
