package lanner.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole house at once: which way dependencies point, and what never comes in. */
class HouseTest {
    private static final JavaClasses LANNER = House.LANNER;

    @Test
    void theCaptureDependsOnNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("lanner.capture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.recorder..", "lanner.engine..", "lanner.cli..")
                .because("the recorder and the analyzer share the capture and nothing else")
                .check(LANNER);
    }

    @Test
    void nobodyAsksAFileStore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(FileStore.class)
                .because("it fails in a changed root that is no mount point; UsableSpace does not")
                .check(LANNER);
    }

    @Test
    void theRecorderKnowsNoAnalyzer() {
        noClasses()
                .that()
                .resideInAPackage("lanner.recorder..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.engine..", "lanner.cli..")
                .because("the recorder is deployed alone")
                .check(LANNER);
    }

    @Test
    void theEngineKnowsNoRecorderAndNoCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("lanner.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.recorder..", "lanner.cli..", "picocli..")
                .because("the engine is a library: the command line and the viewer both stand on it")
                .check(LANNER);
    }

    @Test
    void theExchangeKnowsNoRecorderAndNoCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("lanner.exchange..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.recorder..", "lanner.cli..", "picocli..")
                .because("the viewer opens files of other tools as well")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAnyPackage("lanner.engine..", "lanner.capture..", "lanner.recorder..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.exchange..")
                .because("formats of other tools are translated at the door")
                .check(LANNER);
    }

    @Test
    void behaviourKnowsNoRecorderAndNoCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("lanner.behaviour..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "lanner.recorder..", "lanner.cli..", "lanner.investigation..", "lanner.viewer..", "picocli..")
                .because("what recordings did is a library: commands and windows both stand on it")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAnyPackage("lanner.engine..", "lanner.exchange..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.behaviour..")
                .check(LANNER);
    }

    @Test
    void onlyTheQueuePackageTouchesChronicle() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.capture.queue..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .check(LANNER);
    }

    @Test
    void onlyTheJsonPackageTouchesJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.capture.json..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .because("one reader knows the limits of hostile JSON")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAPackage("lanner.capture.json..")
                .should()
                .dependOnClassesThat(resideInAPackage("lanner..").and(resideOutsideOfPackage("lanner.capture.json..")))
                .check(LANNER);
    }

    @Test
    void onlyTheDatabasePackageTouchesDuckDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.sql.database..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.duckdb..", "java.sql..")
                .because("what statements may do is limited in one place")
                .check(LANNER);
    }

    @Test
    void nothingDependsOnSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.sql..")
                .because("an installation may lack it")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAPackage("lanner.sql.table..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.sql.database..", "lanner.sql.shell..", "lanner.sql.output..")
                .because("tables know no database")
                .check(LANNER);
    }

    @Test
    void onlyTheFleetTouchesSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
                .because("it is large, and of no use to one capture")
                .check(LANNER);
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.fleet..")
                .because("an installation may lack it")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAPackage("lanner.fleet.task..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.fleet")
                .because("a task knows what it is sent, not who sends it")
                .check(LANNER);
    }

    @Test
    void noClassPathButTheFleetsHasSpark() {
        assertThat(System.getProperty("java.class.path").split(File.pathSeparator))
                .hasSizeGreaterThan(10)
                .noneMatch(jar -> jar.contains("spark-") || jar.contains("hadoop-") || jar.contains("scala-library"));
    }

    @Test
    void onlyTheOsPackageTouchesNativeCode() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.recorder.os..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..")
                .check(LANNER);
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.recorder.os..")
                .and()
                .doNotHaveFullyQualifiedName("lanner.capture.queue.ReservedFile")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.kenai..")
                .because("of what Java does not offer a capture needs the space of its files alone")
                .check(LANNER);
    }

    @Test
    void theRecordersCommandLineIsKnownToNoOtherRoomOfIt() {
        noClasses()
                .that()
                .resideInAPackage("lanner.recorder..")
                .and()
                .resideOutsideOfPackage("lanner.recorder.cli")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.recorder.cli..", "picocli..")
                .because("a recording is made without a command line too")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAPackage("lanner.recorder..")
                .and()
                .resideOutsideOfPackages("lanner.recorder.cli", "lanner.recorder.metrics", "lanner.recorder.session")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.recorder.session..")
                .because("a session puts the other rooms together, and only what watches one knows it")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAPackage("lanner.recorder..")
                .and()
                .resideOutsideOfPackages("lanner.recorder.cli", "lanner.recorder.metrics")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.recorder.metrics..")
                .because("a recording does not know who watches its figures")
                .check(LANNER);
    }

    @Test
    void theFilterIsPure() {
        noClasses()
                .that()
                .resideInAPackage("lanner.recorder.seccomp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.recorder.os..", "lanner.recorder.trace..")
                .because("the filter is a value that is built, printed and tested before anything installs it")
                .check(LANNER);
    }

    @Test
    void onlyTheBoundedReaderReadsRuleFilesAndCapturesNeverBackwards() {
        classes()
                .that()
                .resideInAPackage("lanner.engine.state..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("lanner.engine.state..", "lanner.capture..", "java..", "org.jspecify.annotations..")
                .because("state is built from events alone")
                .check(LANNER);
    }

    @Test
    void theCommandLineKnowsNoViewerAndNoToolkit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.viewer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.viewer..", "javafx..")
                .because("recording and analyzing start fast, on machines without a screen too")
                .check(LANNER);
    }

    @Test
    void aTextWindowIsMadeOfLinesWithoutATerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lanner.cli.tui..", "lanner.cli.sql..", "lanner.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
                .because("other commands write lines, on a terminal or not")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAnyPackage("lanner.cli.tui.text..", "lanner.cli.tui.desk..", "lanner.cli.tui.pane..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jline.terminal..", "org.jline.keymap..", "org.jline.reader..")
                .because("what keys do and what a window shows is tested without a terminal")
                .check(LANNER);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("lanner.(**)").should().beFreeOfCycles().check(LANNER);
    }

    @Test
    void whatAllProgramsShareKnowsNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("lanner.product..")
                .should()
                .dependOnClassesThat(resideInAPackage("lanner..").and(resideOutsideOfPackage("lanner.product..")))
                .check(LANNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recorder/capture", "analyzer/engine", "analyzer/behaviour", "analyzer/fleet"})
    void allPackagesAreCheckedForNull(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
            Set<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());
            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.resolve("package-info.java"))
                            .content()
                            .contains("@NullMarked"));
        }
    }
}
