package org.sallyport.portal;

import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.sallyport.api.access.Applications;
import org.sallyport.api.administration.FirstAdministrator;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Sessions;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.FaceServlet;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.SallyportFace;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' face: sign in, set a phone up, home. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-portal")
@HttpWhiteboardServletPattern("/*")
@SallyportFace("portal")
public final class PortalServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PortalServlet.class);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Sessions sessions;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile FirstAdministrator firstAdministrator;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Applications applications;

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

    /** For tests: the same with these applications. */
    PortalServlet with(Applications theApplications) {
        applications = theApplications;
        return this;
    }

    @Override
    protected void routes(Routes routes) {
        StepPages steps = new StepPages(() -> present(signIn, "the sign-in"), clock);
        SignInPages doors = new SignInPages(() -> present(signIn, "the sign-in"), () -> present(sessions, "the sessions"), steps, clock);
        SetupPages setup = new SetupPages(() -> present(firstAdministrator, "the first administrator's way in"));
        DesktopPages desktops = new DesktopPages(() -> present(applications, "the applications"), clock);
        routes.get("/", visit -> doors.arrive(visit, Next.HOME, in -> signedIn(visit, in.session(), this::home)))
                .get(DesktopPages.PATH, visit -> doors.arrive(visit, Next.HOME, in -> signedIn(visit, in.session(), desktops::page)))
                .post(DesktopPages.PATH, visit -> doors.arrive(visit, Next.HOME, in -> signedIn(visit, in.session(), desktops::ticket)))
                .get(DesktopPages.FILE, visit -> doors.arrive(visit, Next.HOME, in -> signedIn(visit, in.session(), desktops::file)))
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

    private static Reply signedIn(Visit visit, Session session, BiFunction<Visit, Session, Reply> page) {
        visit.remember(Session.class, session);
        return page.apply(visit, session);
    }

    /** Also while nobody can say what stands behind the portal. */
    private Reply home(Visit visit, Session session) {
        Applications present = applications;
        try {
            if (present != null) {
                return HomePage.of(visit, session, present.of(visit.sessionToken().orElse("")));
            }
        } catch (UnavailableException e) {
            LOG.warn("The applications cannot be shown for the moment: {}", e.getMessage());
        }
        return HomePage.of(visit, session, List.of()).warning("home.apps.away");
    }
}
