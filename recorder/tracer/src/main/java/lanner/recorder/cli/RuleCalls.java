package lanner.recorder.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import lanner.product.Counted;
import lanner.product.FileFailure;
import lanner.product.Installation;
import lanner.recorder.seccomp.Selection;
import lanner.recorder.session.RecordingException;

/**
 * The calls that detection rules need. Rules are the analyzer's business, and the recorder does without it: it reads a
 * list that the analyzer has made, or has the analyzer make one in a process of its own.
 */
final class RuleCalls {
    /** So many names are shown of the calls that one reason is given for. */
    private static final int NAMES_SHOWN = 12;

    private RuleCalls() {}

    /** Reads a list of calls. */
    static Selection read(Path file) throws RecordingException {
        try {
            return Selection.read(file);
        } catch (NoSuchFileException e) {
            throw new RecordingException(RecordingException.BAD_INPUT, "there is no list of calls " + e.getFile());
        } catch (IOException e) {
            throw new RecordingException(RecordingException.BAD_INPUT, FileFailure.sentence(e));
        }
    }

    /** Asks the analyzer what these rule files need. */
    static Selection derive(List<Path> rules) throws RecordingException {
        Path launcher = Installation.launcher();
        if (!Files.isExecutable(launcher)) {
            throw new RecordingException(
                    RecordingException.ENVIRONMENT,
                    "--rules needs the analyzer, which is not installed here; run lanner rules calls where it is,"
                            + " and give its list with --calls");
        }
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "rules", "calls", "--"));
        rules.forEach(file -> command.add(file.toString()));
        try {
            Path list = Files.createTempFile("lanner", ".calls");
            try {
                Process analyzer = new ProcessBuilder(command)
                        .redirectOutput(list.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
                int status = analyzer.waitFor();
                if (status != 0) {
                    throw new RecordingException(
                            status == 1 ? RecordingException.BAD_INPUT : status, "nothing was started");
                }
                return Selection.read(list);
            } finally {
                Files.deleteIfExists(list);
            }
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.ENVIRONMENT, "the analyzer could not be run: " + FileFailure.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecordingException(RecordingException.ENVIRONMENT, "interrupted while the analyzer was running");
        }
    }

    /** What is traced and why, a line a reason. */
    static List<String> explain(Selection selection) {
        Map<String, TreeSet<String>> byReason = new LinkedHashMap<>();
        TreeSet<String> inPart = new TreeSet<>(selection.inPart());
        new TreeMap<>(selection.reasons())
                .forEach((call, reason) -> byReason.computeIfAbsent(
                                reason.isEmpty() ? "the list names it" : reason, key -> new TreeSet<>())
                        .add(inPart.contains(call) ? call + "*" : call));
        List<String> lines = new ArrayList<>();
        lines.add("lanner: tracing " + Counted.of(selection.reasons().size(), "call")
                + (inPart.isEmpty() ? "" : "; those with a star only with some arguments, see --print-filter"));
        byReason.forEach((reason, names) -> {
            String shown = String.join(" ", names.stream().limit(NAMES_SHOWN).toList());
            String more = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
            lines.add("lanner:   " + printable(shown + more + ": " + reason));
        });
        return lines;
    }

    /** A list may come from anywhere: what a terminal would obey is shown as question marks. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            shown.append(each < 0x20 || each > 0x7E ? '?' : (char) each);
        }
        return shown.toString();
    }
}
