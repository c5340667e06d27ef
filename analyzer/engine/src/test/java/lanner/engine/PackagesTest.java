package lanner.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which way the packages of the engine depend on each other. */
class PackagesTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages("lanner.engine");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("lanner.engine.(**)").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void theGrammarKnowsNoFields() {
        noClasses()
                .that()
                .resideInAnyPackage("lanner.engine.lang.ast", "lanner.engine.lang.parse")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.engine.field..", "lanner.engine.state..", "lanner.engine.lang.check..")
                .because("what names mean is found out by the checker")
                .check(ENGINE);
    }

    @Test
    void theCheckerKnowsNoPlans() {
        noClasses()
                .that()
                .resideInAPackage("lanner.engine.lang.check")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.engine.lang.plan")
                .because("a stage takes what the one before makes, and knows nothing of the next")
                .check(ENGINE);
    }
}
