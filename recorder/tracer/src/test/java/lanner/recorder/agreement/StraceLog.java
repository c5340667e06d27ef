package lanner.recorder.agreement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of {@code strace -f -o FILE}: calls with their results and quoted arguments, by thread. */
final class StraceLog {
    /** One finished call. */
    record Call(int tid, String name, String result, List<String> texts) {}

    private static final Pattern LINE = Pattern.compile("^(\\d+) +(.*)$");
    private static final Pattern UNFINISHED = Pattern.compile("^(\\w+)\\((.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. (\\w+) resumed>(.*)$");
    private static final Pattern CALL = Pattern.compile("^(\\w+)\\((.*)\\) += (\\S+)(?: (E\\w+))?.*$");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private StraceLog() {}

    static List<Call> read(Path log) throws IOException {
        List<Call> calls = new ArrayList<>();
        Map<Integer, String> begun = new HashMap<>();
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            Matcher thread = LINE.matcher(line);
            if (!thread.matches()) {
                continue;
            }
            int tid = Integer.parseInt(thread.group(1));
            String rest = thread.group(2);
            Matcher unfinished = UNFINISHED.matcher(rest);
            Matcher resumed = RESUMED.matcher(rest);
            if (unfinished.matches()) {
                begun.put(tid, unfinished.group(1) + "(" + unfinished.group(2));
                continue;
            }
            if (resumed.matches()) {
                String start = begun.remove(tid);
                rest = (start == null ? resumed.group(1) + "(" : start) + resumed.group(2);
            }
            Matcher call = CALL.matcher(rest);
            if (!call.matches() || call.group(3).equals("?")) {
                continue;
            }
            List<String> texts = new ArrayList<>();
            Matcher text = TEXT.matcher(call.group(2));
            while (text.find()) {
                texts.add(text.group(1));
            }
            String result = call.group(4) == null ? call.group(3) : call.group(4);
            calls.add(new Call(tid, call.group(1), result, texts));
        }
        return calls;
    }
}
