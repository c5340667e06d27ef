package lanner.cli.tui.text;

/**
 * Where a list stands: the line at hand, and the first one in view.
 *
 * @param selected from 0; 0 for an empty list
 */
public record ListPosition(int selected, int top) {
    public static final ListPosition FIRST = new ListPosition(0, 0);

    /**
     * The same in a list of so many lines of which so many are in view: the line at hand is in view, and no line of the view
     * stays empty that need not.
     */
    public ListPosition within(int count, int visible) {
        int rows = Math.max(1, visible);
        int chosen = Math.max(0, Math.min(count - 1, selected));
        int first = Math.max(chosen - rows + 1, Math.min(chosen, top));
        return new ListPosition(chosen, Math.max(0, Math.min(first, count - rows)));
    }

    /** With another line at hand. */
    public ListPosition to(int line, int count, int visible) {
        return new ListPosition(line, top).within(count, visible);
    }

    /** With another line at hand that is well inside the view, when it was not in view. */
    public ListPosition reveal(int line, int count, int visible) {
        boolean inView = line >= top && line < top + visible;
        return new ListPosition(line, inView ? top : line - visible / 2).within(count, visible);
    }

    /** What a key makes of it; the same for a key that does not move. */
    public ListPosition press(Key key, int count, int visible) {
        int page = Math.max(1, visible);
        return switch (key.kind()) {
            case UP -> to(selected - 1, count, visible);
            case DOWN -> to(selected + 1, count, visible);
            case PAGE_UP -> paged(-page, count, visible);
            case PAGE_DOWN -> paged(page, count, visible);
            case HOME -> to(0, count, visible);
            case END -> to(count - 1, count, visible);
            case CONTROL ->
                switch (key.character()) {
                    case 'F' -> paged(page, count, visible);
                    case 'B' -> paged(-page, count, visible);
                    case 'D' -> paged(Math.max(1, page / 2), count, visible);
                    case 'U' -> paged(-Math.max(1, page / 2), count, visible);
                    default -> this;
                };
            case CHARACTER ->
                switch (key.character()) {
                    case 'k' -> to(selected - 1, count, visible);
                    case 'j' -> to(selected + 1, count, visible);
                    case ' ' -> paged(page, count, visible);
                    case 'b' -> paged(-page, count, visible);
                    case 'g' -> to(0, count, visible);
                    case 'G' -> to(count - 1, count, visible);
                    default -> this;
                };
            default -> this;
        };
    }

    private ListPosition paged(int by, int count, int visible) {
        // Rows fit into an int, their sum with a page may not.
        int line = (int) Math.max(0, Math.min(count - 1L, (long) selected + by));
        int first = (int) Math.max(0, Math.min(Math.max(0L, (long) count - visible), (long) top + by));
        return new ListPosition(line, first).within(count, visible);
    }
}
