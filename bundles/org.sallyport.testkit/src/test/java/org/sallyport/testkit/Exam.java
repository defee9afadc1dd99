package org.sallyport.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Lets a contract examine something, as an integrator's build does, and says which of its rules were broken. */
public final class Exam {

    private Exam() {
    }

    /** Which of the rules fail; each of them must be a rule of the contract. */
    public static Set<String> broken(Class<?> contract, Set<String> rules) {
        Set<String> failed = new TreeSet<>();
        Set<String> examined = new TreeSet<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(rules.contains(rule(test.getSource())))).build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                (result.getStatus() == TestExecutionResult.Status.FAILED ? failed : examined).add(rule(test.getSource()));
            }
        });
        examined.addAll(failed);
        if (!examined.containsAll(rules)) {
            throw new AssertionError("of the rules " + rules + " only these are of " + contract + ": " + examined);
        }
        return failed;
    }

    private static String rule(Optional<TestSource> source) {
        return source.filter(MethodSource.class::isInstance).map(method -> ((MethodSource) method).getMethodName()).orElse("");
    }

    /** The names of all rules a class declares. */
    public static Set<String> rules(Class<?>... contracts) {
        return Arrays.stream(contracts).flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
