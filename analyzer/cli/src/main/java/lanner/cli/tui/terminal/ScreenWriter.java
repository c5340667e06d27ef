package lanner.cli.tui.terminal;

import java.io.IOError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lanner.cli.tui.pane.Window.Screen;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** Writes a screen to a terminal: what differs from the one before, alone. */
final class ScreenWriter {
    private final Terminal terminal;
    private final Display display;
    private int columns;
    private boolean isCaretShown;

    ScreenWriter(Terminal terminal) {
        this.terminal = terminal;
        display = new Display(terminal, true);
    }

    /** Takes the terminal for the window: its other page, without a caret. */
    void begin() {
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        isCaretShown = false;
        display.clear();
        terminal.flush();
    }

    /** Gives the terminal back. */
    void end() {
        terminal.puts(Capability.exit_attribute_mode);
        terminal.puts(Capability.clear_screen);
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
    }

    /** What is on the terminal is not known any more, or it has another size. */
    void resize(int newColumns, int newRows) {
        columns = newColumns;
        display.resize(Size.of(newColumns, newRows));
        display.clear();
    }

    /**
     * Shows a screen.
     *
     * @throws IOException when the terminal is gone
     */
    void show(Screen screen) throws IOException {
        List<AttributedString> lines = new ArrayList<>();
        int last = screen.lines().size() - 1;
        for (int i = 0; i <= last; i++) {
            AttributedString line = screen.lines().get(i);
            // A line that ends is no part of the one below it, however long it is.
            lines.add(
                    i == last
                            ? line
                            : new AttributedStringBuilder()
                                    .append(line)
                                    .append("\n")
                                    .toAttributedString());
        }
        boolean wantsCaret = screen.caretRow() >= 0;
        int row = wantsCaret ? screen.caretRow() : Math.max(0, last);
        int column = wantsCaret ? Math.min(screen.caretColumn(), columns - 1) : 0;
        try {
            display.update(lines, row * (columns + 1) + column);
        } catch (IOError e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
        if (wantsCaret != isCaretShown) {
            isCaretShown = wantsCaret;
            terminal.puts(wantsCaret ? Capability.cursor_normal : Capability.cursor_invisible);
            terminal.flush();
        }
    }
}
