package org.sallyport;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages use one another in one direction only, within every bundle and from one to the next. */
class PackagesTest {

    private static final Path BUNDLES = Path.of("..", "bundles");
    /** For tests, so not shipped. */
    private static final String TESTKIT = "org.sallyport.testkit";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.sallyport");

    @Test
    void everyBundleIsLookedAt() throws IOException {
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            assertEquals(List.of(), folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals(TESTKIT)).filter(name -> !classes.containPackage(name)).toList());
        }
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("org.sallyport.(**)").should().beFreeOfCycles().check(classes);
    }
}
