package org.sallyport.doors;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.ClientAddress;
import org.sallyport.web.SessionCookies;
import org.sallyport.web.Texts;
import org.sallyport.web.Wording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reverse proxies ask, at every request, whether to let it through to an application ({@link Asked} says by which headers):
 *
 * <pre>
 * 200  through, with X-Auth-User, X-Auth-Name, X-Auth-Mail, X-Auth-Groups, and the request's Cookie without ours: to be set on
 *      the request in place of what the client sent; all five are always there
 * 302  with "?redirect", where a browser goes somewhere: to the portal, and back afterwards
 * 401  the same, without "?redirect", or where a redirect makes no sense
 * 403  not for this person, or no such application
 * 503  nobody can say now
 * </pre>
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-verify")
@HttpWhiteboardServletPattern(VerifyServlet.PATH)
public final class VerifyServlet extends HttpServlet {

    static final String PATH = "/auth/verify";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(VerifyServlet.class);

    private final transient Texts texts = new Texts(VerifyServlet.class);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Applications applications;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TwoFactorAdministration administration;

    /** What the container does, for tests. */
    VerifyServlet with(Applications theApplications, TwoFactorAdministration theAdministration) {
        applications = theApplications;
        administration = theAdministration;
        return this;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PlainAnswer answer = new PlainAnswer(response);
        Wording wording = texts.choose(request.getHeader("Accept-Language"));
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            answer.header("Allow", "GET, HEAD").say(405, "GET");
            return;
        }
        try {
            answer(Asked.of(request), request, answer, wording);
        } catch (UnfitException e) {
            answer.say(400, "unfit: " + e.getMessage());
        } catch (UnavailableException e) {
            LOG.warn("{}: {}", PATH, e.getMessage());
            answer.away(wording);
        } catch (RuntimeException e) {
            // Whatever it is, the proxy hears that nobody comes through.
            LOG.error("{} failed", PATH, e);
            answer.away(wording);
        }
    }

    private void answer(Asked asked, HttpServletRequest request, PlainAnswer answer, Wording wording)
            throws IOException, UnfitException {
        Applications all = applications;
        if (all == null) {
            throw new UnavailableException("the applications are away");
        }
        Optional<Application> application = asked.application(all);
        if (application.isEmpty()) {
            answer.say(403, wording.text("verify.unknown"));
            return;
        }
        Passage passage = passage(all, application.get(), request);
        if (passage instanceof Passage.Open open) {
            answer.header("X-Auth-User", HeaderText.of(open.name())).header("X-Auth-Name", HeaderText.of(open.displayName()))
                    .header("X-Auth-Mail", HeaderText.of(open.mail())).header("X-Auth-Groups", HeaderText.of(open.groups()))
                    .header("Cookie", HostCookies.others(request)).say(200, "");
        } else if (passage instanceof Passage.First first && away(first.outcome())) {
            answer.away(wording);
        } else if (passage instanceof Passage.First && Asked.path(asked.target()).equals(PassageServlet.GO)) {
            // We sent the browser there, taking the application's host for the portal's.
            answer.say(403, wording.text("verify.noPortal"));
        } else if (passage instanceof Passage.First && asked.navigation() && "redirect".equals(request.getQueryString())) {
            answer.header("Location", signIn(application.get(), asked)).say(302, "");
        } else if (passage instanceof Passage.First) {
            answer.say(401, wording.text("verify.signIn"));
        } else {
            answer.say(403, wording.text("verify.forbidden", application.get().name()));
        }
    }

    private static Passage passage(Applications all, Application application, HttpServletRequest request) {
        Client client = ClientAddress.client(request);
        Optional<String> child = HostCookies.read(request, HostCookies.child(application.id()));
        Optional<String> portal = HostCookies.read(request, SessionCookies.SESSION);
        if (child.isPresent()) {
            Passage passage = all.go(child.get(), application.id(), client);
            if (passage instanceof Passage.Open || portal.isEmpty()) {
                return passage;
            }
        }
        return portal.map(token -> all.enter(token, application.id(), client))
                .orElseGet(() -> new Passage.First(Outcome.Refused.because(Outcome.Reason.NO_SESSION)));
    }

    private static boolean away(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused && refused.reason() == Outcome.Reason.UNAVAILABLE;
    }

    /** Where to sign in, by the application's own address and never by what the request said of it. */
    private String signIn(Application application, Asked asked) {
        TwoFactorAdministration settings = administration;
        if (settings == null) {
            throw new UnavailableException("the administration is away");
        }
        String back = "return=" + Paths.encoded(Paths.within(application, asked.target()));
        PortalAddress portal = PortalAddress.of(settings);
        return portal.hosts(application) ? portal.page(application, PassageServlet.GO + "?application=" + application.id() + "&" + back)
                : Paths.at(application, HostServlet.START + "?" + back);
    }
}
