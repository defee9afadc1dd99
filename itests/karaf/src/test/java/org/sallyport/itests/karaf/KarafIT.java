package org.sallyport.itests.karaf;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The whole suite in Karaf by one file, and somebody who signs in. */
class KarafIT {

    private static final String PASSWORD = "a corporal of horse, retired";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    /** By hand: the JDK keeps no Secure cookie of an http address, which browsers do for this host. */
    private final Map<String, String> cookies = new TreeMap<>();
    private String server;

    @Test
    void everyBundleOfTheDistributionIsInAFeature() throws IOException {
        String features = Files.readString(Path.of("../../karaf/src/main/features/features.xml"));
        List<String> shipped = Pattern.compile("<artifactId>(org\\.sallyport\\.[a-z.]+)</artifactId>")
                .matcher(Files.readString(Path.of("../../distribution/pom.xml"))).results().map(found -> found.group(1)).toList();
        assertFalse(shipped.isEmpty());
        // The listener does what our launcher tells it, and the other guards Felix's own Web Console: Karaf has neither of the two.
        assertEquals(List.of("org.sallyport.listener", "org.sallyport.webconsole"), shipped.stream().filter(bundle -> !features.contains("mvn:org.sallyport/" + bundle + "/")).toList());
    }

    @Test
    void oneFileInstallsItAndSomebodySignsIn() throws Exception {
        String port = Karaf.port();
        Karaf.set("org.apache.felix.http.cfg", Map.of("org.osgi.service.http.port", port, "org.apache.felix.http.host", "127.0.0.1"));
        server = "http://127.0.0.1:" + port;
        try (Karaf karaf = Karaf.start()) {
            await("Karaf itself").atMost(Karaf.PATIENCE).until(() -> karaf.isAlive() && Karaf.log().contains(" Done."));
            Path kar = Path.of(System.getProperty("sallyport.kar"));
            // As a whole: Karaf watches the folder.
            Files.move(Files.copy(kar, Karaf.HOME.resolve("sallyport.part")), Karaf.HOME.resolve("deploy/sallyport.kar"));

            await("ready").atMost(Karaf.PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> get("/health").statusCode() == 200);
            // Core may come twice, because Karaf's file watcher sets its configuration again: each time it prints a link, and the last is good.
            await("the administrator").atMost(Karaf.PATIENCE).pollInterval(PAUSE).until(() -> submit(link(karaf),
                    Map.of("username", "root", "password", PASSWORD, "repeated", PASSWORD)).equals("/setup/done"));
            assertEquals("", submit("/signin", Map.of("username", "root", "password", "something else entirely")), "refused");
            await("the administrator's sign-in").atMost(Karaf.PATIENCE).pollInterval(PAUSE)
                    .until(() -> submit("/signin", Map.of("username", "root", "password", PASSWORD)).equals("/"));
            await("the portal").atMost(Karaf.PATIENCE).until(() -> get("/").body().contains("root"));
            await("that the console wants a code too").atMost(Karaf.PATIENCE)
                    .until(() -> get("/console/").headers().firstValue("Location").orElse("").startsWith("/signin"));

            String configuration = Files.readString(Karaf.HOME.resolve("etc/org.apache.felix.http.cfg"));
            assertTrue(configuration.contains(port), "what was configured before stays as it was");
            assertTrue(Files.exists(Karaf.HOME.resolve("sallyport/sallyport.db")));
            assertFalse(Karaf.log().contains(PASSWORD));
            otherDirectoriesCanBeHad(karaf);
        }
    }

    /** LDAP is there already, the host's accounts after one command: each bundle works, and says itself what it lacks here. */
    private void otherDirectoriesCanBeHad(Karaf karaf) throws Exception {
        assertFalse(karaf.command("bundle:list -s").contains("org.sallyport.directory.unix"));
        String said = karaf.command("feature:install sallyport-unix");
        await("the feature, of which Karaf said: " + said).atMost(Karaf.PATIENCE).pollInterval(Duration.ofSeconds(1))
                .until(() -> karaf.command("bundle:list -s").matches("(?s).*Active[^\\n]*org\\.sallyport\\.directory\\.unix.*"));
        Karaf.set("org.sallyport.directory.unix-host.cfg", Map.of("sallyport.realm", "host", "pam.service", "sallyport-of-nobody"));
        Path password = Files.writeString(Karaf.HOME.resolve("etc/ldap-password"), "secret");
        Karaf.set("org.sallyport.directory.ldap-corp.cfg", Map.of("sallyport.realm", "corp", "preset", "openldap", "servers",
                "ldap://127.0.0.1:" + Karaf.port(), "base.dn", "dc=example,dc=org", "bind.dn", "cn=sallyport,dc=example,dc=org",
                "bind.password.file", password.toString()));
        Karaf.set("org.sallyport.core.cfg", Map.of("realms", "local, host, corp"));
        await("each realm").atMost(Karaf.PATIENCE).pollInterval(PAUSE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            HttpResponse<String> health = get("/health");
            assertEquals(200, health.statusCode());
            assertTrue(health.body().matches("(?s).*realm 'corp'[^\"]*connection refused.*"), health::body);
            assertFalse(health.body().contains("realm 'host'"), "the host answers");
        });
        await("the reason").atMost(Karaf.PATIENCE).until(() -> Karaf.log().contains("There is no PAM service 'sallyport-of-nobody'"));
        // In a browser of its own.
        cookies.clear();
        await("sign-in, beside them").atMost(Karaf.PATIENCE).pollInterval(Duration.ofSeconds(1))
                .until(() -> submit("/signin", Map.of("username", "local\\root", "password", PASSWORD)).equals("/"));
    }

    /** The last that was printed; nowhere, as long as none is. */
    private static String link(Karaf karaf) throws IOException {
        return karaf.out().stream().filter(line -> line.contains("create the administrator at: ")).reduce("/setup/", (before, last) -> last)
                .replaceFirst(".*create the administrator at: ", "");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path)));
    }

    /** Fills in the form at the path; answers where that leads to, or nothing where it leads nowhere. */
    private String submit(String path, Map<String, String> typed) throws Exception {
        Document page = Jsoup.parse(get(path).body());
        Map<String, String> fields = new HashMap<>(typed);
        page.select("form[action=" + path + "] input[type=hidden]").forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        String body = fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(server + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", server).POST(HttpRequest.BodyPublishers.ofString(body))).headers().firstValue("Location").orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = client.send(request.timeout(Karaf.PATIENCE).build(), BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(cookie -> cookies.put(cookie.split("=", 2)[0], cookie.split("[=;]", 3)[1]));
        return response;
    }
}
