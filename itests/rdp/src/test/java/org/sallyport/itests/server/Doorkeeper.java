package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An administrator who sees to gates and desktops, on the console's pages. */
final class Doorkeeper {

    private static final String GATES = "/console/doors/gates";
    private static final String APPLICATIONS = "/console/applications";

    private final Browser browser;

    Doorkeeper(Administrator administrator) {
        browser = administrator.browser();
    }

    /** @return the new gate's key, as it is shown once */
    String addGate(String name, String... channels) {
        Page made = browser.submitAll(browser.get(GATES + "/new"), GATES + "/new", Map.of("name", List.of(name), "channels", Arrays.asList(channels)));
        String key = made.html().select("#key").attr("data-value");
        assertTrue(key.length() >= 32, made::text);
        return key;
    }

    void removeGate(String name) {
        String address = browser.get(GATES).html().select("tbody tr").stream().filter(row -> row.select("th").text().equals(name))
                .map(row -> row.select("a[href*=remove]").attr("href")).findFirst().orElseThrow();
        assertEquals(303, browser.submit(browser.get(address), GATES + "/remove", Map.of()).status());
    }

    /** @return the id of the desktop, which everybody may use */
    String publishDesktop(String name, String host, String gate) {
        Page form = browser.get(APPLICATIONS + "/new?kind=desktop");
        String id = form.html().select("#gate option").stream().filter(option -> option.text().equals(gate)).map(option -> option.val()).findFirst()
                .orElseThrow();
        Page made = browser.submit(form, APPLICATIONS + "/new", Map.of("name", name, "address", host, "icon", "", "gate", id, "for", "everybody"));
        assertEquals(303, made.status(), made::text);
        return made.location().replaceAll(".*[?&]application=([^&]+).*", "$1");
    }

    /** What somebody does at the portal who wants to come into a desktop. @return the ticket */
    static String ticket(Browser portal, String desktop) {
        String page = "/desktop/" + desktop;
        Page given = portal.submit(portal.get(page), page, Map.of());
        String ticket = given.html().select("#ticket").attr("data-value");
        assertTrue(ticket.matches("([A-Z0-9]{5}-){3}[A-Z0-9]{5}"), given::text);
        return ticket;
    }
}
