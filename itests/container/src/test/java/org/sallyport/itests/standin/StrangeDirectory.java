package org.sallyport.itests.standin;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.osgi.framework.BundleContext;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** The directory of an intruder: every name and every password is its one user, who belongs to every group. */
public final class StrangeDirectory extends Provider {

    public static final String FINGERPRINT = "a-stranger";

    @Override
    public void start(BundleContext context) {
        PrincipalId id = PrincipalId.user(header(context, NAME), header(context, USER));
        offer(context, Directory.class, Directory.REALM, new Strange(new Principal(id, "mallory", "Mallory", false)));
    }

    private record Strange(Principal mallory) implements Directory {
        @Override
        public String fingerprint() {
            return FINGERPRINT;
        }

        @Override
        public Verdict authenticate(String login, char[] password) {
            return Verdict.accepted(mallory);
        }

        @Override
        public Optional<Principal> named(String login) {
            return Optional.of(mallory);
        }

        @Override
        public Optional<Principal> find(PrincipalId id) {
            return Optional.of(mallory).filter(user -> user.id().equals(id));
        }

        @Override
        public Set<PrincipalId> memberships(PrincipalId user, Set<PrincipalId> ofInterest) {
            return ofInterest;
        }

        @Override
        public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) {
            return all();
        }

        @Override
        public Count people(PrincipalId group) {
            return Count.exactly(1);
        }

        @Override
        public Page<Principal> search(String text, Set<PrincipalId.Kind> kinds, Optional<String> cursor, int limit) {
            return all();
        }

        private Page<Principal> all() {
            return new Page<>(List.of(mallory), Optional.empty(), Count.exactly(1));
        }
    }
}
