package org.sallyport.doors;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.Passage;
import org.sallyport.api.access.Ticket;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Client;
import org.sallyport.api.signin.Outcome;

/** Two applications, and whatever passage a test wants. */
final class FakeApplications implements Applications {

    static final String TOKEN = "the-portals-session-0123456789";
    static final String CHILD = "the-child-session-0123456789";
    static final Application WIKI = application("wiki", "https://portal.example.com/wiki/");
    static final Application STAFF = application("staff", "https://portal.example.com/staff/");
    static final Application SHOP = application("shop", "https://shop.example.com/");

    Passage enter = new Passage.First(Outcome.Refused.because(Outcome.Reason.NO_SESSION));
    Passage go = enter;
    Passage code = enter;
    Passage exchange = enter;
    final List<String> asked = new ArrayList<>();

    private static Application application(String id, String address) {
        return new Application(id, Application.Kind.WEB, "The " + id, "", URI.create(address), Set.of(), Optional.empty(), Optional.empty(), 1);
    }

    static Passage.Open open(Application application) {
        return new Passage.Open(application, PrincipalId.parse("local:user:7"), "jörg", "Jörg, the\r\nX-Auth-Groups: Administrators", "",
                Set.of("Staff, all", "Ops"));
    }

    static Passage.Child child(Application application) {
        return new Passage.Child(application, CHILD, Instant.EPOCH);
    }

    @Override
    public List<Application> of(String token) {
        return token.equals(TOKEN) ? List.of(WIKI, SHOP) : List.of();
    }

    @Override
    public Optional<Application> at(String authority, String path) {
        return Map.of("wiki", WIKI, "staff", STAFF, "shop", SHOP).values().stream()
                .filter(one -> one.address().getAuthority().equals(authority) && path.startsWith(one.address().getPath())).findFirst();
    }

    @Override
    public Optional<Ticket> ticket(String token, String application, Client client) {
        throw new AssertionError("tickets are for people, on the portal");
    }

    private Passage noted(Passage passage, String... what) {
        asked.add(String.join(" ", what));
        return passage;
    }

    @Override
    public Passage enter(String token, String application, Client client) {
        return noted(enter, "enter", token, application);
    }

    @Override
    public Passage code(String token, String application, String state, Client client) {
        return noted(code, "code", token, application, state);
    }

    @Override
    public Passage exchange(String theCode, String application, String state, Client client) {
        return noted(exchange, "exchange", theCode, application, state);
    }

    @Override
    public Passage go(String childToken, String application, Client client) {
        return noted(go, "go", childToken, application);
    }

    @Override
    public void leave(String childToken, Client client) {
        asked.add("leave " + childToken);
    }
}
