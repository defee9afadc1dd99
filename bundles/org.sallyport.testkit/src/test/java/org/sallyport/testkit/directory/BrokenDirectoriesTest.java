package org.sallyport.testkit.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.testkit.Exam;

/** The contract is worth what it catches. */
class BrokenDirectoriesTest {

    /** What is examined; the platform makes it, so that it is told beforehand what to hand out. */
    static final class Examined extends DirectoryContract {

        private static BrokenDirectory broken;

        @Override
        protected DirectoryFixture fixture() {
            return broken.make();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isCaughtByName(BrokenDirectory broken) {
        Examined.broken = broken;
        assertEquals(broken.rules(), Exam.broken(Examined.class, broken.rules()));
    }

    @Test
    void everyRuleCatchesSomebody() {
        Set<String> idle = Exam.rules(DirectoryContract.class);
        Arrays.stream(BrokenDirectory.values()).map(BrokenDirectory::rules).forEach(idle::removeAll);
        assertEquals(Set.of(), idle);
    }
}
