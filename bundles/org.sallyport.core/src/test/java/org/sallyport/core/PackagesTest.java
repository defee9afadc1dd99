package org.sallyport.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The packages of core use one another in one direction only. */
class PackagesTest {

    private static final String ROOT = Core.class.getPackageName();

    /** From the top down. A package uses those of lower floors, and none that stands beside or above it. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of(""),
            Set.of(".setup", ".administration", ".access"),
            Set.of(".signin"),
            Set.of(".session"),
            Set.of(".policy", ".health"),
            Set.of(".throttle", ".directory", ".audit"),
            Set.of(".store"),
            Set.of(".provider"));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    private static int floor(JavaClass one) {
        return IntStream.range(0, FLOORS.size())
                .filter(floor -> FLOORS.get(floor).contains(one.getPackageName().substring(ROOT.length()))).findFirst()
                .orElseThrow(() -> new AssertionError(one.getPackageName() + " is on no floor"));
    }

    private static boolean ours(JavaClass one) {
        return (one.getPackageName() + ".").startsWith(ROOT + ".");
    }

    @Test
    void everyFloorIsThere() {
        assertEquals(FLOORS.stream().flatMap(Set::stream).collect(Collectors.toSet()),
                classes.stream().map(one -> one.getPackageName().substring(ROOT.length())).collect(Collectors.toSet()));
    }

    @Test
    void aPackageUsesThoseBelowIt() {
        Set<String> wrong = new TreeSet<>();
        classes.forEach(one -> one.getDirectDependenciesFromSelf().forEach(dependency -> {
            JavaClass used = dependency.getTargetClass().getBaseComponentType();
            if (ours(used) && !used.getPackageName().equals(one.getPackageName()) && floor(used) <= floor(one)) {
                wrong.add(one.getName() + " uses " + used.getName());
            }
        }));
        assertEquals(Set.of(), wrong);
    }
}
