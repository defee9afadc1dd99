package org.sallyport.testkit.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
        Set<String> caught = Exam.brokenRules(Examined.class);
        assertTrue(caught.containsAll(broken.rules()), () -> "must break " + broken.rules() + ", and broke " + caught);
    }

    @Test
    void everyRuleCatchesSomebody() {
        Set<String> idle = Exam.rules(DirectoryContract.class);
        Arrays.stream(BrokenDirectory.values()).map(BrokenDirectory::rules).forEach(idle::removeAll);
        assertEquals(Set.of(), idle);
    }

    @Test
    void whatIsExpectedToBeBrokenIsARule() {
        Set<String> named = Arrays.stream(BrokenDirectory.values()).flatMap(broken -> broken.rules().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(Exam.rules(DirectoryContract.class));
        assertEquals(Set.of(), named);
    }
}
