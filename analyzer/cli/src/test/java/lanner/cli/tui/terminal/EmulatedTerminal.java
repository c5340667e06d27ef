package lanner.cli.tui.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import lanner.cli.tui.pane.Window;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;

/** What a window writes, as bytes, and as a terminal shows them. */
final class EmulatedTerminal {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ScreenTerminal screen;
    private final ScreenWriter writer;
    private int columns;
    private int rows;

    EmulatedTerminal(String type, int columns, int rows) throws IOException {
        screen = new ScreenTerminal(columns, rows);
        LineDisciplineTerminal terminal = new LineDisciplineTerminal("test", type, bytes, StandardCharsets.UTF_8);
        writer = new ScreenWriter(terminal);
        resize(columns, rows);
        writer.begin();
    }

    void resize(int newColumns, int newRows) {
        columns = newColumns;
        rows = newRows;
        screen.setSize(Size.of(columns, rows));
        writer.resize(columns, rows);
    }

    /** Shows the window; how many bytes that took. */
    int show(Window window) throws IOException {
        bytes.reset();
        writer.show(window.screen());
        String sent = bytes.toString(StandardCharsets.UTF_8);
        screen.write(sent);
        return bytes.size();
    }

    /** What was written last. */
    String sent() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What the terminal shows, without spaces at the ends of lines. */
    String text() {
        long[] cells = new long[columns * rows];
        screen.dump(cells, 0, 0, rows, columns, null);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append(Arrays.stream(cells, row * columns, (row + 1) * columns)
                            .mapToObj(cell -> (int) cell == 0 ? "" : Character.toString((int) cell))
                            .collect(Collectors.joining())
                            .stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }
}
