package lanner.cli.guard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.cli.sarif.SarifLog;
import lanner.cli.sarif.SarifResult;
import lanner.engine.alert.Priority;
import lanner.engine.json.JsonText;
import lanner.product.TerminalText;
import lanner.product.WholeFile;

/** GitLab's report of code quality: the part of Code Climate's format that a merge request shows. */
public final class CodeQuality {
    private static final int LONGEST_DESCRIPTION = 1_000;

    private CodeQuality() {}

    /** Writes the results of a log as a whole file. */
    public static void write(Path file, SarifLog log) throws IOException {
        List<Map<String, Object>> issues = new ArrayList<>();
        log.results().forEach((result, count) -> issues.add(issue(result)));
        WholeFile.write(file, JsonText.write(issues) + "\n");
    }

    private static Map<String, Object> issue(SarifResult result) {
        String text = TerminalText.visible(result.message());
        Map<String, Object> issue = new LinkedHashMap<>();
        issue.put(
                "description",
                JsonText.latin(
                        text.length() <= LONGEST_DESCRIPTION
                                ? text
                                : text.substring(0, LONGEST_DESCRIPTION - 3) + "..."));
        issue.put("check_name", result.rule().id());
        issue.put("fingerprint", SarifLog.fingerprint(result));
        issue.put("severity", severity(result.rank()));
        issue.put("location", Map.of("path", JsonText.latin(result.place()), "lines", Map.of("begin", 1)));
        return issue;
    }

    /** @param rank {@link Priority#severity()} */
    private static String severity(int rank) {
        Priority priority = Arrays.stream(Priority.values())
                .filter(each -> each.severity() == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rank " + rank));
        return switch (priority) {
            case EMERGENCY, ALERT, CRITICAL -> "blocker";
            case ERROR -> "critical";
            case WARNING -> "major";
            case NOTICE -> "minor";
            case INFORMATIONAL, DEBUG -> "info";
        };
    }
}
