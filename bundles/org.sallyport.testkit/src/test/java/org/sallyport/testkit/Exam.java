package org.sallyport.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Lets a contract examine something, as an integrator's build does, and says which of its rules were broken. */
public final class Exam {

    private Exam() {
    }

    /** The names of the rules that failed. */
    public static Set<String> brokenRules(Class<?> contract) {
        Set<String> failed = new TreeSet<>();
        boolean[] examined = {false};
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(),
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        examined[0] |= test.isTest();
                        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                            failed.add(test.getSource().filter(MethodSource.class::isInstance)
                                    .map(source -> ((MethodSource) source).getMethodName()).orElse(test.getDisplayName()));
                        }
                    }
                });
        if (!examined[0]) {
            throw new AssertionError("no rule of " + contract + " was found");
        }
        return failed;
    }

    /** The names of all rules a class declares. */
    public static Set<String> rules(Class<?>... contracts) {
        return Arrays.stream(contracts).flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
