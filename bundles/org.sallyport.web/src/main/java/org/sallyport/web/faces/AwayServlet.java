package org.sallyport.web.faces;

import jakarta.servlet.Servlet;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import org.sallyport.web.FaceServlet;
import org.sallyport.web.Routes;

/** Stands in for the portal while it is stopped; a portal claims the same paths and ranks higher. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-away")
@HttpWhiteboardServletPattern("/*")
@ServiceRanking(Integer.MIN_VALUE)
public final class AwayServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void routes(Routes table) {
        table.otherwise(visit -> visit.problem(503));
    }
}
