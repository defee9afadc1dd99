package org.sallyport.web.internal;

import jakarta.servlet.Servlet;

import java.util.List;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import org.sallyport.web.FaceServlet;
import org.sallyport.web.Routes;

/** Stands in for the portal while it is stopped; while it is there, answers the paths that nobody claims. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-away")
@HttpWhiteboardServletPattern("/*")
@ServiceRanking(Integer.MIN_VALUE)
public final class AwayServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    @Reference(service = Servlet.class, target = "(sallyport.face=portal)", cardinality = ReferenceCardinality.MULTIPLE,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<ServiceReference<Servlet>> portals = List.of();

    @Override
    protected void routes(Routes table) {
        table.otherwise(visit -> visit.problem(portals.isEmpty() ? 503 : 404));
    }
}
