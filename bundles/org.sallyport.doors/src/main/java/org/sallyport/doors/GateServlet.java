package org.sallyport.doors;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.sallyport.api.access.AccessDecisions;
import org.sallyport.api.access.Decision;
import org.sallyport.api.access.Decision.Reason;
import org.sallyport.api.access.Gate;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.ClientAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where gates ask whether somebody may come in. {@code POST /access/decide} with {@code channel}, {@code login}, {@code address}
 * (may be empty) and {@code nonce}; {@code POST /access/redeem} with a {@code ticket} besides; form-encoded, with
 * {@code Authorization: Bearer KEY}. The answer is plain text:
 *
 * <pre>
 * 200  allow NONCE         403  refuse NONCE          503  refuse NONCE           401  unknown gate
 *      reason: ticket           reason: unknown            reason: unavailable    429  too many wrong keys
 * </pre>
 *
 * <p>The reason is {@link Reason} in lower case with hyphens. A question no gate of ours asks is 400, 405, 413 or 415 with a line
 * that says why. Only the first line of a 200 that repeats this question's nonce is a yes: no page of a captive portal and no
 * answer out of a cache can be one. Keys cross a network under TLS only: without it, none but this host is listened to.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-gates")
@HttpWhiteboardServletPattern({GateServlet.DECIDE, GateServlet.REDEEM})
public final class GateServlet extends HttpServlet {

    static final String DECIDE = "/access/decide";
    static final String REDEEM = "/access/redeem";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(GateServlet.class);
    private static final String BEARER = "bearer ";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile AccessDecisions decisions;

    private final transient WrongKeys wrongKeys;

    @Activate
    public GateServlet() {
        this(Clock.systemUTC());
    }

    GateServlet(Clock clock) {
        wrongKeys = new WrongKeys(clock);
    }

    /** What the container does, for tests. */
    GateServlet with(AccessDecisions theDecisions) {
        decisions = theDecisions;
        return this;
    }

    private record Answer(int status, String text) {

        private static Answer of(Question question, Reason reason, boolean allowed) {
            int status = allowed ? 200 : reason == Reason.UNAVAILABLE ? 503 : 403;
            return new Answer(status, (allowed ? "allow " : "refuse ") + question.nonce() + "\nreason: "
                    + reason.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\n");
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer;
        try {
            answer = answer(request);
        } catch (UnfitException e) {
            answer = new Answer(e.status(), "unfit: " + e.getMessage() + "\n");
        }
        byte[] text = answer.text.getBytes(StandardCharsets.US_ASCII);
        response.setStatus(answer.status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        switch (answer.status) {
            case 401 -> response.setHeader("WWW-Authenticate", "Bearer realm=\"gates\"");
            case 405 -> response.setHeader("Allow", "POST");
            case 413 -> response.setHeader("Connection", "close");
            case 429 -> response.setHeader("Retry-After", Long.toString(WrongKeys.WINDOW.toSeconds()));
            default -> { }
        }
        response.setContentType("text/plain;charset=us-ascii");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }

    private Answer answer(HttpServletRequest request) throws IOException, UnfitException {
        byte[] body = Question.body(request);
        if (!request.getMethod().equals("POST")) {
            throw new UnfitException(405, "POST");
        }
        if (!request.isSecure() && !ClientAddress.isLoopback(request)) {
            throw new UnfitException(400, "only over TLS, or from this host");
        }
        String key = key(request);
        String address = ClientAddress.of(request);
        if (!wrongKeys.mayTry(address, key)) {
            return new Answer(429, "too many wrong keys\n");
        }
        Question question = Question.of(body, REDEEM.equals(request.getServletPath()));
        try {
            AccessDecisions deciding = decisions;
            if (deciding == null) {
                throw new UnavailableException("the decisions are away");
            }
            Optional<Gate> gate = deciding.gate(key);
            if (gate.isEmpty()) {
                if (wrongKeys.wrong(address, key)) {
                    LOG.warn("a gate at {} has a key that is none of ours", address);
                }
                return new Answer(401, "unknown gate\n");
            }
            wrongKeys.right(key);
            Decision decision = question.ticket().isEmpty() ? deciding.decide(gate.get(), question.knock())
                    : deciding.redeem(gate.get(), question.knock(), question.ticket());
            return Answer.of(question, decision.reason(), decision.allowed());
        } catch (UnavailableException e) {
            LOG.warn("{}: {}", request.getServletPath(), e.getMessage());
            return Answer.of(question, Reason.UNAVAILABLE, false);
        } catch (RuntimeException e) {
            // Whatever it is, the gate hears what it can make use of.
            LOG.error("{} failed", request.getServletPath(), e);
            return Answer.of(question, Reason.UNAVAILABLE, false);
        }
    }

    /** As the gate sent it; empty when it sent none. */
    private static String key(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? header.substring(BEARER.length()).strip() : "";
    }
}
