package org.sallyport.itests.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A browser that goes from host to host, as it is sent, and keeps each one's cookies for that one. */
final class Hosts {

    private static final int MOST_HOPS = 15;

    private final HttpClient client;
    private final Map<String, Browser> browsers = new TreeMap<>();
    private final List<URI> way = new ArrayList<>();

    Hosts(HttpClient client) {
        this.client = client;
    }

    /** The browser as that host knows it. */
    Browser at(URI url) {
        return browsers.computeIfAbsent(url.getRawAuthority(), any -> new Browser(url, client));
    }

    /** Goes there and wherever it is sent, until there is a page. */
    Page open(URI url) {
        way.clear();
        URI here = url;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            way.add(here);
            Page page = at(here).get(here.toString());
            String refresh = page.header("Refresh");
            if (page.location().isEmpty() && refresh.isEmpty()) {
                return page;
            }
            here = here.resolve(page.location().isEmpty() ? refresh.substring("0;url=".length()) : page.location());
        }
        throw new AssertionError("sent round in circles: " + way);
    }

    /** Where it went last, from the first address to that of the page. */
    List<URI> way() {
        return List.copyOf(way);
    }

    URI here() {
        return way.get(way.size() - 1);
    }

    /** Sends the form of the page it is at, and goes on from there. */
    Page submit(Page page, String action, Map<String, String> typed) {
        Page answer = at(here()).submit(page, action, typed);
        return answer.location().isEmpty() ? answer : open(here().resolve(answer.location()));
    }

    /** Goes somewhere where one has to sign in, does so, and goes on. */
    Page signIn(URI url, Person person) {
        Page form = open(url);
        Page next = submit(form, "/signin", Map.of("username", person.login(), "password", person.password()));
        if (here().getPath().equals("/signin/code")) {
            return submit(next, "/signin/code", Map.of("code", person.nextCode()));
        }
        if (here().getPath().equals("/signin/enrol")) {
            person.scan(next);
            return submit(next, "/signin/enrol", Map.of("code", person.nextCode()));
        }
        return next;
    }
}
