package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.CaptureReport;
import lanner.capture.event.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends of sockets, whoever uses them, and messages sent several at a time. */
@Tag("ptrace")
class SocketLiveTest extends LiveTest {
    private static final String NOTHING_REFUSED = "nothing";

    /** What each kind of thread does: the name of the call and both ends, the source first. */
    private static final List<String> TALK = List.of(
            "connect .6>.5",
            "accept4 .6>.5",
            "sendto .6>.5",
            "recvfrom .6>.5",
            "sendmsg .6>.5",
            "recvmsg .6>.5",
            "sendto .6>.5",
            "recvfrom .6>.5",
            "sendmsg .6>.5",
            "recvmsg .6>.5");

    private static final Map<String, String> KINDS = Map.of(
            "1", "a first thread",
            "2", "a second thread",
            "3", "a thread that unshared its descriptors",
            "4", "a thread whose process's first thread has ended",
            "5", "a process that shares its maker's descriptors",
            "6", "a thread born with descriptors of its own");

    private void make(String source, String program) throws Exception {
        try (InputStream text = SocketLiveTest.class.getResourceAsStream(source)) {
            Path file = Files.write(directory.resolve(source), text.readAllBytes());
            compile(file, "-pthread", "-w");
            Files.move(directory.resolve("t"), directory.resolve(program));
        }
    }

    /** A recording on a kernel that refuses what the word says. */
    private void recordWhereRefused(String what, String... command) throws Exception {
        List<String> line = new ArrayList<>();
        if (!what.equals(NOTHING_REFUSED)) {
            make("refuse.c", "refuse");
            line.addAll(List.of(directory.resolve("refuse").toString(), what));
        }
        line.addAll(recorder(command));
        Run run = run(line, "");
        assumeTrue(!run.err().contains("may not trace its own children"), "this machine forbids ptrace");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("done\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTHING_REFUSED, "new", "all"})
    void everyThreadsSocketsHaveBothEnds(String refused) throws Exception {
        make("sockets.c", "sockets");
        recordWhereRefused(refused, directory.resolve("sockets").toString());
        Map<String, List<String>> talks = new TreeMap<>();
        CaptureReport report = read(event -> {
            int tuple = event.type().indexOf("tuple");
            if (tuple >= 0 && !event.type().label().equals("descriptor") && event.tid() != 0) {
                String ends = ends(event, tuple);
                String kind = ends.isEmpty() ? "?" : ends.split("\\.")[2];
                talks.computeIfAbsent(KINDS.getOrDefault(kind, kind), key -> new ArrayList<>())
                        .add(event.type().label() + " " + ends.replace("127.0." + kind, ""));
            }
        });
        for (String kind : KINDS.values()) {
            assertThat(talks.get(kind)).as(kind).isEqualTo(TALK);
        }
        assertThat(talks).doesNotContainKey("?");
        assertThat(report.footers().get(0).counters()).containsEntry("sockets_without_ends", 0L);
    }

    /** Both addresses of an IPv4 tuple without their ports. */
    private static String ends(Event event, int param) {
        byte[] tuple = event.bytes(param);
        return tuple.length != 13 || tuple[0] != 2 ? "" : address(tuple, 1) + ">" + address(tuple, 7);
    }

    private static String address(byte[] bytes, int at) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parts.add(Integer.toString(bytes[at + i] & 0xFF));
        }
        return String.join(".", parts);
    }
}
