package lanner.cli.tui.terminal;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.desk.Jobs;
import lanner.cli.tui.pane.Window;
import lanner.cli.tui.text.Key;
import lanner.investigation.casework.OpenedCase;
import lanner.product.ExitCode;
import org.jline.terminal.Size;

/**
 * The window on the terminal, from its opening to its end. One thread has the window: it takes keys, results of jobs and
 * signals from a queue, one after the other, and paints when the queue is empty. Keys that come faster than the terminal can
 * be painted are all taken, and painted once.
 */
public final class TextWindow {
    /** How often what goes on is painted anew. Often enough for a person, seldom enough for a slow line. */
    private static final long TICK_MILLIS = 500;
    /** Until the first rows are there. */
    private static final long FIRST_TICK_MILLIS = 50;
    /** A terminal that sends without end is painted all the same. */
    private static final int MOST_AT_ONCE = 256;

    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final TextTerminal terminal;
    private final Desk desk;
    private final Window window;
    private boolean resized = true;
    private boolean suspended;
    private ExitCode end = ExitCode.DONE;
    private boolean ended;

    private TextWindow(TextTerminal terminal, OpenedCase opened, Map<String, String> environment) {
        this.terminal = terminal;
        desk = new Desk(opened, Jobs::inThread, queue::add);
        window = new Window(desk, terminal.look(environment));
    }

    /**
     * Shows captures until the user leaves. Closes them.
     *
     * @param environment {@code TERM} and what else says how a terminal is
     * @return done, or interrupted
     * @throws NoTerminalException with a sentence, if there is no terminal that can show it
     */
    public static ExitCode show(OpenedCase opened, Map<String, String> environment) throws IOException {
        try (opened;
                TextTerminal terminal = TextTerminal.open(environment)) {
            TextWindow shown = new TextWindow(terminal, opened, environment);
            try {
                return shown.run();
            } finally {
                shown.endJobs();
            }
        }
    }

    private ExitCode run() throws IOException {
        terminal.onSignals(() -> queue.add(() -> resized = true), () -> queue.add(() -> suspended = true));
        Thread keys = new Thread(this::readKeys, "lanner-keys");
        keys.setDaemon(true);
        keys.start();
        desk.begin();
        while (!ended) {
            if (suspended) {
                suspended = false;
                terminal.suspend();
                resized = true;
            }
            if (resized) {
                resized = false;
                Size size = terminal.size();
                terminal.resize(size);
                window.resize(size.getColumns(), size.getRows());
            }
            terminal.show(window.screen());
            work();
        }
        return end;
    }

    /** Waits for something to do, and does all there is. */
    private void work() {
        try {
            boolean isFirst = desk.events().rows() == 0;
            Runnable next = desk.running().isEmpty()
                    ? queue.take()
                    : queue.poll(isFirst ? FIRST_TICK_MILLIS : TICK_MILLIS, TimeUnit.MILLISECONDS);
            for (int i = 0; next != null && !ended && i < MOST_AT_ONCE; i++) {
                next.run();
                next = queue.poll();
            }
            if (next != null) {
                queue.add(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave(ExitCode.INTERRUPTED);
        }
    }

    private void leave(ExitCode code) {
        ended = true;
        end = code;
    }

    private void readKeys() {
        Consumer<Key> press = key -> queue.add(() -> press(key));
        try {
            for (var key = terminal.key(); key.isPresent(); key = terminal.key()) {
                press.accept(key.get());
            }
            queue.add(() -> leave(ExitCode.DONE));
        } catch (IOException e) {
            // A terminal that is gone, as after the end of a connection: there is nobody to tell.
            queue.add(() -> leave(ExitCode.INTERRUPTED));
        }
    }

    private void press(Key key) {
        switch (window.press(key)) {
            case GO_ON -> {}
            case PAINT_ANEW -> resized = true;
            case SUSPEND -> suspended = true;
            case LEAVE -> leave(ExitCode.DONE);
            case INTERRUPTED -> leave(ExitCode.INTERRUPTED);
        }
    }

    /** An index that is being written to the cache is given time to take its draft away. */
    private void endJobs() {
        desk.cancel();
        long until = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (!desk.running().isEmpty() && System.nanoTime() < until) {
                Runnable next = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
