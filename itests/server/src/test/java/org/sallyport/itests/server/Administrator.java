package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An administrator in the console, who does there what the tests need. */
final class Administrator {

    private static final String PASSWORD = "a corporal of horse ";

    private final Browser browser;

    private Administrator(Browser browser) {
        this.browser = browser;
    }

    /** Enters the console for the first time: password, activation, first code; then widens the window for {@link Person#nextCode}. */
    static Administrator enrol(Server server, Person person) {
        return enrol(new Browser(server), person);
    }

    static Administrator enrol(Browser browser, Person person) {
        Page form = browser.open("/console/");
        Page challenge = browser.submit(form, "/signin", Map.of("username", person.login(), "password", person.password()));
        assertTrue(challenge.location().startsWith("/signin/enrol"), challenge::text);
        Page activation = browser.get(challenge.location());
        person.scan(activation);
        Page entered = browser.submit(activation, "/signin/enrol", Map.of("code", person.currentCode()));
        assertEquals("/console/", entered.location(), entered::text);
        Administrator administrator = new Administrator(browser);
        administrator.set("totp.window", Integer.toString(Person.WINDOW));
        return administrator;
    }

    Browser browser() {
        return browser;
    }

    /** Changes one product setting; every other one stays. */
    void set(String key, String value) {
        Page page = browser.get("/console/settings");
        assertEquals(200, page.status(), page::text);
        // A box that is not sent is unticked.
        String code = page.html().select("[name=administrators.code]").hasAttr("checked") ? "true" : "";
        done(browser.submit(page, "/console/settings", Map.of("administrators.code", code, key, value)), "done=settings");
    }

    void switchTwoFactor(boolean on) {
        String to = on ? "on" : "off";
        Page question = browser.get("/console/switch?to=" + to);
        done(browser.submit(question, "/console/switch", Map.of()), "done=" + to);
    }

    /** Puts users or groups, each by its name, on the list of those whom two-factor protects. */
    void protect(String... names) {
        protectAll(Arrays.stream(names).map(this::id).toList());
    }

    /** The same for users and groups of any realm, each as the console writes it. */
    void protectAll(List<String> ids) {
        Page picker = browser.get("/console/members/add");
        done(browser.submitAll(picker, "/console/members/add", Map.of("id", ids, "do", List.of("add"))), "done=added");
    }

    void reset(Person person) {
        carryOut("/console/reset/confirm", person);
    }

    void unlock(Person person) {
        carryOut("/console/reset/unlock", person);
    }

    private void carryOut(String path, Person person) {
        Page question = browser.get(path + "?id=" + Browser.encode(id(person.login())));
        Page answer = browser.submit(question, path, Map.of());
        assertEquals(303, answer.status(), answer::text);
    }

    /** The principal of this exact name, as the console writes it. */
    String id(String name) {
        Page found = browser.get("/console/accounts?q=" + Browser.encode(name));
        return found.html().select("#results tbody th").stream()
                .filter(row -> row.select(".login").text().equals(name) || row.select("a").text().equals(name))
                .map(row -> account(row.select("a").attr("href"))).findFirst()
                .orElseThrow(() -> new AssertionError("no account " + name + " in: " + found.text()));
    }

    Person createUser(String login) {
        String password = PASSWORD + login;
        create("/console/accounts/new-user", Map.of("login", login, "displayName", "", "password", password, "again", password));
        return new Person(login, password);
    }

    /** @param members each by its name */
    void createGroup(String name, List<String> members) {
        String group = create("/console/accounts/new-group", Map.of("name", name, "displayName", ""));
        Page picker = browser.get("/console/accounts/members?account=" + Browser.encode(group));
        Page added = browser.submitAll(picker, "/console/accounts/members", Map.of("account", List.of(group),
                "id", members.stream().map(this::id).toList(), "do", List.of("add")));
        assertEquals(303, added.status(), added::text);
    }

    private String create(String path, Map<String, String> typed) {
        Page created = browser.submit(browser.get(path), path, typed);
        assertEquals(303, created.status(), created::text);
        return account(created.location());
    }

    private static String account(String address) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&")).filter(field -> field.startsWith("account="))
                .map(field -> URLDecoder.decode(field.substring("account=".length()), StandardCharsets.UTF_8)).findFirst().orElseThrow();
    }

    private static void done(Page answer, String sign) {
        assertEquals(303, answer.status(), answer::text);
        assertTrue(answer.location().contains(sign), answer.location());
    }
}
