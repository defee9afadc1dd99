package org.sallyport.itests.standin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.osgi.framework.BundleContext;
import org.sallyport.api.directory.Directory;
import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.directory.Verdict;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/**
 * Takes every name and password for its one user, but not before it has met the test twice at the {@link CyclicBarrier} that the
 * test registers as a service: between the two, the test does what it likes.
 */
public final class GateDirectory extends Provider {

    private static final int PATIENCE_SECONDS = 120;

    @Override
    public void start(BundleContext context) {
        PrincipalId id = PrincipalId.user(header(context, NAME), header(context, USER));
        CyclicBarrier gate = context.getService(context.getServiceReference(CyclicBarrier.class));
        offer(context, Directory.class, Directory.REALM, new Gate(new Principal(id, "gate", "Gate", false), header(context, FINGERPRINT), gate));
    }

    private record Gate(Principal user, String fingerprint, CyclicBarrier gate) implements Directory {
        @Override
        public Verdict authenticate(String login, char[] password) throws DirectoryException {
            try {
                gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return Verdict.accepted(user);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DirectoryException("interrupted", e);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new DirectoryException("the test did not come", e);
            }
        }

        @Override
        public Optional<Principal> named(String login) {
            return Optional.of(user);
        }

        @Override
        public Optional<Principal> find(PrincipalId id) {
            return Optional.of(user).filter(one -> one.id().equals(id));
        }

        @Override
        public Set<PrincipalId> memberships(PrincipalId member, Set<PrincipalId> ofInterest) {
            return ofInterest;
        }

        @Override
        public Page<Principal> members(PrincipalId group, Optional<String> cursor, int limit) {
            return search("", Set.of(), cursor, limit);
        }

        @Override
        public Count people(PrincipalId group) {
            return Count.exactly(1);
        }

        @Override
        public Page<Principal> search(String text, Set<PrincipalId.Kind> kinds, Optional<String> cursor, int limit) {
            return new Page<>(List.of(user), Optional.empty(), Count.exactly(1));
        }
    }
}
