package org.sallyport.web.internal;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletErrorPage;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;

import org.sallyport.web.FaceServlet;
import org.sallyport.web.Routes;

/** The page for every error that the container reports, so that its own pages are never seen. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-errors")
@HttpWhiteboardServletErrorPage(errorPage = {"4xx", "5xx"})
public final class ErrorServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void routes(Routes table) {
        table.otherwise(visit -> {
            Object status = visit.request().getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            return visit.problem(status instanceof Integer code ? code : 404);
        });
    }
}
