package org.sallyport.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.api.store.Store;
import org.sallyport.testkit.Exam;

/** The contract is worth what it catches. */
class BrokenStoresTest {

    /** What is examined; the platform makes it, so that it is told beforehand what to hand out. */
    static final class Examined extends StoreContract {

        private static BrokenStore broken;

        private Store kept;

        @Override
        protected Store open() {
            kept = kept == null || !broken.keepsWhenItIsClosed() ? broken.make() : kept;
            return kept;
        }

        @Override
        protected void close(Store store) {
            // Nothing is held.
        }
    }

    @ParameterizedTest
    @EnumSource
    void isCaughtByName(BrokenStore broken) {
        Examined.broken = broken;
        assertEquals(broken.rules(), Exam.broken(Examined.class, broken.rules()));
    }

    @Test
    void everyConcernCatchesSomebody() {
        for (Class<?> concern : new Class<?>[] {BatchRules.class, RaceRules.class, DurabilityRules.class, EnrolmentRules.class,
                PolicyRules.class, SessionRules.class, PassRules.class, AttemptRules.class, AuditRules.class, LocalAccountRules.class,
                LocalGroupRules.class, PurgeRules.class}) {
            Set<String> rules = Exam.rules(concern);
            int all = rules.size();
            Arrays.stream(BrokenStore.values()).map(BrokenStore::rules).forEach(rules::removeAll);
            assertEquals(true, rules.size() < all, () -> concern.getSimpleName() + " catches nobody");
        }
    }
}
