package org.sallyport.api.store;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Product settings, changed through the faces and the same for every node, and durable markers. Absent means default. */
@ConsumerType
public interface Settings {

    /** Least number of characters of a password in the embedded directory; 8–64, default 15. */
    String SHORTEST_PASSWORD = "password.shortest";

    Optional<Setting> find(String key) throws StoreException;

    /** All that were ever set, markers included. */
    List<Setting> all() throws StoreException;
}
