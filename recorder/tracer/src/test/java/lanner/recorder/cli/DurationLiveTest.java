package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lanner.capture.CaptureReport;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long calls took, as captures tell it. */
@Tag("ptrace")
class DurationLiveTest extends LiveTest {
    private static final int EINTR = 4;

    private List<Event> events() throws Exception {
        List<Event> events = new ArrayList<>();
        read(event -> events.add(event.copy()));
        return events;
    }

    @Test
    void aCallTookAsLongAsItWaited() throws Exception {
        record("", "sh", "-c", "mkfifo fifo; (sleep 0.4; : >fifo) & : <fifo");
        long longest = events().stream()
                .filter(event -> event.type() == EventType.OPENAT)
                .mapToLong(Event::duration)
                .max()
                .orElseThrow();
        assertThat(longest).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
    }

    @Test
    void everyCallThatEndedHasADurationAndNothingElseHasOne() throws Exception {
        record(List.of("--inline", "off"), "sh", "-c", "cat /proc/self/status | wc -l; (kill -9 $$)");
        long ended = 0;
        for (Event event : events()) {
            boolean call = event.type().kind() == EventType.Kind.SYSCALL
                    || event.type().kind() == EventType.Kind.GENERIC;
            boolean born = event.type() == EventType.CLONE && event.result() == 0;
            boolean seen = call && !born && !event.has(Mark.ENTER_ONLY) && !event.has(Mark.INCOMPLETE);
            assertThat(event.duration() >= 0)
                    .as(event.name() + " " + event.sequence())
                    .isEqualTo(seen);
            assertThat(event.has(Mark.INLINE)).isFalse();
            ended += seen ? 1 : 0;
        }
        assertThat(ended).isGreaterThan(20);
        CaptureReport report = read(event -> {});
        assertThat(report.headers().get(0).version()).isEqualTo(SegmentHeader.VERSION);
        assertThat(report.headers().get(0).attributes()).containsEntry(SegmentHeader.INLINE, "off");
    }

    /** It is known only at the next call that the interrupted one does not go on: half a second after its end. */
    @Test
    void aCallThatASignalEndsTookNoLongerThanUntilThen() throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), """
            #include <errno.h>
            #include <fcntl.h>
            #include <signal.h>
            #include <stdio.h>
            #include <sys/stat.h>
            #include <sys/time.h>
            #include <time.h>
            #include <unistd.h>
            static void on(int signal) {}
            static long now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000 + t.tv_nsec; }
            int main(void) {
                struct sigaction action = {.sa_handler = on};
                sigaction(SIGALRM, &action, 0);
                mkfifo("fifo", 0600);
                struct itimerval once = {.it_value = {0, 200000}};
                setitimer(ITIMER_REAL, &once, 0);
                if (open("fifo", O_RDONLY) >= 0 || errno != EINTR) return 1;
                for (long end = now() + 500000000; now() < end;) {}
                return access("after", F_OK) == 0;
            }
            """));
        Run run = record("", directory.resolve("t").toString());
        assertThat(run.status()).isZero();
        List<Event> events = events().stream()
                .filter(event -> event.type().kind() == EventType.Kind.SYSCALL
                        || event.type().kind() == EventType.Kind.GENERIC)
                .toList();
        int at = 0;
        while (events.get(at).result() != -EINTR) {
            at++;
        }
        Event interrupted = events.get(at);
        long known = interrupted.monotonic() - events.get(at - 1).monotonic();
        assertThat(interrupted.duration())
                .isBetween(TimeUnit.MILLISECONDS.toNanos(100), known - TimeUnit.MILLISECONDS.toNanos(500));
    }
}
