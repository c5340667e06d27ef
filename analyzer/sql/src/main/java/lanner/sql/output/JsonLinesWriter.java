package lanner.sql.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.sql.database.Answer;
import lanner.sql.database.SqlFailure;
import org.jspecify.annotations.Nullable;

/** One JSON object a row. */
final class JsonLinesWriter implements AnswerWriter {
    private final PrintWriter out;

    JsonLinesWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public long write(Answer answer) throws SqlFailure, IOException {
        List<String> names = AnswerWriter.names(answer);
        long rows = 0;
        while (answer.next()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                object.put(names.get(i), answer.value(i));
            }
            out.println(AnswerWriter.json(object));
            rows++;
        }
        return rows;
    }
}
