package org.sallyport.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.sallyport.api.signin.Outcome.Reason;
import org.sallyport.api.signin.Outcome.Refused;
import org.sallyport.testkit.face.Browser;
import org.sallyport.web.SessionCookies;

class GuardedContextTest {

    private final Admission admission = new Admission();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Browser browser = new Browser(behind(new GuardedContext(admission)));

    private HttpServlet behind(GuardedContext context) {
        return new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                HttpServletRequestWrapper noted = new HttpServletRequestWrapper(request) {
                    @Override
                    public void setAttribute(String name, Object value) {
                        attributes.put(name, value);
                    }
                };
                if (context.handleSecurity(noted, response)) {
                    response.setStatus(204);
                }
            }
        };
    }

    @Test
    void aStrangerIsSentToTheSignInAndAScriptIsTold() throws Exception {
        assertEquals(303, browser.get("/hello?name=x").status());
        assertEquals("/auth/go?return=%2Fhello%3Fname%3Dx", browser.headers().get("Location"));
        assertEquals(401, browser.sending("Sec-Fetch-Mode", "cors").get("/hello").status());
        browser.cookies().put(SessionCookies.SESSION, FakeApplications.TOKEN);
        assertEquals(401, browser.get("/hello").status());
        browser.sending("Sec-Fetch-Mode").get("//evil.example/x");
        assertEquals("/auth/go?return=%2F", browser.headers().get("Location"));
    }

    @Test
    void whoIsAdmittedIsNamedToTheServlet() throws Exception {
        browser.cookies().put(SessionCookies.SESSION, FakeApplications.TOKEN);
        admission.outcome = Admission.signedIn(FakeApplications.TOKEN);
        assertEquals(204, browser.get("/hello").status());
        assertEquals("ada", attributes.get(ServletContextHelper.REMOTE_USER));
        assertEquals(List.of("container"), admission.doors);
    }

    @Test
    void nobodyComesInWhileNobodyCanSay() throws Exception {
        browser.cookies().put(SessionCookies.SESSION, FakeApplications.TOKEN);
        admission.outcome = Refused.because(Reason.UNAVAILABLE);
        assertEquals(503, browser.get("/hello").status());
        Browser lonely = new Browser(behind(new GuardedContext((org.sallyport.api.signin.SignIn) null)));
        lonely.cookies().put(SessionCookies.SESSION, FakeApplications.TOKEN);
        assertEquals(503, lonely.get("/hello").status());
        assertTrue(attributes.isEmpty());
    }
}
