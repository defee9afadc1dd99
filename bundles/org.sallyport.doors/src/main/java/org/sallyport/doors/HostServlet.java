package org.sallyport.doors;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
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
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.ClientAddress;
import org.sallyport.web.Texts;
import org.sallyport.web.Wording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Sallyport answers on an application's own host, where the proxy passes {@code /.sallyport/} on to it:
 *
 * <pre>
 * start?return=PATH             sets out for the portal, with a state that only this browser knows
 * return?application=&code=     comes back from there: the code is exchanged for a session of this host
 * leave                         ends the sessions of this host
 * </pre>
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-host")
@HttpWhiteboardServletPattern("/.sallyport/*")
public final class HostServlet extends HttpServlet {

    static final String START = "/.sallyport/start";
    static final String RETURN = "/.sallyport/return";
    static final String LEAVE = "/.sallyport/leave";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(HostServlet.class);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Set<String> FIELDS = Set.of("return", "application", "code");

    private final transient Texts texts = new Texts(HostServlet.class);
    private final transient SecureRandom random;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Applications applications;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TwoFactorAdministration administration;

    @Activate
    public HostServlet() {
        this(new SecureRandom());
    }

    HostServlet(SecureRandom random) {
        this.random = random;
    }

    /** What the container does, for tests. */
    HostServlet with(Applications theApplications, TwoFactorAdministration theAdministration) {
        applications = theApplications;
        administration = theAdministration;
        return this;
    }

    /** One request, with what is needed to answer it. */
    private record Call(HttpServletRequest request, HttpServletResponse response, PlainAnswer answer, Wording wording, String host,
            Fields fields, Applications applications, PortalAddress portal) {

        /** The application that the return path leads into. */
        private Optional<Application> application() throws UnfitException {
            Optional<String> path = Paths.local(fields.text("return", 8192));
            return applications.at(host, path.map(Asked::path).orElse("/"));
        }

        private String back(Application application) throws UnfitException {
            return Paths.within(application, fields.text("return", 8192));
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PlainAnswer answer = new PlainAnswer(response);
        Wording wording = texts.choose(request.getHeader("Accept-Language"));
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            answer.header("Allow", "GET, HEAD").say(405, wording.text("problem.405.text"));
            return;
        }
        String path = request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
        try {
            Call call = call(request, response, answer, wording);
            switch (path) {
                case START -> start(call);
                case RETURN -> comeBack(call);
                case LEAVE -> leave(call);
                default -> answer.say(404, wording.text("problem.404.text"));
            }
        } catch (UnfitException e) {
            answer.say(400, wording.text("problem.400.text"));
        } catch (UnavailableException e) {
            LOG.warn("/.sallyport/: {}", e.getMessage());
            answer.away(wording);
        } catch (RuntimeException e) {
            LOG.error("/.sallyport/ failed", e);
            answer.away(wording);
        }
    }

    private Call call(HttpServletRequest request, HttpServletResponse response, PlainAnswer answer, Wording wording) throws UnfitException {
        Applications all = applications;
        TwoFactorAdministration settings = administration;
        if (all == null || settings == null) {
            throw new UnavailableException("the applications are away");
        }
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        return new Call(request, response, answer, wording, Asked.host(request), new Fields(query.getBytes(StandardCharsets.UTF_8), FIELDS),
                all, PortalAddress.of(settings));
    }

    private void start(Call call) throws IOException, UnfitException {
        Optional<Application> found = call.application();
        if (found.isEmpty()) {
            call.answer.say(404, call.wording.text("verify.unknown"));
            return;
        }
        Application application = found.get();
        String go = PassageServlet.GO + "?application=" + application.id() + "&return=" + Paths.encoded(call.back(application));
        if (call.portal.hosts(application)) {
            call.answer.seeOther(call.portal.page(application, go));
            return;
        }
        // One state for all tabs that set out at a time: the second must not spoil the first one's way back.
        String state = HostCookies.read(call.request, HostCookies.STATE).orElseGet(this::newState);
        HostCookies.set(call.response, HostCookies.STATE, state);
        call.answer.seeOther(call.portal.page(application, go + "&state=" + hash(state)));
    }

    private void comeBack(Call call) throws IOException, UnfitException {
        Optional<Application> found = call.application();
        if (found.isEmpty()) {
            call.answer.say(404, call.wording.text("verify.unknown"));
            return;
        }
        Application application = found.get();
        String code = call.fields.text("code", 200);
        boolean other = !call.fields.text("application", 100).equals(application.id());
        // A code that came to the wrong place or browser is used up there, too.
        Passage passage = call.applications.exchange(code, application.id(),
                other ? "" : HostCookies.read(call.request, HostCookies.STATE).orElse(""), ClientAddress.client(call.request));
        if (passage instanceof Passage.Child child) {
            HostCookies.set(call.response, HostCookies.child(application.id()), child.token());
            HostCookies.remove(call.response, HostCookies.STATE);
            call.answer.seeOther(Paths.at(application, call.back(application)));
        } else if (passage instanceof Passage.First first && first.outcome() instanceof Outcome.Refused refused
                && refused.reason() == Reason.UNAVAILABLE) {
            call.answer.away(call.wording);
        } else if (isIn(call, application)) {
            // Another tab was first, or the page was loaded again.
            call.answer.seeOther(Paths.at(application, call.back(application)));
        } else {
            call.answer.seeOther(call.portal.page(application, PassageServlet.LOST + "?application=" + application.id()));
        }
    }

    private static boolean isIn(Call call, Application application) {
        return HostCookies.read(call.request, HostCookies.child(application.id()))
                .map(token -> call.applications.go(token, application.id(), ClientAddress.client(call.request)))
                .filter(Passage.Open.class::isInstance).isPresent();
    }

    private void leave(Call call) throws IOException, UnfitException {
        // Nobody is signed out by a picture on somebody else's page.
        if ("cross-site".equals(call.request.getHeader("Sec-Fetch-Site"))) {
            call.answer.say(403, call.wording.text("problem.403.text"));
            return;
        }
        Map<String, String> children = HostCookies.children(call.request);
        children.values().forEach(token -> call.applications.leave(token, ClientAddress.client(call.request)));
        Optional<Application> application = call.application();
        for (String id : children.keySet()) {
            if (id.matches("[A-Za-z0-9_-]{1,64}")) {
                HostCookies.remove(call.response, HostCookies.child(id));
            }
        }
        if (application.isEmpty()) {
            call.answer.say(200, call.wording.text("left.title"));
        } else {
            call.answer.seeOther(call.portal.page(application.get(), call.portal.hosts(application.get()) ? "/"
                    : PassageServlet.LEFT + "?application=" + application.get().id()));
        }
    }

    private String newState() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    static String hash(String state) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every Java", e);
        }
    }
}
