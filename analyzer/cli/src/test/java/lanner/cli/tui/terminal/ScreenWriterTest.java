package lanner.cli.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import lanner.capture.kit.CaptureStory;
import lanner.cli.tui.pane.ShownWindow;
import lanner.cli.tui.text.Look;
import lanner.investigation.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to a terminal, in bytes, and what the terminal shows then. */
class ScreenWriterTest {
    private static final Look LOOK = new Look(true, true);
    /** Placing, styles, inserted and removed lines and characters, modes of the caret: nothing else is written. */
    private static final Pattern OURS = Pattern.compile(
            "\u001b\\[[0-9;]*[ABCDHJKLMPX@dmrGSTh]|\u001b\\[\\?(?:25|12|1049|1)[hl]|\u001b[()][0B]|\u001bM|\u001b[=>]");

    private static final String[] KEYS = {
        "j",
        "k",
        "PAGE_DOWN",
        "PAGE_UP",
        "G",
        "g",
        "TAB",
        "BACK_TAB",
        "ENTER",
        "a",
        "A",
        "n",
        "N",
        "c",
        "z",
        "t",
        "?",
        "ESCAPE",
        "/ evt.type_=_connect ENTER",
        "/ proc TAB",
        "DOWN",
        ": 500 ENTER",
        "RIGHT",
        "LEFT",
        "1",
        "2",
        "3",
        "4",
        "s",
        "x",
        "u"
    };

    private static final int SHOWN_KEYS = 12;

    @TempDir
    Path directory;

    private static long seed() {
        return Long.getLong("lanner.seed", System.nanoTime());
    }

    /** What keys cost on a line of 120 x 40; a whole screen is 4,800 cells. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a line down                       |               | j                 | 400
            a line down at the lower edge     | L             | j                 | 500
            a page down                       |               | PAGE_DOWN         | 4000
            to the end                        |               | G                 | 4000
            a line up                         | j             | k                 | 400
            a line of the tree                | 2             | j                 | 400
            a line of the alerts              | 3             | j                 | 400
            another pane                      |               | TAB               | 2500
            a letter of the filter            | / proc.nam    | e                 | 60
            a decision                        | 3 j           | y                 | 400
            a key that does nothing           |               | Q                 | 0
            """)
    void aKeyWritesWhatItChangesAlone(String name, String before, String key, int most) throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, LOOK, Samples.copy(Samples.INSTALL_SCRIPT, directory))) {
            shown.resize(120, 40);
            EmulatedTerminal terminal = new EmulatedTerminal("xterm-256color", 120, 40);
            int whole = terminal.show(shown.window);
            assertThat(whole).isBetween(2_000, 12_000);
            if ("L".equals(before)) {
                shown.press("j ".repeat(19));
            } else if (before != null) {
                shown.press(before);
            }
            terminal.show(shown.window);
            shown.press(key);
            assertThat(terminal.show(shown.window)).as(name).isLessThanOrEqualTo(most);
        }
    }

    /** After any keys and sizes a terminal shows what the window is: what is written is neither too little nor elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"xterm-256color", "screen", "xterm"})
    void theTerminalShowsWhatTheWindowIs(String type) throws IOException {
        long seed = seed();
        Random random = new Random(seed);
        try (ShownWindow shown = ShownWindow.of(directory, LOOK, Samples.copy(Samples.INSTALL_SCRIPT, directory))) {
            shown.resize(120, 40);
            EmulatedTerminal terminal = new EmulatedTerminal(type, 120, 40);
            ArrayDeque<String> pressed = new ArrayDeque<>();
            for (int i = 0; i < 400; i++) {
                if (random.nextInt(20) == 0) {
                    int columns = 2 + random.nextInt(200);
                    int rows = 2 + random.nextInt(60);
                    shown.resize(columns, rows);
                    terminal.resize(columns, rows);
                    pressed.add(columns + "x" + rows);
                }
                String key = KEYS[random.nextInt(KEYS.length)];
                pressed.add(key);
                if (pressed.size() > SHOWN_KEYS) {
                    pressed.remove();
                }
                shown.press(key);
                terminal.show(shown.window);
                List<String> is = terminal.text().lines().toList();
                List<String> wanted = shown.text().lines().toList();
                for (int row = 0; row < wanted.size(); row++) {
                    assertThat(is.get(row))
                            .as("seed %d: row %d after %s", seed, row, pressed)
                            .isEqualTo(wanted.get(row));
                }
            }
        }
    }

    /** Names, arguments and paths that are attacks on a terminal, in every field that a window shows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingOfACaptureReachesTheTerminalAsACommand(boolean unicode) throws IOException {
        long seed = seed();
        Random random = new Random(seed);
        Path capture = hostile();
        try (ShownWindow shown = ShownWindow.of(directory, new Look(true, unicode), capture)) {
            EmulatedTerminal terminal = new EmulatedTerminal("xterm-256color", 80, 24);
            for (int i = 0; i < 300; i++) {
                int columns = 1 + random.nextInt(150);
                int rows = 1 + random.nextInt(50);
                shown.resize(columns, rows);
                terminal.resize(columns, rows);
                shown.press(KEYS[random.nextInt(KEYS.length)]);
                terminal.show(shown.window);
                String rest = OURS.matcher(terminal.sent()).replaceAll("");
                assertThat(rest.codePoints().filter(c -> c != '\n' && c != '\r' && c != '\b'))
                        .as("seed %d: %dx%d", seed, columns, rows)
                        .noneMatch(lanner.product.TerminalText::isControl);
                assertThat(shown.window.screen().lines())
                        .as("seed %d: %dx%d", seed, columns, rows)
                        .hasSizeLessThanOrEqualTo(rows)
                        .allSatisfy(line -> assertThat(line.columnLength()).isLessThanOrEqualTo(columns));
            }
        }
    }

    private Path hostile() throws IOException {
        String[] attacks = {
            "/tmp/\u001b[2J\u001b]0;owned\u0007\u001b[31m",
            "/tmp/\u009b2J\u0090q\u009c",
            CaptureStory.bytes("/tmp/\u202egnp.exe\u2066\u200f"),
            CaptureStory.bytes("/tmp/" + "\u4e2d\u6587".repeat(60)),
            CaptureStory.bytes("/tmp/e" + "\u0301".repeat(3000)),
            CaptureStory.bytes("/tmp/\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\ud83c\uddf3\ud83c\uddf1\ufe0f"),
            "/tmp/\r\n\b\t\u007f" + "\u00ff\u00fe".repeat(50),
            "/tmp/" + "x".repeat(4000),
        };
        Path capture = directory.resolve("attack\u001b[5m.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "sh\u001b[2J");
            for (int round = 0; round < 20; round++) {
                for (String attack : attacks) {
                    story.opens(7, attack);
                    story.opens(7, -2, attack);
                    story.unlinks(7, attack);
                }
            }
            story.forks(7, 8, "\u001b[41m");
            story.runs(8, 7, "\u009b31m", attacks);
            story.exits(8, 256);
        }
        return capture;
    }

    @Test
    void aTerminalWithoutSizeOrOfOneCellShowsAWindow() throws IOException {
        try (ShownWindow shown = ShownWindow.of(directory, LOOK, Samples.copy(Samples.INSTALL_SCRIPT, directory))) {
            for (int columns = 0; columns < 12; columns++) {
                for (int rows = 0; rows < 8; rows++) {
                    shown.resize(columns, rows);
                    shown.press("TAB");
                    assertThat(shown.window.screen().lines()).hasSizeLessThanOrEqualTo(Math.max(1, rows));
                }
            }
        }
    }
}
