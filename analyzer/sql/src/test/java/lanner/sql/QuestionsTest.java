package lanner.sql;

import static lanner.sql.CommandLines.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanner.cli.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions of {@code analyzer/docs/sql.md}: what it shows is what they answer, and what {@code events} says of it. */
class QuestionsTest {
    private static final Pattern QUESTION =
            Pattern.compile("\n\\*\\*(\\d+)\\. ([^*]+)\\*\\*\n\n```console\n\\$ ((?:.|\n)*?)```", Pattern.MULTILINE);

    /** A command of several lines, and the lines below it. */
    private record Question(int number, String words, String command, List<String> answer) {
        @Override
        public String toString() {
            return number + ". " + words;
        }

        /** A cell of the answer, by its row from 0 and its place in the row. */
        String cell(int row, int column) {
            return answer.get(row + 2).strip().split("  +")[column];
        }
    }

    /**
     * Where an answer has a number, and how {@code events} says the same.
     *
     * @param row from 0
     * @param column from 0
     * @param captures names of samples
     * @param field summed over the events; empty where they are counted
     */
    private record Same(int row, int column, String captures, String filter, String field) {
        Same(int row, int column, String captures, String filter) {
            this(row, column, captures, filter, "");
        }

        String number() {
            List<Object> words = new ArrayList<>(List.of("events"));
            for (String capture : captures.split(" ")) {
                words.add(CommandLines.sample(capture));
            }
            words.add(filter);
            if (field.isEmpty()) {
                words.add("--count");
                return Answer.of(words.toArray()).out().strip();
            }
            words.addAll(List.of("-p", "%" + field));
            return Long.toString(Answer.of(words.toArray())
                    .out()
                    .lines()
                    .mapToLong(Long::parseLong)
                    .sum());
        }
    }

    // spotless:off
    private static final Map<Integer, List<Same>> CHECKS = Map.of(
        1, List.of(
            new Same(0, 2, "reverse-shell", "evt.type in (open, openat, openat2) and lanner.path = /etc/passwd and proc.name = bash"),
            new Same(1, 2, "reverse-shell", "evt.type in (open, openat, openat2) and lanner.path = /etc/passwd and proc.pid = 117")),
        2, List.of(
            new Same(0, 2, "reverse-shell", "evt.type in (open, openat, openat2) and evt.res = ENOENT and proc.name = ps"),
            new Same(2, 2, "reverse-shell", "evt.type in (open, openat, openat2) and evt.res = EACCES and proc.name = ps")),
        3, List.of(
            new Same(0, 2, "malicious-install-script", "fd.rip = 127.0.0.1 and fd.rport = 4873 and evt.is_io_write = true and evt.rawres > 0", "evt.buflen"),
            new Same(1, 2, "malicious-install-script", "fd.rip = 127.0.0.1 and fd.rport = 8443 and evt.is_io_write = true and evt.rawres > 0", "evt.buflen"),
            new Same(1, 3, "malicious-install-script", "fd.rip = 127.0.0.1 and fd.rport = 8443 and evt.is_io_read = true and evt.rawres > 0", "evt.buflen")),
        4, List.of(
            new Same(0, 0, "formats/v2", "lanner.duration >= 51998726", "evt.num"),
            new Same(2, 3, "formats/v2", "evt.num = 1", "lanner.duration")),
        5, List.of(
            new Same(0, 2, "malicious-install-script", "evt.type = procexit and proc.ppid = 131")),
        6, List.of(
            new Same(0, 1, "malicious-install-script", "evt.type = execve and evt.rawres = 0 and proc.exepath startswith /home/sam/.cache/", "evt.num")),
        7, List.of(
            new Same(0, 0, "container-escape", "evt.type in (setuid, setgid, setresuid, setresgid, capset, unshare, setns) and lanner.outcome = done", "evt.num")),
        8, List.of(
            new Same(0, 1, "reverse-shell", "evt.rawtime.s = 1795631228"),
            new Same(1, 1, "reverse-shell", "evt.rawtime.s = 1795631229"),
            new Same(2, 1, "reverse-shell", "evt.rawtime.s = 1795631230")),
        // By analyze: see below.
        9, List.of(),
        10, List.of(
            new Same(0, 1, "reverse-shell malicious-install-script", "fd.name = /etc/group or lanner.path = /etc/group"),
            new Same(4, 1, "reverse-shell malicious-install-script", "fd.name = /etc/passwd or lanner.path = /etc/passwd")));
    // spotless:on

    static Stream<Question> questions() throws IOException {
        String page = Files.readString(ROOT.resolve("analyzer/docs/sql.md"));
        return QUESTION.matcher(page).results().map(found -> {
            String block = found.group(3);
            // A command ends where its quotation does.
            int quote = block.indexOf('"');
            int end = block.indexOf("\"\n", quote + 1) + 1;
            return new Question(
                    Integer.parseInt(found.group(1)),
                    found.group(2),
                    block.substring(0, end),
                    List.of(block.substring(end + 1).split("\n")));
        });
    }

    @Test
    void thereAreTenAndEachIsChecked() throws IOException {
        assertThat(questions().map(Question::number)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(CHECKS.keySet()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void eachAnswersWhatIsShownAndWhatEventsSay(Question question) {
        List<String> words = CommandLines.words(question.command());
        assertThat(words.remove(0)).isEqualTo("lanner");
        Answer ended = Answer.of(words.toArray());
        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
        List<String> shown = new ArrayList<>(List.of(ended.out()
                .replace(ROOT + "/sample-captures/", "sample-captures/")
                .stripTrailing()
                .split("\n")));
        assertThat(tight(shown)).isEqualTo(tight(question.answer()));
        for (Same same : CHECKS.get(question.number())) {
            assertThat(same.number()).as(same.filter()).isEqualTo(question.cell(same.row(), same.column()));
        }
    }

    @Test
    void alertsAreThoseOfAnalyze() throws IOException {
        Question question =
                questions().filter(each -> each.number() == 9).findFirst().orElseThrow();
        List<String> alerts = Answer.of("analyze", CommandLines.sample("container-escape"), "--json")
                .out()
                .lines()
                .toList();
        long all = 0;
        for (int row = 0; row < question.answer().size() - 2; row++) {
            String rule = "\"rule\":\"" + question.cell(row, 1) + "\"";
            long count = alerts.stream().filter(alert -> alert.contains(rule)).count();
            assertThat(question.cell(row, 3)).as(rule).isEqualTo(Long.toString(count));
            all += count;
        }
        assertThat(alerts).hasSize((int) all);
    }

    /** A shorter name of a capture makes its column narrower. */
    private static List<String> tight(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().replaceAll(" {2,}", "  ").replaceAll("-{2,}", "--"))
                .toList();
    }
}
