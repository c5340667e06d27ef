package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.CloneParams;
import lanner.capture.event.EventType;
import lanner.capture.event.ImageParams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ids of processes in pid namespaces: theirs and ours. */
@Tag("ptrace")
class NamespaceLiveTest extends LiveTest {
    private static final List<EventType> BIRTHS =
            List.of(EventType.CLONE, EventType.CLONE3, EventType.FORK, EventType.VFORK);

    @Test
    void processesInAPidNamespaceHaveItsIdsFromTheirBirthOn() throws Exception {
        List<String> command = List.of("unshare", "-pf", "--mount-proc", "sh", "-c", "cat /proc/sys/kernel/ostype; :");
        assumeTrue(run(command, "").status() == 0, "no namespaces can be made here");
        Run run = record("", command.toArray(String[]::new));
        assertThat(run.out()).isEqualTo("Linux\n");

        List<String> own = new ArrayList<>();
        List<String> makers = new ArrayList<>();
        read(event -> {
            if (BIRTHS.contains(event.type())) {
                assertThat(event.param(ImageParams.TID, 0)).isEqualTo(event.tid());
                if (event.result() == 0) {
                    own.add(event.param(CloneParams.VTID, 0) + " " + event.param(CloneParams.VPID, 0));
                    assertThat(event.param(ImageParams.PID, 0)).isEqualTo(event.tid());
                } else {
                    boolean outside = event.param(CloneParams.VTID, 0) == event.tid();
                    makers.add(outside ? "outside" : event.param(CloneParams.VTID, 0) + " made " + event.result());
                }
            }
        });
        assertThat(own).containsExactly("1 1", "2 2");
        assertThat(makers).containsExactlyInAnyOrder("outside", "1 made 2");
    }

    @Test
    void threadsHaveTheIdsOfTheNamespaceThatTheirProcessIsIn() throws Exception {
        compile(Files.writeString(directory.resolve("t.c"), """
            #define _GNU_SOURCE
            #include <pthread.h>
            #include <sched.h>
            #include <stdio.h>
            #include <sys/wait.h>
            #include <unistd.h>
            static void *nothing(void *none) { return none; }
            static void threads(void) {
                pthread_t t;
                for (int i = 0; i < 2; i++) {
                    pthread_create(&t, 0, nothing, 0);
                    pthread_join(t, 0);
                }
            }
            int main(void) {
                threads();
                if (unshare(CLONE_NEWPID)) {
                    perror("unshare");
                    return 77;
                }
                if (fork() == 0) {
                    threads();
                    _exit(0);
                }
                wait(0);
                return 0;
            }
            """), "-w", "-pthread");
        String program = directory.resolve("t").toString();
        assumeTrue(run(List.of(program), "").status() == 0, "no namespaces can be made here");
        assertThat(record("", program).status()).isZero();

        List<String> inner = new ArrayList<>();
        read(event -> {
            long tid = event.param(ImageParams.TID, 0);
            if (BIRTHS.contains(event.type()) && event.result() == 0) {
                long vtid = event.param(CloneParams.VTID, 0);
                long vpid = event.param(CloneParams.VPID, 0);
                boolean outside = vtid == tid && vpid == event.param(ImageParams.PID, 0);
                inner.add(outside ? "outside" : vtid + " of " + vpid);
            }
        });
        assertThat(inner).containsExactly("outside", "outside", "1 of 1", "2 of 1", "3 of 1");
    }
}
