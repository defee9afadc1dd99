package org.sallyport.testkit.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.api.secret.SecretSealer;
import org.sallyport.testkit.Exam;

/** The contract is worth what it catches. */
class BrokenSealersTest {

    /** What is examined; the platform makes it, so that it is told beforehand what to hand out. */
    static final class Examined extends SealerContract {

        private static SecretSealer broken;

        @Override
        protected SecretSealer sealer() {
            return broken;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isCaughtByName(BrokenSealer broken) {
        Examined.broken = broken.make();
        assertEquals(broken.rules(), Exam.broken(Examined.class, broken.rules()));
    }

    @Test
    void everyRuleCatchesSomebody() {
        Set<String> idle = Exam.rules(SealerContract.class);
        Arrays.stream(BrokenSealer.values()).map(BrokenSealer::rules).forEach(idle::removeAll);
        assertEquals(Set.of(), idle);
    }
}
