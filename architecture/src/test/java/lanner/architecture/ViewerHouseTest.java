package lanner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;
import lanner.cli.ViewCommand;
import lanner.viewer.app.Main;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The viewer's rooms: which way they depend, and what never comes in. */
class ViewerHouseTest {
    private static final JavaClasses LANNER = House.LANNER;

    @Test
    void onlyTheViewerKnowsTheToolkit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.viewer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "com.sun.javafx..", "atlantafx..")
                .check(LANNER);
    }

    @Test
    void anInvestigationKnowsNoWindowsNoCommandsAndNoRecorder() {
        noClasses()
                .that()
                .resideInAPackage("lanner.investigation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "lanner.viewer..", "lanner.cli..", "lanner.recorder..")
                .because("everything that can be wrong about a capture is wrong below the windows")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAPackage("lanner..")
                .and()
                .resideOutsideOfPackage("lanner.investigation.picture")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.awt..")
                .because("pictures are drawn in one place, into memory")
                .check(LANNER);
        noClasses()
                .that()
                .resideInAnyPackage("lanner.capture..", "lanner.engine..", "lanner.exchange..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.investigation..")
                .check(LANNER);
    }

    @Test
    void theModelKnowsNoScreenAndScreensKnowNoWindow() {
        noClasses()
                .that()
                .resideInAPackage("lanner.viewer.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.viewer.explore..", "lanner.viewer.app..", "javafx.scene.control..")
                .check(LANNER);
        noClasses()
                .that()
                .resideOutsideOfPackage("lanner.viewer.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lanner.viewer.app..")
                .check(LANNER);
    }

    @Test
    void screensKnowNoOtherScreen() {
        List<String> screens = List.of("explore", "alerts", "follow", "entities", "compare", "groups", "overview");
        for (String screen : screens) {
            noClasses()
                    .that()
                    .resideInAPackage("lanner.viewer." + screen + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(screens.stream()
                            .filter(other -> !other.equals(screen))
                            .map(other -> "lanner.viewer." + other + "..")
                            .toArray(String[]::new))
                    .because("what several screens show has a room of its own")
                    .check(LANNER);
        }
        noClasses()
                .that()
                .resideInAnyPackage(
                        "lanner.viewer.list..",
                        "lanner.viewer.action..",
                        "lanner.viewer.model..",
                        "lanner.viewer.paint..",
                        "lanner.viewer.task..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(screens.stream()
                        .map(screen -> "lanner.viewer." + screen + "..")
                        .toArray(String[]::new))
                .check(LANNER);
    }

    @Test
    void theViewerNeitherRecordsNorRunsCommands() {
        noClasses()
                .that()
                .resideInAPackage("lanner.viewer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lanner.cli..", "lanner.recorder..")
                .check(LANNER);
    }

    @Test
    void nothingOfTheViewerTalksToANetwork() {
        noClasses()
                .that()
                .resideInAPackage("lanner.viewer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javafx.scene.web..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.net.Socket.class, java.net.URLConnection.class, java.net.InetAddress.class)
                .check(LANNER);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("lanner.viewer.(*)..").should().beFreeOfCycles().check(LANNER);
        slices().matching("lanner.investigation.(*)..")
                .should()
                .beFreeOfCycles()
                .check(LANNER);
    }

    @Test
    void theCommandLineListsTheViewersOwnOptions() {
        CommandSpec own = new CommandLine(new Main()).getCommandSpec();
        CommandSpec listed = new CommandLine(new ViewCommand()).getCommandSpec();
        assertThat(words(listed)).isEqualTo(words(own));
        assertThat(listed.usageMessage().description())
                .isEqualTo(own.usageMessage().description());
        assertThat(listed.usageMessage().footer()).isEqualTo(own.usageMessage().footer());
        assertThat(own.qualifiedName()).isEqualTo("lanner " + listed.name());
    }

    private static List<String> words(CommandSpec spec) {
        return Stream.concat(
                        spec.options().stream().map(option -> String.join(" ", option.names()) + words(option)),
                        spec.positionalParameters().stream().map(ViewerHouseTest::words))
                .toList();
    }

    private static String words(ArgSpec argument) {
        return " " + argument.paramLabel() + " " + argument.arity() + " "
                + argument.type().getSimpleName() + " " + String.join(" ", argument.description());
    }
}
