package lanner.sql.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lanner.product.TerminalText;
import lanner.sql.database.Answer;
import lanner.sql.database.SqlFailure;
import org.jline.utils.WCWidth;

/**
 * Columns under their names, numbers to the right. The first rows say how wide a column is; on a terminal the widest are cut
 * until a row fits, and where that leaves too little of them each value has a line of its own. What could be a command to the
 * terminal is escaped.
 */
final class TableWriter implements AnswerWriter {
    private static final int LOOKED_AT = 500;
    private static final String BETWEEN = "  ";
    private static final String CUT = "…";
    /** Of a column that is cut. */
    private static final int LEAST = 12;
    /** Longer than any terminal is wide: a value may have a million characters. */
    private static final int MOST_CHARACTERS = 10_000;

    private final PrintWriter out;
    private final int width;

    TableWriter(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public long write(Answer answer) throws SqlFailure, IOException {
        List<Answer.Column> columns = answer.columns();
        List<String[]> first = new ArrayList<>();
        while (first.size() < LOOKED_AT && answer.next()) {
            first.add(row(answer));
        }
        String[] names = columns.stream()
                .map(column -> TerminalText.visible(column.name()))
                .toArray(String[]::new);
        int[] widths = widths(names, first);
        if (width > 0 && sum(widths, Integer.MAX_VALUE) + BETWEEN.length() * (widths.length - 1) > width) {
            return oneBelowTheOther(names, first, answer);
        }
        print(names, widths, columns);
        String[] rules = Arrays.stream(widths).mapToObj("-"::repeat).toArray(String[]::new);
        print(rules, widths, columns);
        long rows = first.size();
        for (String[] each : first) {
            print(each, widths, columns);
        }
        while (answer.next()) {
            print(row(answer), widths, columns);
            rows++;
        }
        return rows;
    }

    private long oneBelowTheOther(String[] names, List<String[]> first, Answer answer) throws SqlFailure, IOException {
        int[] widths = {0, width};
        for (String name : names) {
            widths[0] = Math.max(widths[0], cells(name));
        }
        widths[1] = Math.max(LEAST, width - widths[0] - BETWEEN.length());
        List<Answer.Column> texts = List.of(new Answer.Column("", false), new Answer.Column("", false));
        long rows = 0;
        for (String[] row : first) {
            print(names, row, ++rows, widths, texts);
        }
        while (answer.next()) {
            print(names, row(answer), ++rows, widths, texts);
        }
        return rows;
    }

    private void print(String[] names, String[] row, long number, int[] widths, List<Answer.Column> texts) {
        out.println("-- row " + number);
        for (int i = 0; i < row.length; i++) {
            print(new String[] {names[i], row[i]}, widths, texts);
        }
    }

    private String[] row(Answer answer) throws SqlFailure {
        String[] row = new String[answer.columns().size()];
        for (int i = 0; i < row.length; i++) {
            Object value = answer.value(i);
            String text = value == null ? "NULL" : AnswerWriter.text(value);
            boolean tooLong = width > 0 && text.length() > MOST_CHARACTERS;
            row[i] = TerminalText.visible(tooLong ? text.substring(0, MOST_CHARACTERS) : text);
        }
        return row;
    }

    private int[] widths(String[] names, List<String[]> rows) {
        int[] widths = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            widths[i] = cells(names[i]);
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], cells(row[i]));
            }
        }
        if (width > 0) {
            int most = width - BETWEEN.length() * (widths.length - 1);
            int widest = Arrays.stream(widths).max().orElse(0);
            while (widest > LEAST && sum(widths, widest) > most) {
                widest--;
            }
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.min(widths[i], widest);
            }
        }
        return widths;
    }

    private static int sum(int[] widths, int widest) {
        return Arrays.stream(widths).map(each -> Math.min(each, widest)).sum();
    }

    private void print(String[] row, int[] widths, List<Answer.Column> columns) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(i == 0 ? "" : BETWEEN);
            String text = width > 0 ? fitting(row[i], widths[i]) : row[i];
            String blanks = " ".repeat(Math.max(0, widths[i] - cells(text)));
            boolean right = columns.get(i).isNumber();
            line.append(right ? blanks : "").append(text).append(right ? "" : blanks);
        }
        out.println(line.toString().stripTrailing());
    }

    private static String fitting(String text, int most) {
        if (cells(text) <= most) {
            return text;
        }
        int cells = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            cells += Math.max(0, WCWidth.wcwidth(c));
            if (cells > most - 1) {
                break;
            }
            at += Character.charCount(c);
        }
        return text.substring(0, at) + CUT;
    }

    /** How many cells of a terminal a text takes. */
    private static int cells(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
