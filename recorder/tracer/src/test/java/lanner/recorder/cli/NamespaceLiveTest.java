package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.EventType;
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
                assertThat(event.param(3, 0)).isEqualTo(event.tid());
                if (event.result() == 0) {
                    own.add(event.param(18, 0) + " " + event.param(19, 0));
                    assertThat(event.param(4, 0)).isEqualTo(event.tid());
                } else {
                    boolean outside = event.param(18, 0) == event.tid();
                    makers.add(outside ? "outside" : event.param(18, 0) + " made " + event.result());
                }
            }
        });
        assertThat(own).containsExactly("1 1", "2 2");
        assertThat(makers).containsExactlyInAnyOrder("outside", "1 made 2");
    }
}
