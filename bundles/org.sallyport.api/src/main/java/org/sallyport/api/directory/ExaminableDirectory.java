package org.sallyport.api.directory;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A directory that can say how it is: a capability, implemented beside {@link Directory} by the same service object. Consoles
 * show it, and offer to try the connection.
 */
@ConsumerType
public interface ExaminableDirectory extends Directory {

    /** What it is and where, in one line for the administrator, such as {@code OpenLDAP at ldaps://ldap.example.org}; no secret. */
    String describe();

    /**
     * Tries what sign-in relies on, now, and says what it found, in the order in which it tried. Trouble is a finding, never an
     * exception. Takes no longer than the directory's own time-outs allow.
     */
    List<Finding> examine();
}
