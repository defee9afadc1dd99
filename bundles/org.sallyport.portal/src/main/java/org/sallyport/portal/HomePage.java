package org.sallyport.portal;

import java.util.Optional;
import org.sallyport.api.session.Session;
import org.sallyport.web.View;
import org.sallyport.web.Visit;
import org.sallyport.web.Wording;

/** What a signed-in person comes to: who they are, when they were here last, and their remote sessions. */
final class HomePage {

    private HomePage() { }

    static View of(Visit visit, Session session) {
        Wording wording = visit.wording();
        Optional<Session.Previous> previous = session.previous();
        View view = visit.view("home").title("home.title")
                .with("welcome", wording.text("home.welcome", session.displayName()))
                .with("displayName", session.displayName()).with("login", session.name())
                .with("previous", previous.map(earlier -> wording.moment(earlier.at())).orElse(null))
                .with("previousFrom", previous.map(earlier -> from(wording, earlier.address())).orElse(""))
                .with("opened", wording.moment(session.createdAt())).with("openedFrom", from(wording, session.address()))
                .with("twoFactors", session.factors().containsKey(Session.TOTP))
                .with("administrator", session.administrator());
        int wrong = session.failedCodes();
        return wrong == 0 ? view : view.warning(wrong == 1 ? "home.failed.one" : "home.failed.other", wrong);
    }

    private static String from(Wording wording, String address) {
        return address.isEmpty() ? "" : wording.text("home.from", address);
    }
}
