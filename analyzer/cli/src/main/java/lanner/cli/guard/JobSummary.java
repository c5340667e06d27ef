package lanner.cli.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.compare.Difference;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertScene;
import lanner.engine.alert.AlertText;
import lanner.investigation.casework.MarkdownText;
import lanner.product.Counted;

/** A report as Markdown, for the page of a job. */
public final class JobSummary {
    /** GitHub takes so much of a step, and none of a step that has more. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_GROUPS = 50;
    private static final int LONGEST_CELL = 300;

    private JobSummary() {}

    /**
     * Adds it to a file, which is made where there is none. Where that already has so much that the whole would be too long,
     * only the verdict is added, or nothing.
     *
     * @throws IOException with a reason in words
     */
    public static void append(Path file, GuardReport report) throws IOException {
        byte[] whole = text(report).getBytes(StandardCharsets.UTF_8);
        byte[] brief = heading(report).getBytes(StandardCharsets.UTF_8);
        long there = size(file);
        byte[] added = there + whole.length <= MOST_BYTES ? whole : brief;
        if (there + added.length > MOST_BYTES) {
            throw new FileSystemException(file.toString(), null, "there is no room left in it: a summary has 1 MiB");
        }
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
        Files.write(file, added, options.toArray(OpenOption[]::new));
    }

    /** What is in its place may be the command's doing: a pipe would make us wait, a link lead elsewhere. */
    private static long size(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Files.size(file);
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it is there and is no plain file");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new NoSuchFileException(file.toString(), null, "there is no directory " + directory);
        }
        return 0;
    }

    private static String heading(GuardReport report) {
        return "### Lanner guard: " + MarkdownText.escaped(AlertText.visibleCharacters(report.headline())) + "\n\n"
                + MarkdownText.escaped(sentence(report.facts())) + "\n\n";
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The whole page. */
    static String text(GuardReport report) {
        StringBuilder text = new StringBuilder(heading(report));
        List<Findings.Group> groups = report.findings().groups();
        if (!groups.isEmpty()) {
            text.append("| Counts | Priority | Rule | Alerts | What | Process | First event |\n");
            text.append("| --- | --- | --- | ---: | --- | --- | ---: |\n");
            groups.stream().limit(MOST_GROUPS).forEach(group -> text.append(row(group)));
            text.append('\n');
            if (groups.size() > MOST_GROUPS) {
                text.append("And alerts of ")
                        .append(Counted.of(groups.size() - MOST_GROUPS, "more rule"))
                        .append(".\n\n");
            }
        }
        report.differences().ifPresent(differences -> differences(differences, text));
        report.unknown().forEach(sentence -> text.append(item("Not looked at: " + sentence)));
        report.shortfalls().forEach(sentence -> text.append(item("Not in the recording: " + sentence)));
        report.capture().ifPresent(capture -> text.append(item("The recording is in " + capture)));
        report.statusWords().ifPresent(words -> text.append(item("Exit " + words)));
        return text.append('\n').toString();
    }

    private static void differences(BaselineDifferences differences, StringBuilder text) {
        List<Difference> sorted = differences.sorted();
        if (sorted.isEmpty()) {
            return;
        }
        text.append(MarkdownText.escaped(sentence(differences.words()))).append(".\n\n");
        text.append("| Counts | Difference | What | Process | First event |\n");
        text.append("| --- | --- | --- | --- | ---: |\n");
        sorted.stream().limit(MOST_GROUPS).forEach(each -> text.append(row(each, differences.counts(each))));
        text.append('\n');
        if (sorted.size() > MOST_GROUPS) {
            text.append("And ")
                    .append(Counted.of(sorted.size() - MOST_GROUPS, "more difference"))
                    .append(".\n\n");
        }
    }

    private static String row(Difference difference, boolean counts) {
        Known seen = difference.after();
        Known.Place place = seen == null ? null : seen.example();
        return row(List.of(
                counts ? "yes" : "",
                BaselineDifferences.kind(difference),
                cell(AlertText.visible(difference.key().text())),
                place == null ? "" : cell(AlertText.visible(place.example().processes())),
                place == null ? "" : String.valueOf(place.example().event())));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String item(String sentence) {
        return "- " + MarkdownText.escaped(AlertText.visibleCharacters(sentence)) + "\n";
    }

    private static String row(Findings.Group group) {
        Alert first = group.first();
        String subject = first.scene().map(AlertScene::subject).orElse("");
        return row(List.of(
                group.isGrave() ? "yes" : "",
                first.priority().word(),
                cell(AlertText.visibleCharacters(first.rule())),
                String.valueOf(group.count()),
                cell(AlertText.visible(subject.isEmpty() ? first.message() : subject)),
                cell(AlertText.visible(first.scene().map(JobSummary::chain).orElse(""))),
                String.valueOf(first.eventNumber())));
    }

    private static String chain(AlertScene scene) {
        return scene.process()
                + scene.ancestors().stream().map(each -> " < " + each).collect(Collectors.joining());
    }

    private static String cell(String text) {
        return MarkdownText.escaped(text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 3) + "...");
    }
}
