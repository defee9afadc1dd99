package org.sallyport.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;


import java.lang.reflect.Proxy;

import org.junit.jupiter.api.Test;

import org.sallyport.testkit.face.Exchange;
import org.osgi.framework.BundleContext;

import org.sallyport.web.faces.AssetsServlet;
import org.sallyport.web.faces.AwayServlet;
import org.sallyport.web.faces.ConsoleAwayServlet;
import org.sallyport.web.faces.ErrorServlet;
import org.sallyport.web.faces.HealthServlet;
import org.sallyport.web.faces.MonitoringKey;
import org.sallyport.web.internal.Assets;

class KitServletsTest {

    @Test
    void assetsAreKeptForGood() throws Exception {
        Exchange css = new Exchange("GET", Assets.PATH + "/sallyport.css").sentTo(new AssetsServlet());
        assertEquals(200, css.status());
        assertEquals("text/css;charset=utf-8", css.headers().get("Content-Type"));
        assertEquals("public, max-age=31536000, immutable", css.headers().get("Cache-Control"));
        assertTrue(css.bytes().length < 22 * 1024, () -> "the style sheet has " + css.bytes().length + " bytes");
        Exchange again = new Exchange("GET", Assets.PATH + "/sallyport.css")
                .header("If-None-Match", css.headers().get("ETag")).sentTo(new AssetsServlet());
        assertEquals(304, again.status());
        assertEquals(0, again.bytes().length);
    }

    @Test
    void onlyAssetsAreServed() throws Exception {
        for (String path : new String[] {"/assets/", "/assets/sallyport.css", "/assets/0000/sallyport.css", Assets.PATH + "/",
            Assets.PATH + "/../sallyport.css", Assets.PATH + "/x.css", Assets.PATH + "/../texts.properties"}) {
            assertEquals(404, new Exchange("GET", path).sentTo(new AssetsServlet()).status(), path);
        }
        assertEquals(405, new Exchange("POST", Assets.PATH + "/sallyport.css").sentTo(new AssetsServlet()).status());
    }

    @Test
    void errorsOfTheContainerGetOurPage() throws Exception {
        for (int status : new int[] {400, 404, 405, 413, 414, 431, 500, 503, 599}) {
            Exchange exchange = new Exchange("PUT", "/x")
                    .attribute("jakarta.servlet.error.status_code", status)
                    .attribute("jakarta.servlet.error.servlet_name", "somebody's").sentTo(new ErrorServlet());
            assertEquals(status, exchange.status());
            assertTrue(exchange.text().contains("<h1>"), exchange::text);
        }
    }

    @Test
    void aPathThatNoServletHasMetAChangeOfFaces() throws Exception {
        Exchange exchange = new Exchange("GET", "/").attribute("jakarta.servlet.error.status_code", 404).sentTo(new ErrorServlet());
        assertEquals(503, exchange.status());
        assertEquals("5", exchange.headers().get("Retry-After"));
    }

    @Test
    void absentFacesAreAway() throws Exception {
        assertEquals(503, new Exchange("GET", "/").sentTo(new AwayServlet()).status());
        Exchange console = new Exchange("POST", "/console/users").sentTo(new ConsoleAwayServlet());
        assertEquals(503, console.status());
        assertEquals("5", console.headers().get("Retry-After"));
    }

    @Test
    void healthTellsDetailsToThisMachineOnly() throws Exception {
        Exchange stranger = new Exchange("GET", "/health").sentTo(health());
        assertEquals(503, stranger.status());
        assertEquals("{\"status\":\"down\"}", stranger.text());
        String details = new Exchange("GET", "/health").from("127.0.0.1").sentTo(health()).text();
        assertEquals("{\"status\":\"down\",\"parts\":[{\"part\":\"portal\",\"status\":\"down\",\"reason\":\"it is stopped\"},"
                + "{\"part\":\"console\",\"status\":\"down\",\"reason\":\"it is stopped\"}],"
                + "\"missing\":[\"sign-in\",\"store\",\"secret sealer\",\"TOTP engine\",\"directory\",\"portal\"],\"degraded\":[\"console\"]}", details);
        assertEquals(details, new Exchange("GET", "/health/ready").from("127.0.0.1").sentTo(health()).text());
        assertEquals("{\"status\":\"down\"}", new Exchange("GET", "/health").from("127.0.0.1").header("X-Forwarded-For", "192.0.2.9")
                .sentTo(health()).text(), "a proxy on this machine is not this machine");
        assertEquals(405, new Exchange("POST", "/health").sentTo(health()).status());
    }

    @Test
    void aProcessThatAnswersIsAlive() throws Exception {
        Exchange stranger = new Exchange("GET", "/health/live").sentTo(health());
        assertEquals(200, stranger.status());
        assertEquals("{\"status\":\"up\"}", stranger.text());
        assertEquals(404, new Exchange("GET", "/health/nowhere").sentTo(health()).status());
    }

    /** In a container in which nothing is registered. */
    private static HealthServlet health() {
        return new HealthServlet((BundleContext) Proxy.newProxyInstance(KitServletsTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> null), new MonitoringKey("", "", null));
    }
}
