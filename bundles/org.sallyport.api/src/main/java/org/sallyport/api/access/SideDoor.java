package org.sallyport.api.access;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.signin.Door;

/**
 * A door that says of itself that it is there. Register one as a service for every way in that a bundle opens; the administrators'
 * page of doors shows it from then on. The portal, the console and the channels are known without. Thread-safe.
 */
@ConsumerType
public interface SideDoor {

    /** The name that its sign-ins carry in the log. */
    Door door();

    /** What it asks of somebody who needs two factors, as it is set now. Must answer at once. */
    DoorReport.Asks asks();

    /** Tries itself, as a stranger and as somebody with one factor; within a few seconds. */
    List<Finding> test();
}
