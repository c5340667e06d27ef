package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that wait end when they end without us, with the same result, whatever disturbs them meanwhile (signal(7)). */
@Tag("ptrace")
@Order(6)
class WaitsLiveTest extends LiveTest {
    /** A machine that is busy elsewhere may let a call end late: one that always does has failed. */
    private static final int TRIES = 6;

    /** What a signal that is ignored cuts short all the same: it returns less than was asked for, and no error. */
    private static final Set<String> CUT_SHORT =
            Set.of("recv waitall", "write pipe 1M", "writev pipe 1M", "send 1M", "io_uring submit");

    /** Not stopped at their entry: since when they wait is only known from the first interruption on. */
    private static final Set<String> BEGIN_UNKNOWN =
            Set.of("read socket", "readv socket", "write socket", "writev socket", "ppoll_const");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "none, nothing disturbs",
        "ignored, a signal that is ignored every 150 ms",
        "default, SIGWINCH which is ignored unless it is handled",
        "child, SIGCHLD",
        "cont, SIGCONT without a stop",
        "ignoredtstp, SIGTSTP where that is ignored",
        "late, signals just before the limit and after it",
        "stop, SIGSTOP and SIGCONT",
        "tstp, SIGTSTP and SIGCONT",
        "conthandler, SIGSTOP and a SIGCONT that is handled",
        "mixed, signals that are ignored and a stop",
        "restart, a handler with SA_RESTART",
        "handler, a handler without"
    })
    void endsWithTheSameResultAtTheSameTime(String how, String meaning) throws Exception {
        Path source = directory.resolve("waits.c");
        try (InputStream in = WaitsLiveTest.class.getResourceAsStream("waits.c")) {
            Files.copy(in, source);
        }
        compile(source, "-w", "-lrt");
        String program = directory.resolve("t").toString();
        Set<String> differing = new TreeSet<>();
        for (int tries = 0; tries < TRIES && (tries == 0 || !differing.isEmpty()); tries++) {
            Map<String, String> bare = results(run(plain(program, how), "").out(), how);
            Map<String, String> recorded = results(record("", program, how).out(), how);
            assumeTrue(bare.size() > 40, "this machine cannot start so many processes");
            Set<String> now = bare.entrySet().stream()
                    .filter(each -> !each.getValue().equals(recorded.get(each.getKey())))
                    .map(each -> each.getKey() + ": bare" + each.getValue() + ", recorded"
                            + recorded.getOrDefault(each.getKey(), " nothing"))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (tries == 0) {
                differing = now;
            } else {
                differing.removeIf(
                        each -> now.stream().noneMatch(other -> name(other).equals(name(each))));
            }
        }
        assertThat(differing).as(meaning).isEmpty();
    }

    private static String name(String difference) {
        return difference.substring(0, difference.indexOf(':'));
    }

    private static Map<String, String> results(String out, String how) {
        boolean dropped = List.of("ignored", "default", "child", "cont", "ignoredtstp", "late")
                .contains(how);
        Map<String, String> results = new TreeMap<>();
        for (String line : out.split("\n")) {
            int at = line.indexOf(' ' + how);
            if (line.length() > 24 && at > 3) {
                String call = line.substring(3, at).strip();
                boolean left =
                        dropped && CUT_SHORT.contains(call) || how.equals("late") && BEGIN_UNKNOWN.contains(call);
                if (!left) {
                    results.put(call, line.substring(24 + 12));
                }
            }
        }
        return results;
    }
}
