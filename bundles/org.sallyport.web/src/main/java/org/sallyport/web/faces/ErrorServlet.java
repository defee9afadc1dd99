package org.sallyport.web.faces;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

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

    /** What Felix HTTP says of a servlet that went while the request was on its way to it. */
    private static final String UNREGISTERED = "Servlet has been unregistered";

    @Override
    protected void routes(Routes table) {
        table.otherwise(visit -> {
            HttpServletRequest request = visit.request();
            Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            return visit.problem(faceChanging(request) ? 503 : status instanceof Integer code ? code : 404);
        });
    }

    /**
     * Whether the request met the moment in which a face is taken away and the one that stands in for it is not there yet: every
     * path has one or the other, so the container found none, or found one that it had just let go.
     */
    private static boolean faceChanging(HttpServletRequest request) {
        boolean foundNone = Integer.valueOf(404).equals(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                && request.getAttribute(RequestDispatcher.ERROR_SERVLET_NAME) == null;
        return foundNone || request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof ServletException exception
                && UNREGISTERED.equals(exception.getMessage());
    }
}
