package org.sallyport.webconsole;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.Outcome;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.api.signin.Outcome.SignedIn;
import org.sallyport.api.signin.Sessions;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.ClientAddress;
import org.sallyport.web.SessionCookies;

/**
 * Who comes into the Web Console: whoever would come into Sallyport's own. The launcher tells the Web Console to stay shut without this
 * provider, and gives it a password that nobody has, so that its own name and password never open it.
 */
@Component(service = SecurityProvider.class, property = SecurityProvider.PROPERTY_ID + "=" + AdministratorsOnly.ID)
@ServiceRanking(Integer.MAX_VALUE)
public final class AdministratorsOnly implements SecurityProvider {

    /** What the launcher names as the provider without which the Web Console stays shut. */
    static final String ID = "org.sallyport.webconsole";

    private static final String ROOT = "/system/console";
    private static final int LONGEST = 800;
    private static final String REMOVED = SessionCookies.SESSION + "=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile SignIn signIn;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Sessions sessions;

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        Outcome outcome = token(request).map(token -> admit(token, request)).orElseGet(() -> Refused.because(Reason.NO_SESSION));
        boolean reading = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (outcome instanceof SignedIn signedIn) {
            // Its forms carry no token of their own.
            if (reading || fromHere(request)) {
                return signedIn.session();
            }
            return refused(response, 403);
        }
        if (outcome instanceof Refused refused && refused.reason() == Reason.UNAVAILABLE) {
            return refused(response, 503);
        }
        String mode = request.getHeader("Sec-Fetch-Mode");
        if (!reading || mode != null && !mode.equals("navigate")) {
            return refused(response, 401);
        }
        response.setStatus(303);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", "/auth/go?door=" + Door.CONSOLE + "&return=" + URLEncoder.encode(target(request), StandardCharsets.UTF_8));
        return null;
    }

    private Outcome admit(String token, HttpServletRequest request) {
        SignIn doors = signIn;
        return doors == null ? Refused.because(Reason.UNAVAILABLE) : doors.admit(token, Door.CONSOLE, ClientAddress.client(request));
    }

    /** Administrators may do everything there. */
    @Override
    public boolean authorize(Object user, String role) {
        return true;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        Sessions open = sessions;
        try {
            if (open == null) {
                throw new UnavailableException("the sessions are away");
            }
            token(request).ifPresent(token -> open.end(token, ClientAddress.client(request)));
        } catch (UnavailableException e) {
            refused(response, 503);
            return;
        }
        response.addHeader("Set-Cookie", REMOVED);
        response.setStatus(303);
        response.setHeader("Location", "/?done=signed-out");
    }

    /** @return null: nobody */
    private static Object refused(HttpServletResponse response, int status) {
        try {
            response.sendError(status);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean fromHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }

    private static String target(HttpServletRequest request) {
        String target = request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        return target.length() > LONGEST ? ROOT : target;
    }

    private static Optional<String> token(HttpServletRequest request) {
        Cookie[] sent = request.getCookies();
        if (sent != null) {
            for (Cookie cookie : sent) {
                if (cookie.getName().equals(SessionCookies.SESSION) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
