package lanner.viewer.explore;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowText;
import org.jspecify.annotations.Nullable;

/** Texts of the rows that are in view, read on a thread of their own; the latest request replaces those before. */
final class RowTexts {
    private static final int KEPT = 2048;
    private static final RowText.Text UNREADABLE = new RowText.Text("", "(this record cannot be read any more)");

    private final Map<Integer, RowText.Text> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, RowText.Text> eldest) {
            return size() > KEPT;
        }
    };
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "lanner-rows");
        made.setDaemon(true);
        return made;
    });
    private final AtomicReference<Wish> wish = new AtomicReference<>();
    private final RowText reader = new RowText();
    private final Runnable arrived;
    private @Nullable Events events;

    /** Rows, and whose: while a capture is indexed, other events may take the place of these. */
    private record Wish(Events of, List<Integer> rows) {}

    /** @param arrived called on the JavaFX thread when there is more to paint */
    RowTexts(Runnable arrived) {
        this.arrived = arrived;
    }

    void events(Events others) {
        if (events != others) {
            events = others;
            kept.clear();
        }
    }

    /** The text of a row; null while it is being read. On the JavaFX thread. */
    RowText.@Nullable Text get(int row) {
        return kept.get(row);
    }

    /** Asks for rows, ascending; those that are there already are not read again. */
    void want(int[] rows) {
        List<Integer> missing = Arrays.stream(rows)
                .filter(row -> !kept.containsKey(row))
                .boxed()
                .toList();
        Events of = events;
        if (of != null && !missing.isEmpty() && !thread.isShutdown() && wish.getAndSet(new Wish(of, missing)) == null) {
            thread.execute(this::fulfil);
        }
    }

    private void fulfil() {
        Wish next = wish.getAndSet(null);
        if (next == null) {
            return;
        }
        Events of = next.of();
        Map<Integer, RowText.Text> read = new LinkedHashMap<>();
        for (int row : next.rows()) {
            try {
                read.put(row, reader.of(of, row));
            } catch (IOException e) {
                read.put(row, UNREADABLE);
            }
        }
        Platform.runLater(() -> {
            if (events == of) {
                kept.putAll(read);
                arrived.run();
            }
        });
    }

    /** Reads no more; what is asked for afterwards does not come. */
    void close() {
        wish.set(null);
        thread.shutdown();
    }
}
