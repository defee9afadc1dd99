package org.sallyport.doors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.ClientAddress;
import org.sallyport.web.PathPrefix;
import org.sallyport.web.SessionCookies;
import org.sallyport.web.Texts;
import org.sallyport.web.Wording;

/**
 * The servlet context whose servlets stand behind the two factors: a servlet, filter or resource of any bundle that selects it
 * ({@code osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=org.sallyport.guarded)}) is reached by people who are
 * signed in at the portal with what the policy asks of them at the door {@code container}, and by nobody else. The servlet finds the
 * login name as {@code getRemoteUser()}, and the session as the attribute {@value #SESSION}. While this bundle is away, the context
 * is, and its servlets are not served at all.
 */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = GuardedContext.NAME, path = "/")
@ServiceRanking(0)
public final class GuardedContext extends ServletContextHelper {

    static final String NAME = "org.sallyport.guarded";
    static final Door DOOR = new Door("container");
    /** Request attribute: the {@link Session}. */
    static final String SESSION = "org.sallyport.session";

    private final Texts texts = new Texts(GuardedContext.class);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile SignIn signIn;

    /** Resources are those of the bundle that selects the context. */
    @Activate
    public GuardedContext(ComponentContext context) {
        super(context.getUsingBundle());
    }

    GuardedContext(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Wording wording = texts.choose(request.getHeader("Accept-Language"));
        Optional<String> token = HostCookies.read(request, SessionCookies.SESSION);
        Outcome outcome;
        try {
            outcome = token.isEmpty() ? Refused.because(Reason.NO_SESSION) : admit(token.get(), request);
        } catch (UnavailableException e) {
            outcome = Refused.because(Reason.UNAVAILABLE);
        }
        if (outcome instanceof SignedIn signedIn) {
            request.setAttribute(ServletContextHelper.REMOTE_USER, signedIn.session().name());
            request.setAttribute(ServletContextHelper.AUTHENTICATION_TYPE, "Sallyport");
            request.setAttribute(SESSION, signedIn.session());
            return true;
        }
        PlainAnswer answer = new PlainAnswer(response);
        if (outcome instanceof Refused refused && (refused.reason() == Reason.UNAVAILABLE || refused.reason() == Reason.THROTTLED)) {
            answer.away(wording);
        } else if (navigation(request)) {
            answer.seeOther(PathPrefix.of(GuardedContext.class) + PassageServlet.GO + "?return=" + Paths.encoded(Paths.local(target(request)).orElse("/")));
        } else {
            answer.say(401, wording.text("verify.signIn"));
        }
        return false;
    }

    private Outcome admit(String token, HttpServletRequest request) {
        SignIn doors = signIn;
        if (doors == null) {
            throw new UnavailableException("the sign-in is away");
        }
        return doors.admit(token, DOOR, ClientAddress.client(request));
    }

    /** Whether a browser goes there: to anything else a page to sign in at is no use. */
    private static boolean navigation(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return request.getMethod().equals("GET") && (mode == null || mode.equals("navigate"));
    }

    private static String target(HttpServletRequest request) {
        return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }
}
