package org.sallyport.web.faces;

import jakarta.servlet.Servlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.sallyport.api.health.Condition;
import org.sallyport.api.health.Health;
import org.sallyport.api.otp.TotpEngine;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.api.signin.Readiness;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.store.Store;
import org.sallyport.web.FaceServlet;
import org.sallyport.web.Monitoring;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.Visit;

/**
 * Whether people can sign in now, for machines: {@code /health} and {@code /health/ready} are 200 only then, {@code /health/live}
 * whenever the process answers. How each part is, and what is missing, is told to those who watch and to nobody else.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-health")
@HttpWhiteboardServletPattern({"/health", "/health/*"})
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

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Health health;

    @Reference(service = Servlet.class, target = "(sallyport.face=portal)", cardinality = ReferenceCardinality.MULTIPLE,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<ServiceReference<Servlet>> portals = List.of();

    @Reference(service = Servlet.class, target = "(sallyport.face=console)", cardinality = ReferenceCardinality.MULTIPLE,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<ServiceReference<Servlet>> consoles = List.of();

    private final transient BundleContext context;
    private final transient Monitoring monitoring;

    @Activate
    public HealthServlet(BundleContext context, @Reference Monitoring monitoring) {
        this.context = context;
        this.monitoring = monitoring;
    }

    @Override
    protected void routes(Routes table) {
        table.get("/health", this::health).get("/health/ready", this::health)
                .get("/health/live", visit -> Reply.json(200, "{\"status\":\"up\"}"));
    }

    private Reply health(Visit visit) {
        List<String> missing = new ArrayList<>();
        List<String> degraded = new ArrayList<>();
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
            degraded.addAll(readiness.degraded());
        }
        if (portals.isEmpty()) {
            missing.add("portal");
        }
        if (consoles.isEmpty()) {
            degraded.add("console");
        }
        boolean up = missing.isEmpty();
        String details = monitoring.opensTo(visit) ? parts() + lines("missing", missing) + lines("degraded", degraded) : "";
        return Reply.json(up ? 200 : 503, "{\"status\":" + status(up) + details + "}");
    }

    /** Each part by itself. */
    private String parts() {
        Health now = health;
        List<Condition> all = new ArrayList<>(now == null ? List.of() : now.conditions());
        all.add(face("portal", portals));
        all.add(face("console", consoles));
        return all.stream().map(HealthServlet::part).collect(Collectors.joining(",", ",\"parts\":[", "]"));
    }

    private static Condition face(String name, List<?> servlets) {
        return new Condition(name, "", servlets.isEmpty() ? Optional.of("it is stopped") : Optional.empty());
    }

    private static String part(Condition condition) {
        return "{\"part\":" + quoted(condition.part()) + (condition.name().isEmpty() ? "" : ",\"name\":" + quoted(condition.name()))
                + ",\"status\":" + status(condition.trouble().isEmpty())
                + condition.trouble().map(why -> ",\"reason\":" + quoted(why)).orElse("") + "}";
    }

    private static String status(boolean up) {
        return up ? "\"up\"" : "\"down\"";
    }

    private static String lines(String name, List<String> lines) {
        return lines.isEmpty() ? "" : lines.stream().map(HealthServlet::quoted)
                .collect(Collectors.joining(",", ",\"" + name + "\":[", "]"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
