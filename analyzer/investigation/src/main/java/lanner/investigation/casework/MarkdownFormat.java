package lanner.investigation.casework;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown that shows texts of a capture as they are: what would be a mark, a link or a tag of it is escaped. */
final class MarkdownFormat implements ReportFormat {
    private static final String BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    private final StringBuilder text = new StringBuilder();

    @Override
    public void begin(String title) {
        heading(1, title);
    }

    @Override
    public void heading(int level, String words) {
        text.append(text.length() == 0 ? "" : "\n")
                .append("#".repeat(level))
                .append(' ')
                .append(MarkdownText.escaped(words))
                .append("\n");
    }

    @Override
    public void paragraph(String words) {
        text.append('\n').append(MarkdownText.escaped(words)).append('\n');
    }

    @Override
    public void list(List<String> items) {
        text.append('\n');
        items.forEach(
                item -> text.append("- ").append(MarkdownText.escaped(item)).append('\n'));
    }

    @Override
    public void table(List<String> columns, List<List<String>> rows) {
        text.append('\n');
        row(columns);
        text.append("|").append(" --- |".repeat(columns.size())).append('\n');
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        text.append(cells.stream().map(MarkdownText::escaped).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    @Override
    public void tree(List<Branch> branches) {
        text.append('\n');
        branches.forEach(branch -> text.append("  ".repeat(branch.depth()))
                .append("- ")
                .append(MarkdownText.escaped(branch.text()))
                .append('\n'));
    }

    /** Two lines of bars: all events, the process's own; below them where the event is, and alerts. */
    @Override
    public void clip(Clip clip) {
        text.append("\n```\nall     ");
        bars(clip.all(), clip.most());
        text.append("\nprocess ");
        bars(clip.own(), clip.most());
        text.append("\n        ");
        for (int i = 0; i < clip.all().length; i++) {
            text.append(i == clip.moment() ? '^' : clip.alerts()[i] ? '!' : ' ');
        }
        text.append("\n        ")
                .append(clip.from())
                .append(" to ")
                .append(clip.to())
                .append("\n```\n");
    }

    private void bars(int[] counts, int most) {
        for (int count : counts) {
            text.append(count == 0 ? ' ' : BARS.charAt((int) ((count * 7L + most - 1) / most)));
        }
    }

    @Override
    public String end() {
        return text.toString();
    }
}
