package lanner.sql.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import lanner.engine.json.JsonText;
import lanner.exchange.table.CsvText;
import lanner.sql.database.Answer;
import lanner.sql.database.SqlFailure;

/** RFC 4180 with a header, as {@code export --to csv}: NULL is empty, control characters are escaped. */
final class CsvWriter implements AnswerWriter {
    private final PrintWriter out;

    CsvWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public long write(Answer answer) throws SqlFailure, IOException {
        out.println(AnswerWriter.names(answer).stream()
                .map(name -> CsvText.cell(JsonText.latin(name)))
                .collect(Collectors.joining(",")));
        long rows = 0;
        int columns = answer.columns().size();
        StringBuilder line = new StringBuilder();
        while (answer.next()) {
            line.setLength(0);
            for (int i = 0; i < columns; i++) {
                Object value = answer.value(i);
                line.append(i == 0 ? "" : ",");
                line.append(value == null ? "" : CsvText.cell(JsonText.latin(AnswerWriter.text(value))));
            }
            out.println(line);
            rows++;
        }
        return rows;
    }
}
