package lanner.investigation.casework;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.json.JsonText;
import lanner.investigation.workspace.Integrity;
import org.jspecify.annotations.Nullable;

/** The part of a report that is a case file's lines, one after the other: who did what when, what was taken back among it. */
final class CaseLog {
    /** Lines beyond are counted. */
    static final int MOST = 20_000;

    private CaseLog() {}

    /** Writes the part. */
    static void write(CaseFile caseFile, ReportFormat form) {
        form.heading(2, "Log of the case");
        List<String> log = caseFile.log();
        if (log.isEmpty()) {
            form.paragraph("Nothing was written down.");
            return;
        }
        form.paragraph("Lines are only added to a case file. SHA-256 of these, which head -n " + log.size()
                + " FILE | sha256sum finds: " + sha256(log));
        form.table(
                List.of("Line", "At", "By", "What", "Details"), numbered(log.subList(0, Math.min(MOST, log.size()))));
        if (log.size() > MOST) {
            form.paragraph("and " + ReportText.number(log.size() - MOST) + " more lines");
        }
    }

    private static String sha256(List<String> lines) {
        MessageDigest digest = Integrity.newDigest();
        lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return Integrity.hex(digest.digest());
    }

    private static List<List<String>> numbered(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            List<String> row = new ArrayList<>(List.of(ReportText.number(rows.size() + 1)));
            row.addAll(cells(line));
            rows.add(row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        try {
            Map<String, Object> entry = JsonReader.object(line);
            Hand hand = Hand.of(entry);
            String details = entry.entrySet().stream()
                    .filter(each -> !List.of("at", "by", "do").contains(each.getKey()))
                    .map(each -> each.getKey() + "=" + value(each.getValue()))
                    .collect(Collectors.joining(" "));
            return List.of(
                    hand.at().map(Object::toString).orElse("unknown"),
                    ReportText.characters(hand.analyst()),
                    ReportText.characters(String.valueOf(entry.get("do"))),
                    ReportText.characters(details));
        } catch (JsonException e) {
            // It is shown as it is: a line that is none of ours is part of the file all the same.
            return List.of("unknown", "", "not understood", ReportText.characters(line));
        }
    }

    private static String value(@Nullable Object value) {
        return value instanceof String text ? text : value == null ? "none" : JsonText.writeCharacters(value);
    }
}
