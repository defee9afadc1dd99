package org.sallyport.web.internal;

import jakarta.servlet.Servlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import org.sallyport.api.directory.Directory;
import org.sallyport.api.otp.TotpEngine;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.store.Store;
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

    private static final Map<Class<?>, String> NEEDED = new LinkedHashMap<>();

    static {
        NEEDED.put(Store.class, "store");
        NEEDED.put(SecretSealer.class, "secret sealer");
        NEEDED.put(TotpEngine.class, "TOTP engine");
        NEEDED.put(Directory.class, "directory");
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;

    @Reference(service = Servlet.class, target = "(sallyport.face=portal)", cardinality = ReferenceCardinality.MULTIPLE,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<ServiceReference<Servlet>> portals = List.of();

    private final transient BundleContext context;

    @Activate
    public HealthServlet(BundleContext context) {
        this.context = context;
    }

    @Override
    protected void routes(Routes table) {
        table.get("/health", this::health);
    }

    private Reply health(Visit visit) {
        List<String> missing = new ArrayList<>();
        List<String> degraded = List.of();
        SignIn doors = signIn;
        if (doors == null) {
            missing.add("sign-in");
            // It cannot say itself what it waits for.
            NEEDED.forEach((contract, name) -> {
                if (context.getServiceReference(contract) == null) {
                    missing.add(name);
                }
            });
        } else {
            Readiness readiness = doors.readiness();
            missing.addAll(readiness.missing());
            degraded = readiness.degraded();
        }
        if (portals.isEmpty()) {
            missing.add("portal");
        }
        String status = missing.isEmpty() ? "up" : "down";
        String details = visit.isLoopback() ? details("missing", missing) + details("degraded", degraded) : "";
        return Reply.json(missing.isEmpty() ? 200 : 503, "{\"status\":\"" + status + "\"" + details + "}");
    }

    private static String details(String name, List<String> lines) {
        return lines.isEmpty() ? "" : lines.stream().map(HealthServlet::quoted)
                .collect(Collectors.joining(",", ",\"" + name + "\":[", "]"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
