package org.sallyport.api.access;

import java.time.Instant;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.signin.Outcome;

/** What comes of wanting to go on to an application. */
@ProviderType
public sealed interface Passage {

    /**
     * On.
     *
     * @param application which
     * @param user who
     * @param name login name
     * @param displayName as a person reads it
     * @param mail the person's address; empty where the directory has none
     * @param groups names of the groups in the application's audience that the person belongs to
     */
    record Open(Application application, PrincipalId user, String name, String displayName, String mail, Set<String> groups)
            implements Passage {

        public Open {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * On to the application's own host, with a code that is exchanged there.
     *
     * @param application which
     * @param code good once, for 30 seconds, at that application, for the browser that holds the state
     */
    record Code(Application application, String code) implements Passage {

        @Override
        public String toString() {
            return "Code[" + application.id() + "]";
        }
    }

    /**
     * In on the application's own host.
     *
     * @param application which
     * @param token of the child session, for a cookie of that host
     * @param expiresAt when it ends at the latest; it ends with the session that it stands on
     */
    record Child(Application application, String token, Instant expiresAt) implements Passage {

        @Override
        public String toString() {
            return "Child[" + application.id() + "]";
        }
    }

    /** First another step at the portal: sign in, or a code (again). {@code outcome} is the portal's: challenge or refusal. */
    record First(Outcome outcome) implements Passage { }

    /** There is no such application. */
    record Unknown() implements Passage { }

    /** Signed in, and this application is not for them. */
    record Forbidden(Application application) implements Passage { }
}
