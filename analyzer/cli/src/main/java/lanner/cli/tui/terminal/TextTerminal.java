package lanner.cli.tui.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.cli.tui.pane.Window.Screen;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.Look;
import lanner.product.FileFailure;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;

/**
 * The terminal while the window has it. Whatever ends the process but SIGKILL gives it back as it was: the end of the window, a
 * failure, SIGTERM and SIGHUP.
 */
final class TextTerminal implements Closeable {
    private static final Set<String> NONE = Set.of("", "dumb", "unknown");
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final ControllingTerminal terminal;
    private final String type;
    private final ScreenWriter writer;
    private final KeyReader keys;
    private final Thread hook = new Thread(this::giveBack, "lanner-terminal");
    private SignalHandler stops = SignalHandler.SIG_DFL;
    /** How the terminal was. */
    private final Attributes before;

    private boolean isOurs;

    private TextTerminal(ControllingTerminal terminal, String type) {
        this.terminal = terminal;
        this.type = type;
        before = terminal.getAttributes();
        writer = new ScreenWriter(terminal);
        keys = new KeyReader(terminal.reader());
    }

    /**
     * Takes the terminal.
     *
     * @throws NoTerminalException with a sentence, if there is none, or it cannot show a window
     */
    static TextTerminal open(Map<String, String> environment) throws IOException {
        String type = environment.getOrDefault("TERM", "");
        if (NONE.contains(type)) {
            throw new NoTerminalException("a terminal of type '" + type + "' (TERM) cannot place its cursor");
        }
        // A name with other characters would be taken for a path, or an option, by infocmp(1).
        if (!type.matches("[a-zA-Z0-9][a-zA-Z0-9._+-]{0,63}") || !isKnown(type)) {
            throw new NoTerminalException("nothing is known of a terminal of type '" + type
                    + "' (TERM) on this machine; TERM=xterm works with most");
        }
        ControllingTerminal terminal;
        TextTerminal taken;
        try {
            terminal = new ControllingTerminal(type);
            taken = new TextTerminal(terminal, type);
        } catch (IOException | java.io.IOError e) {
            throw new NoTerminalException("/dev/tty cannot be used: " + FileFailure.words(e));
        }
        String address = terminal.getStringCapability(Capability.cursor_address);
        if (address == null || !address.toLowerCase(Locale.ROOT).startsWith("\\e[")) {
            throw new NoTerminalException("a terminal of type '" + type + "' (TERM) cannot place its cursor");
        }
        Runtime.getRuntime().addShutdownHook(taken.hook);
        taken.take();
        return taken;
    }

    private static boolean isKnown(String type) throws IOException {
        try {
            InfoCmp.getInfoCmp(type);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (IOException e) {
            // infocmp(1) does not know it.
            return false;
        }
    }

    Look look(Map<String, String> environment) {
        return Look.of(type, terminal.colours(), environment);
    }

    private synchronized void take() {
        isOurs = true;
        terminal.enterRawMode();
        writer.begin();
    }

    /** From the window's thread, or while the process ends from another. */
    private synchronized void giveBack() {
        if (isOurs) {
            isOurs = false;
            writer.end();
            terminal.setAttributes(before);
        }
    }

    /**
     * @param resized called when the terminal may have another size, or what it shows is not known any more
     * @param suspended called when the process is asked to stop
     */
    void onSignals(Runnable resized, Runnable suspended) {
        stops = signal -> suspended.run();
        terminal.handle(Signal.WINCH, signal -> resized.run());
        terminal.handle(Signal.CONT, signal -> resized.run());
        terminal.handle(Signal.TSTP, stops);
    }

    /** Columns and rows, asked of the terminal. */
    Size size() {
        Size size = terminal.getSize();
        boolean isKnown = size.getColumns() > 0 && size.getRows() > 0;
        return isKnown ? size : Size.of(USUAL_COLUMNS, USUAL_ROWS);
    }

    void resize(Size size) {
        writer.resize(size.getColumns(), size.getRows());
    }

    synchronized void show(Screen screen) throws IOException {
        if (isOurs) {
            writer.show(screen);
        }
    }

    /** Waits for a key; empty when the terminal is gone. */
    Optional<Key> key() throws IOException {
        return keys.read();
    }

    /**
     * Gives the terminal back and stops the process with its job, until the user continues it. Where nobody could continue
     * it (an orphaned process group, setpgid(2)) the kernel passes the signal over.
     */
    void suspend() throws IOException {
        terminal.handle(Signal.TSTP, SignalHandler.SIG_DFL);
        // It waits for a line, so that next to no time lies between the terminal given back and the stop: what is typed
        // in that time is still ours, and would be missing in what the user tells the shell.
        Process stopper = new ProcessBuilder("sh", "-c", "read -r go; kill -TSTP 0")
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
        try (OutputStream go = stopper.getOutputStream()) {
            giveBack();
            go.write('\n');
        }
        try {
            stopper.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.handle(Signal.TSTP, stops);
        take();
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        giveBack();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook finds nothing to do.
            hook.interrupt();
        }
    }
}
