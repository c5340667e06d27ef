package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A program sees the same of itself: some four hundred answers of the kernel about descriptors, signals, rights, limits,
 * scheduling, its image and its surroundings.
 */
@Tag("ptrace")
class SelfLiveTest extends LiveTest {
    /** What differs, and why. */
    private static final Map<String, String> KNOWN = Map.of(
            "status.TracerPid:", "it is traced",
            "status.Seccomp:", "it has the recorder's filter, which only prctl(2) and seccomp(2) do not show",
            "status.Seccomp_filters:", "the same",
            "status.Cpus_allowed:", "it shares the recorder's processor; sched_getaffinity(2) does not show it",
            "status.Cpus_allowed_list:", "the same",
            "stat.9", "what executed it used a right of root's to install the filter (PF_SUPERPRIV)",
            "/proc/self/coredump_filter.0", "the start script's options keep it, and are not here");

    /** What differs besides where the recorder has no rights of root's. */
    private static final Map<String, String> KNOWN_OF_USERS = Map.of(
            "status.NoNewPrivs:", "a filter without CAP_SYS_ADMIN takes no_new_privs",
            "PR_GET_NO_NEW_PRIVS", "the same");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                            | --placement governor
            ''                                            | --placement off
            umask 027; ulimit -c 0; ulimit -S -s 4096     | --profile all
            trap '' USR1 TTIN;      ulimit -S -u 4000     | --profile rules
            cd /; exec 2>/dev/null; set -- nice -n 3 "$@" | --placement pin
            """)
    void aProgramSeesTheSameOfItself(String before, String options) throws Exception {
        Path source = directory.resolve("self.c");
        try (InputStream text = getClass().getResourceAsStream("self.c")) {
            Files.copy(text, source);
        }
        compile(source, "-Wall", "-Wextra");
        String program = directory.resolve("t").toString();
        Map<String, String> bare = answers(run(in(before, plain(program, "an argument", "")), ""));
        Map<String, String> recorded =
                answers(run(in(before, recorder(List.of(options.split(" ")), program, "an argument", "")), ""));
        Set<String> different = new TreeSet<>(bare.keySet());
        different.addAll(recorded.keySet());
        different.removeIf(name -> bare.getOrDefault(name, "").equals(recorded.get(name)));
        different.removeAll(KNOWN.keySet());
        if (!Machine.isRoot()) {
            different.removeAll(KNOWN_OF_USERS.keySet());
        }
        assertThat(different)
                .as("not the same, bare and recorded: %s", shown(different, bare, recorded))
                .isEmpty();
        assertThat(bare).hasSizeGreaterThan(300);
    }

    /** A command line that is run in a shell after something else. */
    private static List<String> in(String before, List<String> command) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", before + "\nexec \"$@\"", "sh"));
        line.addAll(command);
        return line;
    }

    private static Map<String, String> answers(Run run) {
        Machine.needTracing(run.err());
        assertThat(run.status()).as(run.err()).isZero();
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line : run.out().split("\n")) {
            int blank = line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ');
            int tab = line.indexOf('\t') < 0 ? line.length() : line.indexOf('\t');
            int end = Math.min(blank, tab);
            answers.merge(line.substring(0, end), line.substring(end), String::concat);
        }
        return answers;
    }

    private static List<String> shown(Set<String> names, Map<String, String> bare, Map<String, String> recorded) {
        return names.stream()
                .map(name -> name + bare.getOrDefault(name, " -") + " |" + recorded.getOrDefault(name, " -"))
                .toList();
    }
}
