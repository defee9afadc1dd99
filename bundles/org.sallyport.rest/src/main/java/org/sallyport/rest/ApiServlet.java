package org.sallyport.rest;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.ApiTokens;
import org.sallyport.api.administration.ApiTokens.Admission;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.InvalidInputException;
import org.sallyport.api.administration.OutdatedException;
import org.sallyport.api.administration.SessionAdministration;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.directory.InvalidEntryException;
import org.sallyport.api.licence.LicenceStatus;
import org.sallyport.api.policy.TwoFactorPolicy;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.ClientAddress;
import org.sallyport.web.PathPrefix;
import org.sallyport.web.SallyportFace;
import org.sallyport.web.UnreadBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The administrators' face for programs at {@code /api/v1/}: who may come in, and how trouble is told. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-api")
@HttpWhiteboardServletPattern("/api/v1/*")
@SallyportFace("rest")
public final class ApiServlet extends HttpServlet {

    static final String ROOT = "/api/v1";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    private static final String BEARER = "bearer ";
    /** As much of a body that nobody wanted is read, in bytes, for the sake of the connection. */
    private static final int LONGEST_REST = 512 * 1024;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TwoFactorAdministration twoFactor;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile DirectoryAdministration directories;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile AccountAdministration accounts;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SessionAdministration sessions;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile ApiTokens tokens;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile AuditTrail trail;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TwoFactorPolicy policy;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile AccessAdministration access;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile LicenceStatus licence;

    private final transient Services services = new Services(() -> signIn, () -> twoFactor, () -> directories, () -> accounts,
            () -> sessions, () -> tokens, () -> trail, () -> policy, () -> access, () -> licence);
    /** Made when it is first needed: most starts are for people, and no program waits for them. */
    private transient volatile Table table;
    private final boolean tls;
    private final String prefix = PathPrefix.of(ApiServlet.class);

    @Activate
    public ApiServlet(BundleContext context) {
        this.tls = Boolean.parseBoolean(context.getProperty("sallyport.tls"));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        Optional<Table.Match> match = table().match(path);
        Answer answer;
        try {
            answer = answer(request, match);
        } catch (Problem e) {
            answer = e.answer();
        } catch (UnavailableException e) {
            LOG.warn("{} {}: {}", request.getMethod(), declared(request, match), e.getMessage());
            answer = Problem.away(e.getMessage()).answer();
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), declared(request, match), e);
            answer = Problem.failed().answer();
        }
        send(answer, request, response);
    }

    private Table table() {
        Table made = table;
        if (made == null) {
            // Two at once make the same.
            made = Operations.of(services);
            table = made;
        }
        return made;
    }

    /** As it was declared: what a stranger wrote there has no place in the log. */
    private static String declared(HttpServletRequest request, Optional<Table.Match> match) {
        return match.flatMap(found -> found.operation(request.getMethod())).map(Table.Operation::path).orElse("(no route)");
    }

    private Answer answer(HttpServletRequest request, Optional<Table.Match> match) {
        Optional<Table.Operation> operation = match.flatMap(found -> found.operation(request.getMethod()));
        if (operation.isPresent() && operation.get().scope().isEmpty()) {
            return carriedOut(operation.get(), new Call(request, variables(match), Optional.empty(), ""));
        }
        // Strangers do not learn what there is.
        Admission.In in = admitted(request);
        if (match.isEmpty()) {
            throw Problem.missing("nothing is at this path");
        }
        if (operation.isEmpty()) {
            throw Problem.method(match.get().allowed());
        }
        if (!in.scope().covers(operation.get().scope().orElseThrow())) {
            throw Problem.forbidden("this needs a token of the scope " + Show.word(operation.get().scope().orElseThrow())
                    + "; this one's is " + Show.word(in.scope()));
        }
        return carriedOut(operation.get(), new Call(request, variables(match), Optional.of(in.actor()), in.name()));
    }

    private static Map<String, String> variables(Optional<Table.Match> match) {
        return match.map(Table.Match::variables).orElse(Map.of());
    }

    private Admission.In admitted(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw Problem.unauthorised("Authorization: Bearer with a token from the console, or from bin/sallyport token create");
        }
        Admission admission = services.tokens().admit(header.substring(BEARER.length()).strip(), ClientAddress.client(request));
        if (admission instanceof Admission.Refused refused) {
            throw refused.retryAt().map(at -> Problem.throttled(Math.max(1, Duration.between(Instant.now(), at).toSeconds())))
                    .orElseGet(() -> Problem.unauthorised("this token is not known, has run out or was revoked, or its owner is"
                            + " no administrator any more"));
        }
        return (Admission.In) admission;
    }

    private static Answer carriedOut(Table.Operation operation, Call call) {
        try {
            return operation.handler().answer(call);
        } catch (InvalidEntryException e) {
            throw e.rule() == InvalidEntryException.Rule.TAKEN ? Problem.conflict(e.field(), e.getMessage())
                    : Problem.invalid(e.field(), e.getMessage());
        } catch (InvalidInputException e) {
            throw Problem.invalid(e.field(), e.getMessage());
        } catch (OutdatedException e) {
            throw call.saw() ? Problem.outdated(e.getMessage()) : Problem.conflict("", e.getMessage());
        } catch (IllegalArgumentException e) {
            // Only who made a cursor can tell that it is none.
            if (call.cursor().isPresent()) {
                throw Problem.request("cursor", "the 'next' of the page before");
            }
            throw e;
        }
    }

    private void send(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        UnreadBody.finish(request, response, LONGEST_REST);
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        if (tls) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        answer.headers().forEach((name, value) -> response.setHeader(name, name.equals("Location") ? prefix + value : value));
        response.setStatus(answer.status());
        byte[] body = answer.bytes();
        if (body.length > 0) {
            response.setContentType(answer.type());
            response.setContentLength(body.length);
            if (!request.getMethod().equals("HEAD")) {
                response.getOutputStream().write(body);
            }
        }
    }

    /** As one segment of a path. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
