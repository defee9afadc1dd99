package org.sallyport.web.faces;

import jakarta.servlet.Servlet;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import org.sallyport.web.FaceServlet;
import org.sallyport.web.Routes;

/** Stands in for the console while it is stopped: its path must not fall to the portal. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-console-away")
@HttpWhiteboardServletPattern("/console/*")
@ServiceRanking(Integer.MIN_VALUE)
public final class ConsoleAwayServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void routes(Routes table) {
        table.otherwise(visit -> visit.problem(503));
    }
}
