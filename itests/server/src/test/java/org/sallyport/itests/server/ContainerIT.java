package org.sallyport.itests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Servlets of the same container: somebody's own, and the Felix Web Console. */
class ContainerIT {

    private static final Path HELLO =
            Path.of(System.getProperty("sallyport.examples"), "org.example.servlet.hello/target/org.example.servlet.hello-1.0.0.jar");
    private static final Path WEB_CONSOLE = Home.DISTRIBUTION.resolve("share/optional/webconsole");

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    private static Hosts browser() {
        return new Hosts(Browser.PLAIN);
    }

    @Test
    void aServletThatSelectsTheGuardedContextIsBehindBothFactors() throws Exception {
        Home home = Home.fresh("guarded");
        try (Server server = Server.start(home, "--demo")) {
            Administrator administrator = Administrator.enrol(server, server.people().get("ada"));
            administrator.protect("Engineering");
            administrator.switchTwoFactor(true);
            Person alan = server.people().get("alan");
            DropInIT.lay(HELLO, DropInIT.bundles(home));
            await("served", () -> new Browser(server).get("/hello/").status() == 303);

            Browser script = new Browser(server);
            assertEquals(401, script.send(script.request("/hello/").header("Sec-Fetch-Mode", "cors").GET()).status());
            assertEquals(401, script.postBody("/hello/", "a=b").status());
            Hosts hosts = browser();
            Page page = hosts.signIn(server.url().resolve("/hello/there?a=b"), alan);
            assertEquals("Hello, alan.", page.body().strip());
            assertEquals("/hello/there?a=b", hosts.here().getPath() + "?" + hosts.here().getQuery());

            Person annie = server.people().get("annie");
            Hosts second = browser();
            assertEquals("Hello, annie.", second.signIn(server.url().resolve("/hello/"), annie).body().strip(), "a password suffices for her");
            administrator.protect("annie");
            assertEquals(303, second.at(server.url()).get("/hello/").status(), "and no more");
            assertTrue(second.open(server.url().resolve("/hello/")).text().contains("Set up your phone"));

            Page portal = hosts.at(server.url()).get("/");
            hosts.at(server.url()).submit(portal, "/signout", Map.of());
            assertEquals(303, hosts.at(server.url()).get("/hello/").status());
        }
    }

    @Test
    void theFelixWebConsoleIsForAdministratorsAndItsOwnPasswordIsNobodys() throws Exception {
        Home home = Home.fresh("web-console");
        try (Server server = Server.start(home, "--demo")) {
            assertEquals(404, new Browser(server).get("/system/console/bundles").status(), "not there unless somebody wants it");
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(WEB_CONSOLE, "*.jar")) {
                for (Path jar : jars) {
                    DropInIT.lay(jar, DropInIT.bundles(home));
                }
            }
            await("served", () -> new Browser(server).get("/system/console/bundles").status() == 303);
            Browser stranger = new Browser(server);
            for (String account : new String[] {"admin:admin", "nobody:", "nobody:admin"}) {
                String basic = Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.US_ASCII));
                assertEquals(303, stranger.send(stranger.request("/system/console/bundles").header("Authorization", "Basic " + basic).GET()).status());
            }
            assertEquals(401, stranger.postBody("/system/console/bundles", "action=refreshPackages").status());

            Hosts user = browser();
            assertEquals(403, user.signIn(server.url().resolve("/system/console/bundles"), server.people().get("alan")).status());
            assertFalse(user.at(server.url()).get("/system/console/bundles").body().contains("Apache Felix"));

            Person ada = server.people().get("ada");
            Administrator.enrol(server, ada);
            Hosts administrator = browser();
            // With two-factor off, her password is enough for the portal; here the code is asked for, on the way.
            Page console = administrator.signIn(server.url().resolve("/system/console/bundles"), ada);
            assertEquals("/system/console/bundles", administrator.here().getPath());
            assertTrue(console.body().contains("org.sallyport.core"), console::text);
            Browser at = administrator.at(server.url());
            assertEquals(403, at.send(at.request("/system/console/bundles").header("Sec-Fetch-Site", "cross-site")
                    .POST(BodyPublishers.ofString("action=refreshPackages"))).status());

            Files.delete(home.path().resolve("bundles/org.sallyport.webconsole.jar"));
            await("shut without its guard", () -> {
                String basic = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII));
                return stranger.send(stranger.request("/system/console/bundles").header("Authorization", "Basic " + basic).GET()).status() == 404;
            });
        }
    }
}
