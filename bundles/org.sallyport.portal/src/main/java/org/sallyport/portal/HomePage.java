package org.sallyport.portal;

import java.util.List;
import java.util.Optional;
import org.sallyport.api.access.Application;
import org.sallyport.api.session.Session;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** What a signed-in person comes to: who they are, when they were here last, and what they may open from here. */
final class HomePage {

    private HomePage() { }

    /**
     * What can be opened, as the page shows it.
     *
     * @param href where the application is, or the page about the desktop
     */
    record Tile(String href, String sign, String name, String what) {

        static Tile of(Wording wording, Application application) {
            boolean web = application.kind() == Application.Kind.WEB;
            String sign = Application.ICONS.contains(application.icon()) ? application.icon() : web ? "globe" : "screen";
            return new Tile(web ? application.address().toString() : DesktopPages.address(application), sign, application.name(),
                    web ? application.address().getRawAuthority() : wording.text("home.apps.desktop"));
        }
    }

    /** @param applications that this person may open */
    static View of(Visit visit, Session session, List<Application> applications) {
        Wording wording = visit.wording();
        Optional<Session.Previous> previous = session.previous();
        View view = visit.view("home").title("home.title")
                .with("welcome", wording.text("home.welcome", session.displayName()))
                .with("displayName", session.displayName()).with("login", session.name())
                .with("previous", previous.map(earlier -> wording.moment(earlier.at())).orElse(null))
                .with("previousFrom", previous.map(earlier -> from(wording, earlier.address())).orElse(""))
                .with("opened", wording.moment(session.createdAt())).with("openedFrom", from(wording, session.address()))
                .with("twoFactors", session.factors().containsKey(Session.TOTP))
                .with("tiles", applications.stream().map(one -> Tile.of(wording, one)).toList()).with("hasTiles", !applications.isEmpty())
                .with("administrator", session.administrator());
        int wrong = session.failedCodes();
        return wrong == 0 ? view : view.warning(wrong == 1 ? "home.failed.one" : "home.failed.other", wrong);
    }

    private static String from(Wording wording, String address) {
        return address.isEmpty() ? "" : wording.text("home.from", address);
    }
}
