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
import org.sallyport.api.access.DoorReport.Asks;
import org.sallyport.api.access.SideDoor;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.signin.Door;
import org.sallyport.api.signin.SignIn;
import org.sallyport.web.SessionCookies;

/** The door to servlets of this container, in the guarded context. */
@Component(service = SideDoor.class)
public final class ContainerDoor implements SideDoor {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile SignIn signIn;

    private final Knocking knocking;

    @Activate
    public ContainerDoor(@Reference(service = HttpServiceRuntime.class) ServiceReference<HttpServiceRuntime> http) {
        this(new Knocking(endpoints(http)));
    }

    ContainerDoor(Knocking knocking) {
        this.knocking = knocking;
    }

    /** Where the server listens. */
    static List<String> endpoints(ServiceReference<HttpServiceRuntime> http) {
        Object endpoints = http.getProperty("osgi.http.endpoint");
        return endpoints instanceof String[] several ? List.of(several) : endpoints instanceof String one ? List.of(one) : List.of();
    }

    @Override
    public Door door() {
        return GuardedContext.DOOR;
    }

    @Override
    public Asks asks() {
        return signIn == null ? Asks.CLOSED : Asks.BOTH_FACTORS;
    }

    @Override
    public List<Finding> test() {
        List<Finding> findings = new ArrayList<>();
        findings.add(knock("A stranger", Map.of(), 303));
        findings.add(knock("A stranger's script", Map.of("Sec-Fetch-Mode", "cors"), 401));
        findings.add(knock("A stranger with a made-up session", Map.of("Cookie", SessionCookies.SESSION + "=" + Knocking.NO_TOKEN), 303));
        return findings;
    }

    private Finding knock(String who, Map<String, String> headers, int right) {
        try {
            int status = knocking.get(GuardedProbe.PATH, headers);
            return status == right ? Finding.good(who + " at a servlet of the guarded context is answered " + status + ".")
                    : Finding.bad(who + " at a servlet of the guarded context is answered " + status + ", not " + right + ".");
        } catch (IOException e) {
            return Finding.bad("Asking over this server's own address failed: " + e.getMessage() + ".");
        }
    }
}
