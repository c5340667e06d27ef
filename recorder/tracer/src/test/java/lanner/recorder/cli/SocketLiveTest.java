package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.CaptureReport;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.MmsgParams;
import lanner.recorder.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
        Machine.needTracing(run.err());
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

    private static final String MESSAGES = """
        #define _GNU_SOURCE
        #include <arpa/inet.h>
        #include <errno.h>
        #include <stdio.h>
        #include <sys/socket.h>
        #include <sys/syscall.h>
        #include <unistd.h>

        static struct sockaddr_in at(const char *host, int port) {
          struct sockaddr_in end = {.sin_family = AF_INET, .sin_port = htons(port)};
          inet_pton(AF_INET, host, &end.sin_addr);
          return end;
        }

        static int bound(const char *host, struct sockaddr_in *end) {
          socklen_t size = sizeof *end;
          int fd = socket(AF_INET, SOCK_DGRAM, 0);
          *end = at(host, 0);
          bind(fd, (void *)end, sizeof *end);
          getsockname(fd, (void *)end, &size);
          return fd;
        }

        int main(void) {
          struct sockaddr_in one, two, from[2];
          int first = bound("127.0.7.1", &one), second = bound("127.0.7.2", &two), here = socket(AF_INET, SOCK_DGRAM, 0);
          struct sockaddr_in source = at("127.0.7.3", 0), refused = {.sin_family = AF_INET6};
          bind(here, (void *)&source, sizeof source);
          char text[2][8] = {"a", "bb"};
          struct iovec piece[2] = {{text[0], 1}, {text[1], 2}};
          struct mmsghdr both[2] = {{{&one, sizeof one, piece, 1}}, {{&two, sizeof two, piece + 1, 1}}};
          if (sendmmsg(here, both, 2, 0) != 2) return 1;
          both[1].msg_hdr.msg_name = &one;
          if (sendmmsg(here, both, 2, 0) != 2) return 2;
          struct mmsghdr got[3] = {{{from, sizeof *from, piece, 1}}, {{from + 1, sizeof *from, piece + 1, 1}}, {{0}}};
          if (recvmmsg(first, got, 3, MSG_DONTWAIT, 0) != 3) return 3;
          if (recvmmsg(first, got, 3, MSG_DONTWAIT, 0) != -1 || errno != EAGAIN) return 4;
          both[0].msg_hdr.msg_name = &two;
          both[1].msg_hdr.msg_name = &refused;
          if (sendmmsg(here, both, 2, 0) != 1) return 5;
          if (sendmmsg(here, both + 1, 1, 0) != -1) return 6;
          if (sendmmsg(here, both, 0, 0) != 0) return 7;
          puts("done");
          return 0;
        }
        """;

    @Test
    void eachOfSeveralMessagesHasItsOwnEnds() throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), MESSAGES), "-w");
        recordWhereRefused(NOTHING_REFUSED, directory.resolve("t").toString());
        List<String> messages = new ArrayList<>();
        read(event -> {
            if (event.type() == EventType.SENDMMSG || event.type() == EventType.RECVMMSG) {
                String result = event.has(Mark.ENTER_ONLY) ? "?" : Long.toString(event.result());
                String data = new String(event.bytes(MmsgParams.DATA), StandardCharsets.US_ASCII);
                messages.add(event.name() + " " + ends(event, MmsgParams.TUPLE).replace("127.0.7.", "") + " '" + data
                        + "' = " + result);
            }
        });
        assertThat(messages)
                .containsExactly(
                        "sendmmsg 3>1 'a' = 1",
                        "sendmmsg 3>2 'bb' = 2",
                        "sendmmsg 3>1 'a' = 1",
                        "sendmmsg 3>1 'bb' = 2",
                        "recvmmsg 3>1 'a' = 1",
                        "recvmmsg 3>1 'a' = 1",
                        "recvmmsg  '' = 0",
                        "recvmmsg  '' = -11",
                        "sendmmsg 3>2 'a' = 1",
                        "sendmmsg  'ab' = ?",
                        "sendmmsg  'ab' = -97",
                        "sendmmsg  '' = 0");
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
