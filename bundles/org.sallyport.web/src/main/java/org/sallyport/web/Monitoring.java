package org.sallyport.web;

import org.osgi.annotation.versioning.ProviderType;

/** Who may see numbers and the details of health: programs on this machine, and whoever shows the token. Thread-safe. */
@ProviderType
public interface Monitoring {

    /** Whether this visitor may. A request that came through a proxy on this machine is not from this machine. */
    boolean opensTo(Visit visit);

    /** For those who may not: 401, and how to show the token. */
    Reply refusal();
}
