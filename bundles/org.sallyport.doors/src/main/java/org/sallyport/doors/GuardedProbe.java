package org.sallyport.doors;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** A servlet in the guarded context that says nothing, for the test of that door. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-guarded-probe")
@HttpWhiteboardServletPattern(GuardedProbe.PATH)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=" + GuardedContext.NAME + ")")
public final class GuardedProbe extends HttpServlet {

    static final String PATH = "/auth/guarded";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(204);
    }
}
