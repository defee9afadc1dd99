package org.sallyport.web.internal;

import jakarta.servlet.Servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import org.sallyport.api.signin.SignIn;
import org.sallyport.web.FaceServlet;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.Visit;

/** Whether people can sign in now, for machines; what is missing is told to this machine only. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-health")
@HttpWhiteboardServletPattern("/health")
public final class HealthServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;

    @Reference(service = Servlet.class, target = "(sallyport.face=portal)", cardinality = ReferenceCardinality.MULTIPLE,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<ServiceReference<Servlet>> portals = List.of();

    @Override
    protected void routes(Routes table) {
        table.get("/health", this::health);
    }

    private Reply health(Visit visit) {
        List<String> missing = new ArrayList<>();
        SignIn doors = signIn;
        if (doors == null) {
            missing.add("sign-in");
        } else {
            missing.addAll(doors.readiness().missing());
        }
        if (portals.isEmpty()) {
            missing.add("portal");
        }
        String status = missing.isEmpty() ? "up" : "down";
        String details = missing.isEmpty() || !visit.isLoopback() ? "" : missing.stream()
                .map(HealthServlet::quoted).collect(Collectors.joining(",", ",\"missing\":[", "]"));
        return Reply.json(missing.isEmpty() ? 200 : 503, "{\"status\":\"" + status + "\"" + details + "}");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
