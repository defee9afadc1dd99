package org.sallyport.metrics;

import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.health.Health;
import org.sallyport.api.signin.SignIn;
import org.sallyport.web.FaceServlet;
import org.sallyport.web.Monitoring;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.Visit;

/** Numbers for Prometheus, for those who may watch. A scrape succeeds whatever is away; what is not known is not in it. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-metrics")
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Health health;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TwoFactorAdministration administration;

    private final transient Counters counters;
    private final transient Monitoring monitoring;
    private final transient String version;
    private final transient Census census = new Census(Clock.systemUTC(), MetricsServlet::beside);
    /** Made by the first scrape: a server that nobody watches pays nothing for it. */
    private transient volatile Exposition exposition;

    @Activate
    public MetricsServlet(BundleContext context, @Reference Counters counters, @Reference Monitoring monitoring) {
        this.counters = counters;
        this.monitoring = monitoring;
        this.version = Optional.ofNullable(context.getProperty("sallyport.version")).orElseGet(() -> context.getBundle().getVersion().toString());
    }

    private static void beside(Runnable work) {
        Thread thread = new Thread(work, "sallyport-census");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    protected void routes(Routes table) {
        table.get("/metrics", this::metrics);
    }

    private Reply metrics(Visit visit) {
        if (!monitoring.opensTo(visit)) {
            return monitoring.refusal();
        }
        SignIn doors = signIn;
        TwoFactorAdministration people = administration;
        Numbers numbers = new Numbers();
        numbers.version(version);
        numbers.health(doors != null && doors.readiness().ready(), Optional.ofNullable(health));
        numbers.counters(counters);
        if (people != null) {
            census.figures(people).ifPresent(numbers::census);
        }
        byte[] text = exposition().of(numbers.snapshots());
        return answer -> answer.write(200, Exposition.TYPE, text);
    }

    private synchronized Exposition exposition() {
        if (exposition == null) {
            exposition = new Exposition();
        }
        return exposition;
    }
}
