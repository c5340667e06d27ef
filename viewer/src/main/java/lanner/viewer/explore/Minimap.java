package lanner.viewer.explore;

import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import lanner.investigation.rows.RowMap;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowView;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.Theme;
import lanner.viewer.task.Job;
import org.jspecify.annotations.Nullable;

/**
 * All rows of the table beside its scroll bar: alerts to the left, bookmarks in the middle, gaps to the right, and behind
 * them how many rows show a text that is looked for, or match where others are dimmed. Made anew in a background job when rows or marks change, not with a frame.
 */
final class Minimap extends Region {
    static final double WIDTH = 18;
    private static final double LANE = 5;
    private static final double LEAST_HEIGHT = 4;
    /** A click so many pixels beside a mark means the mark. */
    private static final int NEAR = 4;

    private final Investigation investigation;
    private final Supplier<RowView> view;
    private final Canvas canvas = new Canvas(WIDTH, 1);
    private Optional<RowMap> map = Optional.empty();
    private @Nullable Job job;
    private boolean again;

    /**
     * @param view what the table shows
     * @param choose takes the place of a mark that was clicked at
     * @param scroll takes a place that was clicked at without a mark
     */
    Minimap(Investigation investigation, Supplier<RowView> view, IntConsumer choose, IntConsumer scroll) {
        this.investigation = investigation;
        this.view = view;
        setId("minimap");
        setAccessibleText("All rows: alerts, bookmarks, gaps");
        Tooltip.install(
                this,
                new Tooltip("All rows. Left: alerts (F8). Middle: bookmarks (F6). Right: gaps. A click goes there."));
        getChildren().add(canvas);
        investigation.settings().theme().addListener((property, before, now) -> paint());
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            map.ifPresent(all -> {
                int line = Math.max(0, Math.min(all.lines() - 1, (int) event.getY()));
                int mark = all.near(line, NEAR);
                if (mark >= 0) {
                    choose.accept(mark);
                } else {
                    scroll.accept(all.place(line));
                }
            });
            event.consume();
        });
    }

    /** Rows, marks or the size have changed. One look at a time; what changes meanwhile is looked at behind it. */
    void look() {
        int lines = (int) canvas.getHeight();
        RowView now = view.get();
        if (lines < LEAST_HEIGHT || now.count() == 0) {
            map = Optional.empty();
            paint();
            return;
        }
        if (job != null && job.isRunning()) {
            again = true;
            job.cancel();
            return;
        }
        int[] bookmarks = investigation.notes().bookmarkedRows().stream()
                .mapToInt(each -> each.getKey())
                .toArray();
        Optional<RowSet> found =
                Optional.ofNullable(investigation.foundText().rows().get());
        job = investigation
                .jobs()
                .start("marks beside the rows", progress -> RowMap.of(now, bookmarks, found, lines, progress), made -> {
                    if (again) {
                        again = false;
                        look();
                    } else {
                        map = made;
                        paint();
                    }
                });
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getHeight() != getHeight()) {
            canvas.setHeight(Math.max(1, getHeight()));
            look();
            paint();
        }
    }

    private void paint() {
        Theme theme = investigation.settings().theme().get();
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.setFill(theme.stripe());
        graphics.fillRect(0, 0, WIDTH, canvas.getHeight());
        graphics.setStroke(theme.line());
        graphics.strokeLine(0.5, 0, 0.5, canvas.getHeight());
        map.ifPresent(all -> {
            for (int line = 0; line < all.lines(); line++) {
                double matching = all.matching(line);
                if (matching > 0) {
                    graphics.setFill(theme.selected());
                    graphics.fillRect(1, line, 2 + (WIDTH - 3) * matching, 1.2);
                }
            }
            lane(graphics, all, RowMap.Mark.GAP, theme.gap(), 2 + 2 * LANE);
            lane(graphics, all, RowMap.Mark.BOOKMARK, theme.bookmark(), 2 + LANE);
            lane(graphics, all, RowMap.Mark.ALERT, theme.alert(), 2);
        });
    }

    /** A mark is higher than a line, so that a single one is seen. */
    private static void lane(GraphicsContext graphics, RowMap all, RowMap.Mark mark, Color colour, double x) {
        graphics.setFill(colour);
        for (int line = 0; line < all.lines(); line++) {
            if (all.first(mark, line) >= 0) {
                graphics.fillRect(x, Math.min(line, all.lines() - LEAST_HEIGHT), LANE, LEAST_HEIGHT);
            }
        }
    }
}
