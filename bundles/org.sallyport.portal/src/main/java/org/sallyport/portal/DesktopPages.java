package org.sallyport.portal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Ticket;
import org.sallyport.api.session.Session;
import org.sallyport.web.Reply;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** A remote desktop: a file that opens it, and a one-time ticket to paste where it asks for the password. */
final class DesktopPages {

    static final String PATH = "/desktop/{id}";
    static final String FILE = PATH + "/file";

    private static final int STANDARD_PORT = 3389;

    private final Supplier<Applications> applications;
    private final Clock clock;

    DesktopPages(Supplier<Applications> applications, Clock clock) {
        this.applications = applications;
        this.clock = clock;
    }

    static String address(Application application) {
        return PATH.replace("{id}", application.id());
    }

    private Optional<Application> desktop(Visit visit) {
        return applications.get().of(visit.sessionToken().orElse("")).stream()
                .filter(one -> one.id().equals(visit.variable("id")) && one.kind() == Application.Kind.REMOTE_DESKTOP).findFirst();
    }

    Reply page(Visit visit, Session session) {
        return desktop(visit).<Reply>map(one -> view(visit, session, one)).orElseGet(() -> visit.problem(404));
    }

    private static View view(Visit visit, Session session, Application desktop) {
        return visit.view("desktop").title("desktop.title").with("name", desktop.name()).with("host", host(desktop))
                .with("login", session.name()).with("action", address(desktop)).with("file", address(desktop) + "/file");
    }

    /** Shown this once: it is kept as a hash only. */
    Reply ticket(Visit visit, Session session) {
        Optional<Application> desktop = desktop(visit);
        Optional<Ticket> ticket = desktop.flatMap(one ->
                applications.get().ticket(visit.sessionToken().orElse(""), one.id(), visit.client()));
        if (desktop.isEmpty()) {
            return visit.problem(404);
        }
        if (ticket.isEmpty()) {
            return view(visit, session, desktop.get()).error("desktop.none").status(409);
        }
        long seconds = Math.max(1, Duration.between(clock.instant(), ticket.get().expiresAt()).toSeconds());
        Wording wording = visit.wording();
        return view(visit, session, desktop.get()).with("ticket", ticket.get().secret())
                .with("life", wording.count("desktop.life", seconds, desktop.get().name()));
    }

    Reply file(Visit visit, Session session) {
        Optional<Application> desktop = desktop(visit);
        if (desktop.isEmpty()) {
            return visit.problem(404);
        }
        byte[] file = encoded(text(desktop.get(), session.name()));
        String name = desktop.get().name().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|-+$", "");
        return to -> {
            to.header("Content-Disposition", "attachment; filename=\"" + (name.isEmpty() ? "desktop" : name) + ".rdp\"");
            to.write(200, "application/x-rdp", file);
        };
    }

    private static String host(Application desktop) {
        int port = desktop.address().getPort();
        return desktop.address().getHost() + (port < 0 || port == STANDARD_PORT ? "" : ":" + port);
    }

    /** No password in it, and nothing that could be a line of its own. */
    static String text(Application desktop, String login) {
        return "full address:s:" + host(desktop) + "\r\nusername:s:" + login.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "")
                + "\r\nprompt for credentials:i:1\r\nauthentication level:i:2\r\n";
    }

    /** As Windows writes such files where plain ASCII does not suffice. */
    private static byte[] encoded(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text) ? text.getBytes(StandardCharsets.US_ASCII)
                : ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
    }
}
