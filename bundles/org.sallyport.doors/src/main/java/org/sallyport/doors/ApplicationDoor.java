package org.sallyport.doors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Applications;
import org.sallyport.api.access.DoorReport.Asks;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.SessionCookies;

/** The door to web applications behind a reverse proxy. */
@Component(service = SideDoor.class)
public final class ApplicationDoor implements SideDoor {

    /** With very many applications, these suffice: they are all asked about in the same way. */
    private static final int TRIED = 5;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile AccessAdministration access;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile TwoFactorAdministration settings;

    private final Knocking knocking;

    @Activate
    public ApplicationDoor(@Reference(service = HttpServiceRuntime.class) ServiceReference<HttpServiceRuntime> http) {
        this(new Knocking(ContainerDoor.endpoints(http)));
    }

    ApplicationDoor(Knocking knocking) {
        this.knocking = knocking;
    }

    @Override
    public Door door() {
        return Applications.DOOR;
    }

    @Override
    public Asks asks() {
        return access == null ? Asks.CLOSED : Asks.BOTH_FACTORS;
    }

    @Override
    public List<Finding> test() {
        AccessAdministration administration = access;
        TwoFactorAdministration product = settings;
        if (administration == null || product == null) {
            return List.of(Finding.bad("Nobody can be let in: the applications are away."));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            List<Application> applications = administration.applications().stream()
                    .filter(one -> one.kind() == Application.Kind.WEB).limit(TRIED).toList();
            if (applications.isEmpty()) {
                findings.add(stranger("an application that does not exist", "nowhere.invalid", "/", 403));
            }
            if (applications.stream().map(Paths::authority).distinct().count() > 1 && !PortalAddress.of(product).known()) {
                findings.add(Finding.doubtful("Applications stand on several hosts, and the setting " + PortalAddress.SETTING
                        + " is empty: nobody comes in on other hosts than the portal's."));
            }
            for (Application application : applications) {
                findings.add(stranger(application.name(), Paths.authority(application), Paths.begin(application), 401));
            }
        } catch (UnavailableException e) {
            findings.add(Finding.bad("Nobody can be let in: " + e.getMessage() + "."));
        }
        return findings;
    }

    private Finding stranger(String name, String authority, String path, int right) {
        try {
            for (String cookie : List.of("", SessionCookies.SESSION + "=" + Knocking.NO_TOKEN)) {
                int status = knocking.get(VerifyServlet.PATH, Map.of("X-Forwarded-Host", authority, "X-Forwarded-Uri", path, "Cookie", cookie));
                if (status != right) {
                    return Finding.bad("A stranger who asks for " + name + " is answered " + status + ", not " + right + ".");
                }
            }
            return Finding.good("A stranger who asks for " + name + " is answered " + right + ", with a made-up session too.");
        } catch (IOException e) {
            return Finding.bad("Asking for " + name + " over this server's own address failed: " + e.getMessage() + ".");
        }
    }
}
