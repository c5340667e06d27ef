package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javafx.scene.input.KeyCode;
import lanner.investigation.Samples;
import org.junit.jupiter.api.Test;

/** From an alert to the file, the process chain and the connection, as the README says it. */
class StoryTest extends SampleWindow {
    private static final int MOST_ACTIONS = 6;
    private static final String HEADING = "## From an alert to the file, the chain and the connection";
    private static final Pattern STEP = Pattern.compile("[0-9]+\\. .*");

    @Test
    void anAlertLeadsToFileChainAndConnectionInSixActions() throws IOException {
        open(Samples.INSTALL_SCRIPT);
        toAlert(FRESH);
        int before = driver.actions();

        driver.press(KeyCode.DIGIT1);
        driver.awaitWords(UPDATER + "\n");
        assertThat(driver.ask(() -> StoryTable.atHand(driver.node("#entities").orElseThrow())))
                .isEqualTo(UPDATER);
        assertThat(driver.ask(() -> story())).contains("created", "made executable", "run");

        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("alerts");
        driver.press(KeyCode.DIGIT2);
        driver.awaitWords("Process chain");
        for (String process :
                List.of("140  updater 8443", "131  sh ./scripts/setup.sh", "130  sh -c sh ./scripts/setup.sh")) {
            driver.awaitWords(process);
        }
        driver.awaitWords("  npm install colour-strings");

        driver.press(KeyCode.BACK_SPACE).awaitKeyboard("alerts");
        driver.press(KeyCode.DIGIT3);
        driver.awaitWords("connections of the process chain");
        driver.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        driver.awaitWords("ipv4  127.0.0.1:57698->127.0.0.1:8443");
        driver.awaitWords("24 bytes");

        assertThat(driver.actions() - before).isLessThanOrEqualTo(MOST_ACTIONS).isEqualTo(written());
    }

    private List<String> story() {
        return StoryTable.words(driver.node("#story").orElseThrow());
    }

    /** How many steps the README has. */
    private static int written() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        int from = lines.indexOf(HEADING);
        assertThat(from).isPositive();
        return (int) lines.subList(from + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> STEP.matcher(line).matches())
                .count();
    }
}
