package org.example.servlet.hello;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Greets whoever is signed in at the portal; everybody else never gets here. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/hello/*")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=org.sallyport.guarded)")
public final class HelloServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println("Hello, " + request.getRemoteUser() + ".");
    }
}
