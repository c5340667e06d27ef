package lanner.cli.tui.pane;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import lanner.cli.tui.desk.Desk;
import lanner.cli.tui.text.Key;
import lanner.cli.tui.text.Key.Kind;
import lanner.cli.tui.text.Look;
import lanner.investigation.Samples;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.casework.OpenedCase;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** A window without a terminal: its work is done at once, on the thread of the test. */
public final class ShownWindow implements AutoCloseable {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T20:00:00Z"), ZoneOffset.UTC);

    public final Desk desk;
    public final Window window;
    public final CaseFile caseFile;
    private final OpenedCase opened;

    private ShownWindow(OpenedCase opened, Look look) {
        this.opened = opened;
        caseFile = opened.caseFile();
        Executor now = Runnable::run;
        desk = new Desk(opened, now, now);
        window = new Window(desk, look);
        desk.begin();
    }

    public static ShownWindow of(Path directory, Look look, Path... captures) throws IOException {
        List<CaptureSession> sessions = new java.util.ArrayList<>();
        for (Path capture : captures) {
            sessions.add(Samples.session(directory, capture));
        }
        CaseFile file = CaseFile.open(directory.resolve("x.lanner-case"), CLOCK);
        return new ShownWindow(new OpenedCase(new Workspace(sessions), file, Optional.empty()), look);
    }

    public ShownWindow resize(int columns, int rows) {
        window.resize(columns, rows);
        return this;
    }

    /** Presses keys one after the other: names of keys, {@code ^X}, or characters; {@code _} is a space. */
    public Window.Outcome press(String keys) {
        Window.Outcome last = Window.Outcome.GO_ON;
        for (String word : keys.split(" +")) {
            if (word.length() > 2 && word.chars().allMatch(c -> Character.isUpperCase(c) || c == '_')) {
                last = window.press(Key.of(Kind.valueOf(word)));
            } else if (word.length() == 2 && word.charAt(0) == '^') {
                last = window.press(Key.control(word.charAt(1)));
            } else {
                for (int c : word.codePoints().toArray()) {
                    last = window.press(Key.character(c == '_' ? ' ' : c));
                }
            }
            window.screen();
        }
        return last;
    }

    public String text() {
        return window.screen().lines().stream()
                .map(line -> line.toString().stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public void close() throws IOException {
        desk.cancel();
        opened.close();
    }
}
