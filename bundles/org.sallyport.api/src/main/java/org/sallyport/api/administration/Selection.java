package org.sallyport.api.administration;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.PrincipalId;

/** Whom an action is for. */
@ProviderType
public sealed interface Selection {

    /** Exactly these. */
    record Named(Set<PrincipalId> ids) implements Selection {

        public Named {
            ids = Set.copyOf(ids);
        }
    }

    /** All users whom a search finds; see {@link TwoFactorAdministration#people}. */
    record Matching(String text) implements Selection {
    }
}
